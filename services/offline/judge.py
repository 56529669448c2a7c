"""`tocsin judge`, wired: articles or reports from files, the alerts they give; no broker."""

import sys
from collections.abc import Callable, Sequence
from typing import Final

from pydantic import TypeAdapter

from tocsin.schemas.alert import Alert
from tocsin.schemas.article import ArticleText
from tocsin.schemas.report import Report
from tocsin.schemas.rule import Rule
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.lines.line_by_line import Given, parsed, print_each
from tocsin.services.offline.extract import OTHER_LANGUAGE
from tocsin.services.problem import ExitStatus
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.language import language_of
from tocsin.services.reading.network.encoding import Encoder

Show = Callable[[Alert], str]
"""Makes an alert what is printed."""

_KEYS: Final = TypeAdapter(dict[str, object])
UNDATED: Final = "published_at: missing; an alert belongs to a day"
"""What is wrong with a line without the date that judging goes by."""


def show_alerts(given: Given, rules: Sequence[Rule], show: Show, encoder: Encoder) -> ExitStatus:
    """Judge all lines in their order, as the live path does, and print each alert.

    Raises:
        Problem: a file that cannot be read.
    """
    world = InMemoryJudge(rules)
    return print_each(
        parsed(given, lambda line: _reports_of(line, encoder)),
        lambda reports: (show(alert) for report in reports for alert in world.push(report)),
    )


def _reports_of(line: bytes, encoder: Encoder) -> tuple[Report, ...] | str:
    """Return the reports of a line, as they are or read from its article; or what it lacks."""
    if "event_type" in _KEYS.validate_json(line):
        report = Report.read(line)
        return UNDATED if report.published_at is None else (report,)
    article = ArticleText.read(line)
    if language_of(article, encoder.languages) is None:
        sys.stderr.write(f"{article.id}: {OTHER_LANGUAGE}\n")
        return ()
    return UNDATED if article.published_at is None else reports_of(article, encoder)


def json_line(alert: Alert) -> str:
    """Return an alert as one line of JSON."""
    return alert.write().decode() + "\n"


def table_line(alert: Alert) -> str:
    """Return an alert as one line of aligned columns."""
    cells = (
        f"{alert.last_published_at:%Y-%m-%d}",
        f"{alert.severity:8}",
        f"{alert.kind:10}",
        f"{alert.rule_id:24}",
        alert.title,
        f"[{alert.sources[-1].article_id}]",
    )
    return "  ".join(cells) + "\n"
