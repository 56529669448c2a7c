"""One source: fetch, take in what is new, come again when it is time."""

import asyncio
import random
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import structlog
from kafka.errors import KafkaError

from tocsin.services.feeder.live.fetching.reading_source import Reach, asked, read_source
from tocsin.services.feeder.live.parsing.feed_document import FeedDocument, Item, NotAFeedError
from tocsin.services.feeder.live.parsing.pool import BrokeParserError
from tocsin.services.feeder.live.polling.context import PollerContext
from tocsin.services.feeder.live.polling.items import MOST_ATTEMPTS, Items
from tocsin.services.feeder.live.schedule import PollingHints, wait
from tocsin.services.feeder.live.seen.store import ItemOutcome, SourceState, item_id
from tocsin.services.feeder.live.seen.watched_pages import WatchedPage
from tocsin.services.feeder.live.sources.choosing import is_wanted
from tocsin.services.feeder.live.sources.source import Source
from tocsin.services.feeder.live.web.access import access_of
from tocsin.services.feeder.live.web.answers import (
    Answer,
    Failed,
    NotModified,
    Trouble,
    Validators,
    WebResponse,
)

log = structlog.get_logger(__name__)

_ITEMS_AT_ONCE: Final = 8
_NOT_ITS_FAULT: Final = (KafkaError, OSError, sqlite3.Error)
"""What ends a look that is at an item."""
_QUARANTINE: Final = 86_400.0
"""Seconds until a document that broke its parser is tried again."""


class Poller:
    """Looks at one source for as long as the feeder runs."""

    def __init__(self, source: Source, context: PollerContext) -> None:
        self._source = source
        self._name = source.name
        self._context = context
        known = context.seen.source(source.name)
        if known is None or known.address != source.url:
            known = SourceState(source.url, Validators(), 0, 0.0)
        self._looking = asyncio.Lock()
        if context.hubs is not None:  # a 304 would not name the hub, so the first answer is whole
            known = replace(known, validators=Validators())
        self._state = known
        self._reach = Reach(context.web, context.pages, access_of(source))
        self._items = Items(source, context, self._reach)
        context.metrics.begin(
            source.name, context.clock.now(), quarantined=known.quarantine is not None
        )

    async def run(self) -> None:
        """Look again and again; no trouble of this source ends it."""
        while True:
            # also after a restart: a feeder that is started often must not ask often
            longest = _QUARANTINE if self._state.quarantine else self._context.bounds.most
            pause = min(self._state.next_at - self._context.clock.now(), longest)
            await self._context.clock.sleep(pause)
            await self.look()

    async def look(self) -> None:
        """Look once and note when to come again; a source in quarantine is left until its end."""
        async with self._looking:
            await self._look()
        if self._context.hubs is not None:
            await self._context.hubs.renew(self._name)

    async def pushed(self, body: bytes, charset: str | None) -> None:
        """Take in what a hub pushed; no trouble with it ends anything, the next look finds it."""
        async with self._looking:
            now = self._context.clock.now()
            answer = WebResponse(self._source.url, body, charset, Validators(), None)
            try:
                document = await read_source(self._source, answer, self._reach, now)
                await self._take_items(document, is_whole=False)
            except (NotAFeedError, BrokeParserError) as error:
                self._tell(Trouble.NO_FEED, f"pushed: {error}")
            except KafkaError as error:
                self._tell(Trouble.BROKER, str(error))
            except Exception as error:
                log.exception("push_unexpected", source=self._name, error=repr(error))
                self._context.metrics.error(self._name, Trouble.UNEXPECTED)

    async def _look(self) -> None:
        if self._state.quarantine and self._context.clock.now() < self._state.next_at:
            self._tell(Trouble.BROKE_PARSER, f"in quarantine: {self._state.quarantine}")
            return
        self._state = replace(self._state, quarantine=None)
        try:
            answer = await asked(self._source, self._reach, self._validators())
            said, trouble = await self._taken(answer)
            failures = 0 if trouble is None else self._state.failures + 1
        except KafkaError as error:
            # not the source's fault, so it is fetched again as if nothing had happened
            self._tell(Trouble.BROKER, str(error))
            said, failures = PollingHints(self._state.interval), 0
        except Exception as error:  # one bad source must not end the others
            log.exception("source_unexpected", source=self._name, error=repr(error))
            self._context.metrics.error(self._name, Trouble.UNEXPECTED)
            said, failures = PollingHints(self._state.interval), self._state.failures + 1
        self._state = self._next(said, failures)
        self._context.metrics.quarantine(self._name, is_on=self._state.quarantine is not None)
        self._context.seen.put_source(self._name, self._state)

    def _validators(self) -> Validators:
        """Return those of the last fetch; none if a page is to be fetched again.

        Its item is needed for that, so the source is asked for as a whole.
        """
        due = self._context.seen.pages.due(self._name, self._context.clock.now())
        return Validators() if due else self._state.validators

    async def _taken(self, answer: Answer) -> tuple[PollingHints, Trouble | None]:
        match answer:
            case Failed(trouble, detail, retry_after):
                self._tell(trouble, detail)
                return PollingHints(self._state.interval, retry_after), trouble
            case NotModified(fresh_for):
                self._context.metrics.success(self._name, None, self._context.clock.now())
                return PollingHints(_longest(self._state.interval, fresh_for)), None
            case WebResponse():
                return await self._read(answer)

    async def _read(self, answer: WebResponse) -> tuple[PollingHints, Trouble | None]:
        try:
            document = await read_source(
                self._source, answer, self._reach, self._context.clock.now()
            )
        except BrokeParserError as error:
            return self._to_quarantine(f"the document {error}")
        except NotAFeedError as error:
            self._tell(Trouble.NO_FEED, str(error))
            return PollingHints(_longest(self._state.interval, answer.max_age)), Trouble.NO_FEED
        pages_wanted = await self._take_items(document, is_whole=True)
        hub = answer.hub or document.hub
        if self._context.hubs is not None and hub is not None:
            topic = answer.topic or document.topic or self._source.url
            await self._context.hubs.subscribe(self._name, hub, topic, self.pushed)
        # only now, when all its items are with the broker: else they would never be named again;
        # nor would those whose page is still wanted, so then the feed is asked for as a whole
        # nor would new ones of the sitemaps that an index names
        is_whole = not pages_wanted and not document.further
        validators = answer.validators if is_whole else Validators()
        interval = _longest(document.interval, answer.max_age)
        self._state = replace(self._state, validators=validators, interval=interval)
        newest = max((one.published_at for one in document.items if one.published_at), default=None)
        self._context.metrics.success(self._name, newest, self._context.clock.now())
        return PollingHints(interval), None

    def _to_quarantine(self, reason: str) -> tuple[PollingHints, Trouble]:
        """Leave the source alone for a day: what broke its parser once will do so again."""
        self._tell(Trouble.BROKE_PARSER, reason)
        self._state = replace(self._state, quarantine=reason)
        return PollingHints(self._state.interval), Trouble.BROKE_PARSER

    async def _take_items(self, document: FeedDocument, *, is_whole: bool) -> bool:
        """Take in what is new; return whether a page is to be asked for again.

        Args:
            document: what was read.
            is_whole: whether it has all items that the source names now; a push has some.
        """
        wanted_items = [one for one in document.items if is_wanted(self._source, one)]
        self._blocked(len(document.items) - len(wanted_items))
        now = self._context.clock.now()
        due = self._context.seen.pages.due(self._name, now) if is_whole else {}
        known, new, again = self._sorted(wanted_items, due)
        self._context.seen.unchanged(self._name, known, self._context.clock.now())
        self._context.metrics.count(self._name, ItemOutcome.DUPLICATE, len(known))
        # oldest first, a few at a time: what came first in the world comes first to Kafka
        new.sort(key=lambda pair: pair[0].published_at.timestamp() if pair[0].published_at else 0)
        wanted = False
        for begin in range(0, len(new), _ITEMS_AT_ONCE):
            some = new[begin : begin + _ITEMS_AT_ONCE]
            attempts_now = await asyncio.gather(
                *(self._items.take(document, item, attempts) for item, attempts in some),
                return_exceptions=True,
            )
            for attempts in attempts_now:
                if isinstance(attempts, BaseException):
                    self._told_or_raised(attempts)
                wanted = (
                    wanted or isinstance(attempts, BaseException) or (0 < attempts < MOST_ATTEMPTS)
                )
        for item in again:
            await self._items.take_again(document, item, due[item_id(self._name, item.key)])
        if is_whole:
            self._context.seen.pages.give_up(self._name, self._context.clock.now())
        return wanted

    def _told_or_raised(self, error: BaseException) -> None:
        """Tell that one item failed in a way nobody thought of; it must not cost those behind it.

        What is not the item's fault is raised: Kafka's, the disk's, the end of the feeder.
        """
        if not isinstance(error, Exception) or isinstance(error, _NOT_ITS_FAULT):
            raise error
        log.error("item_unexpected", source=self._name, error=repr(error)[:500])
        self._context.metrics.error(self._name, Trouble.UNEXPECTED)

    def _blocked(self, items: int) -> None:
        """Count items that are not wanted; none is noted, so that other rules may want it."""
        self._context.seen.count(self._name, ItemOutcome.BLOCKED, items)
        self._context.metrics.count(self._name, ItemOutcome.BLOCKED, items)

    def _sorted(
        self, items: Sequence[Item], due: Mapping[bytes, WatchedPage]
    ) -> tuple[list[bytes], list[tuple[Item, int]], list[Item]]:
        """Tell what is known; what is new, has changed or still wants its page; what is due."""
        known: list[bytes] = []
        again: dict[bytes, Item] = {}
        new: dict[bytes, tuple[Item, int]] = {}
        for item in items:
            identity = item_id(self._name, item.key)
            entry = self._context.seen.entry(identity)
            if identity in new or identity in again:
                known.append(identity)  # named twice in one feed
            elif entry is None or entry.digest != item.digest:
                new[identity] = (item, 0)
            elif 0 < entry.attempts < MOST_ATTEMPTS:
                new[identity] = (item, entry.attempts)
            elif identity in due:
                again[identity] = item
            else:
                known.append(identity)
        return known, list(new.values()), list(again.values())

    def _next(self, said: PollingHints, failures: int) -> SourceState:
        every = self._source.every
        told = every.total_seconds() if every is not None else None
        # for jitter a plain random number is good enough
        seconds = wait(self._context.bounds, told, said, failures, random.random())  # noqa: S311
        if self._state.quarantine:
            seconds = _QUARANTINE
        log.debug("source_looked", source=self._name, failures=failures, again_in=seconds)
        next_at = self._context.clock.now() + seconds
        return replace(self._state, failures=failures, next_at=next_at)

    def _tell(self, trouble: Trouble, detail: str) -> None:
        self._context.metrics.error(self._name, trouble)
        log.warning("source_failed", source=self._name, reason=trouble.value, detail=detail)


def _longest(*seconds: float | None) -> float | None:
    return max((one for one in seconds if one is not None), default=None)
