"""The reports of articles as they are judged, with what the whole text says about each. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.schemas.article import ArticleText
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import Scope
from tocsin.services.reading.article.fingerprint import fingerprint
from tocsin.services.reading.article.names import names_of
from tocsin.services.reading.language import language_of
from tocsin.services.reading.languages.choice import language_named
from tocsin.services.reading.languages.english import ENGLISH
from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.reading.reader import Reading, read_one


def reports_of(article: ArticleText, encoder: Encoder) -> tuple[Report, ...]:
    """Return what an article reports, each report with fingerprint and names of the whole text."""
    return read_articles((article,), encoder)[0].reports


def read_articles(articles: Sequence[ArticleText], encoder: Encoder) -> tuple[Reading, ...]:
    """Read articles, each in its language; one in none of those that are read as English."""
    return tuple(_marked(article, _read(article, encoder)) for article in articles)


def _read(article: ArticleText, encoder: Encoder) -> Reading:
    code = language_of(article, encoder.languages) or ENGLISH.code
    return read_one(article, encoder.of(code), language_named(code))


def _marked(article: ArticleText, reading: Reading) -> Reading:
    if not reading.reports:
        return reading
    mark = {
        "text_fingerprint": fingerprint(article.text),
        "names": names_of(article.text),
        "status": article.status,
    }
    marked = (report.model_copy(update=mark) for report in reading.reports)
    return replace(reading, reports=tuple(sorted(marked, key=_place)))


def _place(report: Report) -> bool:
    """Return whether a report comes last: a total is known when the event beside it rings."""
    return report.scope is not Scope.TOTAL
