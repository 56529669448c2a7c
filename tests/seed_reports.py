"""What the network that ships reads in the seeds, as the live path does: English alone."""

from collections.abc import Iterator

from shipped_network import shipped

from tocsin.schemas.article import Article
from tocsin.schemas.report import Report
from tocsin.services.demo.seed_articles import seed_articles
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.language import is_english


def seed_reports() -> Iterator[tuple[Article, Report]]:
    """Yield each report with its article, in the order of publication."""
    for article in seed_articles():
        if is_english(article):
            for report in reports_of(article, shipped()):
                yield article, report
