"""The reports of an article as they are judged: read, with the text's fingerprint. Pure."""

from schemas.article import ArticleText
from schemas.report import Report
from services.detector.fingerprint import fingerprint
from services.detector.reading.reader import read


def reports_of(article: ArticleText) -> tuple[Report, ...]:
    """Return what the article reports, each report with the fingerprint of the whole text."""
    reports = read(article)
    if not reports:
        return ()
    mark = fingerprint(article.text)
    return tuple(report.model_copy(update={"text_fingerprint": mark}) for report in reports)
