"""One stored page → one raw article, or what is wrong with it; pure."""

from datetime import datetime

from pydantic import ValidationError

from services.feeder.live.item_article import Unusable, article_of_page
from services.feeder.live.page import read_page
from services.feeder.records import BadLine, RawArticle, Where


def page_as_raw(
    where: Where, body: bytes, charset: str | None, address: str, crawled_at: datetime | None = None
) -> RawArticle | BadLine:
    """Read a page as archives hold them.

    Args:
        where: where it stood.
        body: of the page.
        charset: what HTTP said.
        address: where the page was; a path for files.
        crawled_at: when it was fetched, for pages that do not say when they were published.
    """
    try:
        article = article_of_page(read_page(body, charset, address), address, crawled_at)
    except ValidationError as error:
        return BadLine(where, str(error.errors()[0]["msg"]))
    if isinstance(article, Unusable):
        return BadLine(where, article.reason)
    return RawArticle(where, article.write())
