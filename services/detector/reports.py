"""The reports of articles as they are judged: read, with each text's fingerprint. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.article import ArticleText
from schemas.report import Report
from services.detector.fingerprint import fingerprint
from services.detector.reading.reader import Reading, read_all
from services.detector.reading.words.parsing import PATTERNS, Parser


def reports_of(article: ArticleText, parser: Parser = PATTERNS) -> tuple[Report, ...]:
    """Return what an article reports, each report with the fingerprint of the whole text."""
    return read_articles((article,), parser)[0].reports


def read_articles(articles: Sequence[ArticleText], parser: Parser) -> tuple[Reading, ...]:
    """Read articles; together they take less time than one by one."""
    return tuple(
        _marked(article, reading)
        for article, reading in zip(articles, read_all(articles, parser), strict=True)
    )


def _marked(article: ArticleText, reading: Reading) -> Reading:
    if not reading.reports:
        return reading
    mark = {"text_fingerprint": fingerprint(article.text), "status": article.status}
    return replace(
        reading, reports=tuple(report.model_copy(update=mark) for report in reading.reports)
    )
