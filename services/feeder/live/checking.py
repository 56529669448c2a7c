"""Try sources once, send nothing, and say what was found."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tocsin.services.feeder.live.address import canonical_address
from tocsin.services.feeder.live.fetching.item_article import FoundPage
from tocsin.services.feeder.live.fetching.pages import PageFetcher
from tocsin.services.feeder.live.fetching.reading_source import Reach, asked, read_source
from tocsin.services.feeder.live.pages.named_feeds import named_feeds
from tocsin.services.feeder.live.parsing.feed_document import FeedDocument, NotAFeedError
from tocsin.services.feeder.live.parsing.pool import BrokeParserError
from tocsin.services.feeder.live.sources.choosing import is_wanted
from tocsin.services.feeder.live.sources.source import Source, TextFrom
from tocsin.services.feeder.live.web.access import access_of
from tocsin.services.feeder.live.web.answers import Failed, WebResponse
from tocsin.services.feeder.live.web.client import Web
from tocsin.services.plain_text import counted

_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What one source gave."""

    source: Source
    trouble: str | None
    note: str = ""
    """What is not wrong and yet good to know."""
    items: int = 0
    newest: datetime | None = None
    text: str = ""
    """Of the first page, in words."""


async def check(
    sources: Sequence[Source], web: Web, pages: PageFetcher, advance: Callable[[], None]
) -> list[SourceCheck]:
    """Look at each source and at the page of its first item; `advance` is called for each."""

    async def check_and_tell(source: Source) -> SourceCheck:
        found = await _check_one(source, web, pages)
        advance()
        return found

    return list(await asyncio.gather(*(check_and_tell(source) for source in sources)))


async def _check_one(source: Source, web: Web, pages: PageFetcher) -> SourceCheck:
    reach = Reach(web, pages, access_of(source))
    answer = await asked(source, reach)
    if isinstance(answer, Failed):
        return SourceCheck(source, _in_words(answer))
    if not isinstance(answer, WebResponse):
        return SourceCheck(source, "answers 304 though nothing was known of it")
    try:
        document = await read_source(source, answer, reach, time.time())
    except BrokeParserError as error:
        return SourceCheck(source, f"the document {error}")
    except NotAFeedError as error:
        feeds = await _feeds_that_it_names(answer, pages)
        named = f"; the page names: {', '.join(feeds[:_MOST_NAMED])}" if feeds else ""
        return SourceCheck(source, f"no feed: {error}{named}")
    if not document.items:
        recent = "no page of the last days" if document.is_sitemap else "a feed without items"
        return SourceCheck(source, recent)
    blocked = sum(1 for one in document.items if not is_wanted(source, one))
    newest = max((one.published_at for one in document.items if one.published_at), default=None)
    trouble = None if newest is not None else "no item has a date; the pages must have it"
    text = await _page_in_words(source, document, reach)
    moved = canonical_address(source.url) != canonical_address(answer.address)
    notes = [f"it is now at {answer.address}"] if moved else []
    if blocked:
        notes.append(f"{blocked:,} of its items are not wanted")
    note = "; ".join(notes)
    return SourceCheck(source, trouble, note, len(document.items), newest, text)


async def _feeds_that_it_names(answer: WebResponse, pages: PageFetcher) -> list[str]:
    try:
        return await pages.parsers.run(named_feeds, answer.body, answer.charset, answer.address)
    except BrokeParserError:
        return []


def _in_words(answer: Failed) -> str:
    if not answer.retry_after:
        return answer.detail
    return f"{answer.detail}; wants to be asked again in {answer.retry_after:,.0f} s"


async def _page_in_words(source: Source, document: FeedDocument, reach: Reach) -> str:
    address = document.items[0].address
    if source.text is TextFrom.FEED:
        return "feed text"
    if address is None:
        return "feed text: items have no address"
    found = await reach.pages.get(address, reach.access)
    if isinstance(found, FoundPage):
        return counted(len(found.page.text), "character")
    return f"feed text: {found.detail}"
