"""Where a record lies: in which topic, by Kafka's id of it, and at which offset.

An offset says nothing without the id: a topic that was deleted and made again counts from zero.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from services.detector.fetches import Fetched, Record
from services.detector.judging.state import Judged

log = structlog.get_logger(__name__)

_ASK_AGAIN_SECONDS: Final = 1.0

AskId = Callable[[], Awaitable[str | None]]
"""Asks Kafka for the topic's id; None while there is no such topic."""


class Places:
    """Gives the place of each record of one topic."""

    def __init__(self, ask: AskId) -> None:
        self._ask = ask
        self._generation: int | None = None
        self._topic_id = ""
        self._next: dict[int, int] = {}

    async def look(self, fetched: Fetched) -> None:
        """Ask for the topic's id where it may be another one than before.

        That is at a rebalance, and where a partition begins again at a lower offset.
        """
        begins: dict[int, int] = {}
        for record in fetched.records:
            begins.setdefault(record.partition, record.offset)
        back = any(begin < self._next.get(partition, 0) for partition, begin in begins.items())
        if back or fetched.generation != self._generation:
            self._generation = fetched.generation
            self._next.clear()
            await self._know_the_topic()
        self._next.update({record.partition: record.offset + 1 for record in fetched.records})

    def of(self, record: Record) -> Judged:
        """Return the place of a record that was looked at."""
        return Judged(topic=self._topic_id, offset=record.offset)

    async def _know_the_topic(self) -> None:
        while (topic_id := await self._ask()) is None:  # noqa: ASYNC110 - Kafka tells nobody
            await asyncio.sleep(_ASK_AGAIN_SECONDS)
        if self._topic_id not in {"", topic_id}:
            log.warning("topic_recreated", detail="the reports begin again", topic_id=topic_id)
        self._topic_id = topic_id
