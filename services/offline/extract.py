"""`tocsin extract`, wired: articles from files, their reports on standard output; no broker."""

import sys
from collections.abc import Callable, Iterator
from typing import Final

from tocsin.schemas.article import ArticleText
from tocsin.schemas.report import Report
from tocsin.services.lines.line_by_line import Given, parsed, print_each
from tocsin.services.offline.explanation import explanation
from tocsin.services.problem import ExitStatus
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.language import language_of
from tocsin.services.reading.network.encoding import Encoder

OTHER_LANGUAGE: Final = "in a language that TOCSIN_LANGUAGES does not name; skipped"

Show = Callable[[Report], str]
"""Makes a report the line that is printed."""


def show_reports(given: Given, show: Show, encoder: Encoder) -> ExitStatus:
    """Print the reports of all articles, as they are read; report bad lines on standard error.

    Raises:
        Problem: a file that cannot be read.
    """

    def lines(article: ArticleText) -> Iterator[str]:
        if language_of(article, encoder.languages) is None:
            sys.stderr.write(f"{article.id}: {OTHER_LANGUAGE}\n")
            return
        yield from map(show, reports_of(article, encoder))

    return print_each(parsed(given, ArticleText.read), lines)


def explain(given: Given, encoder: Encoder) -> ExitStatus:
    """Print, for each article, what made each event and what was dropped, with probabilities.

    Raises:
        Problem: a file that cannot be read.
    """
    return print_each(
        parsed(given, ArticleText.read),
        lambda article: (f"{line}\n" for line in explanation(article, encoder)),
    )


def json_line(report: Report) -> str:
    """Return a report as one line of JSON."""
    return report.model_dump_json() + "\n"


def table_line(report: Report) -> str:
    """Return a report as one line of aligned columns."""
    kind = f"{report.event_type}/{report.subtype}" if report.subtype else str(report.event_type)
    whence = f"{report.from_country}>" if report.from_country else ""
    cells = (
        f"{kind:24}",
        f"{_figure(report):>18}",
        f"{report.unit or '-':10}",
        f"{report.modality:12}",
        f"{_confidence(report):>4}",
        f"{whence}{report.country or '-':7}",
        f"{(report.actor or '-')[:32]:32}",
        report.article_id,
    )
    return "  ".join(cells).rstrip() + "\n"


def _confidence(report: Report) -> str:
    return "-" if report.confidence is None else f"{report.confidence:.2f}"


def _figure(report: Report) -> str:
    return "-" if report.quantity.figure is None else report.quantity.in_words()
