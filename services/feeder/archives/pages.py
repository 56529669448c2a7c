"""One stored page → one raw article, or what is wrong with it; pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from tocsin.services.feeder.live.fetching.item_article import Unusable, article_of_page
from tocsin.services.feeder.live.pages.page import ArticlePage
from tocsin.services.feeder.live.parsing.pool import BrokeParserError
from tocsin.services.feeder.records import BadLine, InputPosition, RawArticle

ReadPage = Callable[[bytes, str | None, str], ArticlePage]
"""Reads a page's bytes, by the charset that HTTP said, at its address."""


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as an archive holds it."""

    where: InputPosition
    body: bytes
    charset: str | None
    """What HTTP said."""
    address: str
    """Where the page was; a path for files."""
    crawled_at: datetime | None = None
    """When it was fetched, for pages that do not say when they were published."""


def page_as_raw(stored: StoredPage, read_page: ReadPage) -> RawArticle | BadLine:
    """Read a page as archives hold them."""
    where, address = stored.where, stored.address
    try:
        page = read_page(stored.body, stored.charset, address)
        article = article_of_page(page, address, stored.crawled_at)
    except BrokeParserError as error:
        return BadLine(where, f"the page {error}")
    except ValidationError as error:
        return BadLine(where, str(error.errors()[0]["msg"]))
    if isinstance(article, Unusable):
        return BadLine(where, article.reason)
    return RawArticle(where, article.write())
