"""Pages that a list names: fetched politely, fed once, each counted."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Final

import structlog
from pydantic import ValidationError

from tocsin.services.feeder.live.fetching.item_article import FoundPage, Unusable, article_of_page
from tocsin.services.feeder.live.intake import FoundItem
from tocsin.services.feeder.live.polling.context import PollerContext
from tocsin.services.feeder.live.seen.store import ItemOutcome, SeenItem, item_id
from tocsin.services.feeder.live.sources.gdelt import Listed

log = structlog.get_logger(__name__)

GDELT: Final = "GDELT list"
"""The name of this source in the ledger."""

_AT_ONCE: Final = 64
_THERE: Final = SeenItem(b"listed", 0)


async def take_listed(
    listed: Sequence[Listed], context: PollerContext, advance: Callable[[], None]
) -> None:
    """Take in every page of a list that was not taken in before; `advance` is called for each.

    Raises:
        KafkaError: the broker did not confirm; calling again continues where it ended.
    """
    waiting = asyncio.Semaphore(_AT_ONCE)

    async def take(one: Listed) -> None:
        async with waiting:
            await _take(one, context)
            advance()

    async with asyncio.TaskGroup() as group:
        for one in listed:
            group.create_task(take(one))


async def _take(one: Listed, context: PollerContext) -> None:
    item = item_id(GDELT, one.address)
    if context.seen.entry(item) is not None or context.intake.is_of_another(GDELT, one.address):
        context.seen.unchanged(GDELT, [item], time.time())
        return
    found = await context.pages.get(one.address)
    if not isinstance(found, FoundPage):
        log.info("page_missing", address=one.address, reason=found.trouble, why=found.detail)
        context.metrics.error(GDELT, found.trouble)
        if not found.may_pass:  # what may come later is asked for when the list is fed again
            context.seen.note(GDELT, item, _THERE, ItemOutcome.REFUSED, time.time())
        return
    try:
        article = article_of_page(found.page, found.address, one.seen_at)
    except ValidationError as error:
        article = Unusable(str(error.errors()[0]["msg"]))
    if isinstance(article, Unusable):
        log.info("item_refused", source=GDELT, item=one.address, why=article.reason)
        context.seen.note(GDELT, item, _THERE, ItemOutcome.REFUSED, time.time())
        return
    await context.intake.take(FoundItem(GDELT, item, _THERE), article)
