"""Which topics does the detector read? An offset says nothing without Kafka's id of the topic.

A topic that was deleted and recreated has the same name, another id, and offsets from zero.
Whatever is kept by offset (what is acknowledged, how far was judged) is kept with the ids that the
topics had when the process began. When one changes the process ends: what it holds and has under
way belongs to the earlier topic. The next start knows the new ids and reads from the beginning.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Final

import structlog
from kafka import KafkaAdminClient
from kafka.errors import KafkaError
from mode import Service

from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.runtime.lifecycle import log_kafka
from tocsin.services.settings import Settings
from tocsin.services.topics.waiting import broker_admin

log = structlog.get_logger(__name__)

_LOOK_EVERY_SECONDS: Final = 5.0


class InputTopics(Service):
    """Knows the ids of topics, and ends the detector when one of them is another topic."""

    logger = logging.getLogger("mode.input_topics")  # Faust's own lines of it are held to warnings

    def __init__(self, settings: Settings, names: Sequence[str]) -> None:
        """Ask for the ids; the topics must exist.

        Raises:
            Problem: no Kafka within `settings.broker_wait` seconds.
        """
        super().__init__()
        self._settings = settings
        self._names = names
        self._missing: frozenset[str] = frozenset()
        with _admin(settings) as admin:
            self._ids = _ids_now(admin, names)

    def id_of(self, name: str) -> str:
        """Return the id that a topic had when the process began; empty for others."""
        return self._ids.get(name, "")

    def not_ready(self) -> str | None:
        """Return which topic is missing, or None."""
        if not self._missing:
            return None
        return f"{', '.join(sorted(self._missing))} does not exist; `tocsin topics` makes it"

    @Service.task
    async def _look(self) -> None:
        while not self.should_stop:
            await self.sleep(_LOOK_EVERY_SECONDS)
            with suppress(KafkaError, Problem):  # others report a broker that is away
                self._compare(await asyncio.to_thread(self._ask))

    def _ask(self) -> Mapping[str, str]:
        with _admin(self._settings) as admin:
            return _ids_now(admin, self._names)

    def _compare(self, ids: Mapping[str, str]) -> None:
        missing = frozenset(self._ids.keys() - ids.keys())
        for name in missing - self._missing:
            log.error("topic_deleted", topic=name, detail="waiting for it to be made again")
        self._missing = missing
        changed = sorted(name for name, one in ids.items() if self._ids.get(name) != one)
        if changed:
            message = (
                f"{', '.join(changed)} was deleted and created again. Restart the "
                "detector: it will read the topic from the beginning"
            )
            self.loop.create_task(self.crash(Problem(message, ExitStatus.UNAVAILABLE)))


def _admin(settings: Settings) -> AbstractContextManager[KafkaAdminClient]:
    return broker_admin(settings, log_kafka)


def _ids_now(admin: KafkaAdminClient, names: Sequence[str]) -> dict[str, str]:
    described = admin.describe_topics(list(names))
    return {one["name"]: str(one["topic_id"]) for one in described if one["error_code"] == 0}
