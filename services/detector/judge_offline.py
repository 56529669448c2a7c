"""`tocsin judge`, wired: articles or reports from files, the alerts they give; no broker."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from pydantic import TypeAdapter, ValidationError

from schemas.alert import Alert
from schemas.article import ArticleText
from schemas.report import Report
from schemas.rule import Rule
from services.detector.extract import NOT_ENGLISH, Given, first_fault
from services.detector.judging.in_memory import InMemoryJudge
from services.detector.reading.language import is_english
from services.detector.reading.network.encoding import Encoder
from services.detector.reports import reports_of
from services.problem import ExitStatus

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
    bad = 0
    world = InMemoryJudge(rules)
    for report in _reports(given, encoder):
        if isinstance(report, str):
            bad += 1
            sys.stderr.write(f"{report}\n")
            continue
        sys.stdout.writelines(show(alert) for alert in world.push(report))
        sys.stdout.flush()
    return ExitStatus.INCOMPLETE if bad else ExitStatus.OK


def _reports(given: Given, encoder: Encoder) -> Iterator[Report | str]:
    """Yield each report, as it is or read from the article there; or what is wrong."""
    for one in given:
        if isinstance(one, str):
            yield one
            continue
        where, payload = one
        try:
            reports, is_dated = _reports_of(payload, encoder)
        except ValidationError as error:
            yield f"{where}: {first_fault(error)}"
            continue
        if is_dated:
            yield from reports
        else:
            yield f"{where}: {UNDATED}"


def _reports_of(line: bytes, encoder: Encoder) -> tuple[tuple[Report, ...], bool]:
    """Return the reports of a line, and whether it has the date that judging goes by."""
    if "event_type" in _KEYS.validate_json(line):
        report = Report.read(line)
        return (report,), report.published_at is not None
    article = ArticleText.read(line)
    if not is_english(article):
        sys.stderr.write(f"{article.id}: {NOT_ENGLISH}\n")
        return (), True
    return reports_of(article, encoder), article.published_at is not None


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
