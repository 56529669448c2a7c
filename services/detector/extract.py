"""`tocsin extract`, wired: articles from files, their reports on standard output; no broker."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from pydantic import ValidationError

from schemas.article import ArticleText
from schemas.report import Report
from services.detector.reading.language import is_english
from services.detector.reading.network.encoding import Encoder
from services.detector.reading_explained import explanation
from services.detector.reports import reports_of
from services.problem import ExitStatus

NOT_ENGLISH: Final = "not in English, which is all that Tocsin reads; skipped"

Given = Iterable[tuple[str, bytes] | str]
"""Where each article stands, with its JSON; or what is wrong with a line."""

Show = Callable[[Report], str]
"""Makes a report the line that is printed."""


def show_reports(given: Given, show: Show, encoder: Encoder) -> ExitStatus:
    """Print the reports of all articles, as they are read; tell bad lines on standard error.

    Raises:
        Problem: a file that cannot be read.
    """

    def lines(article: ArticleText) -> Iterator[str]:
        if not is_english(article):
            sys.stderr.write(f"{article.id}: {NOT_ENGLISH}\n")
            return
        yield from map(show, reports_of(article, encoder))

    return _print(given, lines)


def explain(given: Given, encoder: Encoder) -> ExitStatus:
    """Print, for each article, what made each event and what was dropped, with probabilities.

    Raises:
        Problem: a file that cannot be read.
    """
    return _print(given, lambda article: (f"{line}\n" for line in explanation(article, encoder)))


def _print(given: Given, lines: Callable[[ArticleText], Iterator[str]]) -> ExitStatus:
    """Print the lines of each article as they come, and bad ones on standard error."""
    bad = 0
    for article in _articles(given):
        if isinstance(article, str):
            bad += 1
            sys.stderr.write(f"{article}\n")
            continue
        sys.stdout.writelines(lines(article))
        sys.stdout.flush()
    return ExitStatus.INCOMPLETE if bad else ExitStatus.OK


def _articles(given: Given) -> Iterator[ArticleText | str]:
    """Yield each article, or what is wrong with it."""
    for one in given:
        if isinstance(one, str):
            yield one
            continue
        where, payload = one
        try:
            yield ArticleText.read(payload)
        except ValidationError as error:
            yield f"{where}: {first_fault(error)}"


def first_fault(error: ValidationError) -> str:
    """Return the first thing that is wrong with a line, for people."""
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]


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
