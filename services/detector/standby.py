"""Two detectors with one id: one works, the other stands by and says so.

A replica's id makes it a static member of the consumer group, and Kafka gives the place of a
member to the last one under its id. aiokafka 0.14 sends no id with its heartbeats, so who
lost the place only learns that it is unknown, joins again, and takes it back: two detectors
with one id would evict each other forever. Here the evicted one looks first who has the
place, and joins again when that one is gone.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog
from aiokafka import AIOKafkaConsumer
from kafka.errors import KafkaError

from tocsin.services.problem import Problem
from tocsin.services.settings import Settings
from tocsin.services.topics.waiting import broker_admin

log = structlog.get_logger(__name__)

_LOOK_EVERY_SECONDS: Final = 1.0

Rejoin = Callable[[Any], Awaitable[bool]]


class Twins:
    """Knows whether another process has our place in the consumer group."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._has_our_place = False
        self._ours: set[str] = set()
        """The names that the group gave us; a new one at each joining."""

    def not_ready(self) -> str | None:
        """Return that another process works in our place, or None."""
        if not self._has_our_place:
            return None
        return (
            f"another detector runs as {self._settings.detector_id}, too, and took our "
            "partitions: give each a TOCSIN_DETECTOR_ID of its own. Standing by until it ends"
        )

    def watch(self, consumer: AIOKafkaConsumer) -> None:
        """Let a consumer that was evicted stand by for as long as another has its place."""
        start = consumer.start

        async def start_watched() -> None:
            await start()  # type: ignore[no-untyped-call]
            coordinator = vars(consumer)["_coordinator"]  # there is none before
            rejoin: Rejoin = coordinator._do_rejoin_group  # noqa: SLF001 - its one way to the group

            async def rejoin_watched(subscription: object) -> bool:
                if await self._must_stand_by():
                    return False  # then it is tried again
                joined = await rejoin(subscription)
                if joined:
                    self._ours.add(coordinator.member_id)
                return joined

            coordinator._do_rejoin_group = rejoin_watched  # noqa: SLF001

        consumer.start = start_watched  # type: ignore[method-assign]

    async def _must_stand_by(self) -> bool:
        """Return whether another has our place; a little later, if so."""
        if not self._ours:
            # nobody is asked the first time: who has the place may just be our dead predecessor
            return False
        self._tell(has_our_place=await asyncio.to_thread(self._look))
        if self._has_our_place:
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        return self._has_our_place

    def _look(self) -> bool:
        """Return whether somebody else is a member under our id."""
        group = self._settings.application_id
        try:
            with broker_admin(self._settings, lambda _: None) as admin:
                members = admin.describe_groups([group])[group]["members"]
        except (KafkaError, Problem):
            return False  # the joining itself says what is amiss with Kafka
        return any(
            member["group_instance_id"] == self._settings.detector_id
            and member["member_id"] not in self._ours
            for member in members
        )

    def _tell(self, *, has_our_place: bool) -> None:
        if has_our_place == self._has_our_place:
            return
        self._has_our_place = has_our_place
        if has_our_place:
            log.error("twin_found", detail=self.not_ready())
        else:
            log.info("twin_gone", detail=f"taking {self._settings.detector_id}'s place again")
