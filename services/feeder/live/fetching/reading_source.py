"""What a source answered → its items, whatever kind of source it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from tocsin.services.feeder.live.documents.identity import Item
from tocsin.services.feeder.live.documents.item import NotAFeedError
from tocsin.services.feeder.live.fetching.pages import PageFetcher
from tocsin.services.feeder.live.parsing.feed_document import FeedDocument, read_feed
from tocsin.services.feeder.live.parsing.listing import read_listing
from tocsin.services.feeder.live.sources.source import Source
from tocsin.services.feeder.live.web.access import Credentials
from tocsin.services.feeder.live.web.answers import Answer, Failed, Validators, WebResponse
from tocsin.services.feeder.live.web.client import Web

log = structlog.get_logger(__name__)

_RECENT: Final = timedelta(days=3)
"""A sitemap lists pages of many years; what changed before is not news any more."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a source is reached with."""

    web: Web
    pages: PageFetcher
    access: Credentials


async def asked(source: Source, reach: Reach, validators: Validators | None = None) -> Answer:
    """Ask for the source's document. A page that is not a feed needs robots.txt's permission.

    Args:
        source: to be asked.
        reach: how.
        validators: of its last answer.
    """
    gate = reach.pages.gate(reach.access) if source.listing is not None else None
    return await reach.web.get(source.url, validators, gate=gate, access=reach.access)


async def read_source(
    source: Source, answer: WebResponse, reach: Reach, looked_at: float
) -> FeedDocument:
    """Read the document, and the sitemaps that it names.

    Raises:
        NotAFeedError: it is not any kind of source.
        BrokeParserError: it takes more than a document is given.
    """
    run = reach.pages.parsers.run
    if source.listing is not None:
        return await run(read_listing, answer.body, answer.charset, answer.address, source.listing)
    document = await run(read_feed, answer.body, answer.charset, answer.address)
    if document.further:
        document = await _with_further(source, document, reach)
    if document.is_sitemap:
        since = datetime.fromtimestamp(looked_at, UTC) - _RECENT
        document = replace(document, items=_recent(document.items, since))
    return document


async def _with_further(source: Source, document: FeedDocument, reach: Reach) -> FeedDocument:
    """Read the sitemaps of an index; one that fails costs the others nothing."""
    items: dict[str, Item] = {}
    language, failed = document.language, []
    for address in document.further:
        answer = await reach.web.get(address, access=reach.access)
        if not isinstance(answer, WebResponse):
            failed.append(f"{address}: {answer.detail if isinstance(answer, Failed) else 'empty'}")
            continue
        try:
            one = await reach.pages.parsers.run(
                read_feed, answer.body, answer.charset, answer.address
            )
        except NotAFeedError as error:
            failed.append(f"{address}: {error}")
            continue
        language = language or one.language
        items |= {item.key: item for item in one.items}
    for each in failed:
        log.warning("sitemap_missing", source=source.name, detail=each)
    if len(failed) == len(document.further):
        message = f"no sitemap of the index can be read: {failed[0]}"
        raise NotAFeedError(message)
    return replace(document, items=tuple(items.values()), language=language)


def _recent(items: Sequence[Item], since: datetime) -> tuple[Item, ...]:
    return tuple(one for one in items if one.listed_at is not None and one.listed_at >= since)
