"""`from tocsin import read`: what one article reports, without a broker."""

from functools import cache

from tocsin.schemas.article import ArticleText
from tocsin.schemas.report import Report
from tocsin.services.encoders.choice import BUILT_IN, encoder_named
from tocsin.services.reading.article.reports import reports_of

_encoder = cache(encoder_named)


def read(article: ArticleText, network: str = BUILT_IN) -> tuple[Report, ...]:
    """Return what an article reports.

    Args:
        article: an `Article`, or an `ArticleText`, of which only the id and the text must be known.
        network: the folder of a network of your own.

    Raises:
        Problem: there is no such network, or its files are damaged.
    """
    return reports_of(article, _encoder(network))
