"""Controls from their topic into the partitions that this replica judges.

Every replica reads the whole topic from its beginning (it is compacted) by a consumer of its own:
a consumer group would give it to one replica. What a partition's judge has not obeyed yet is
laid into that partition, behind the reports that are there. So a control has its place among
the reports in the one order that a crash or a rebalance repeats: docs/adr/0009.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, TypeVar

import structlog
from faust import App, TopicT
from kafka.consumer.fetcher import ConsumerRecord
from mode import Service
from pydantic import ValidationError

from tocsin.schemas.control import CONTROL, Retraction, Silence, Verdict, VerdictFinding
from tocsin.schemas.topics import Topic
from tocsin.services.detector.kafka.confirmed_sends import Delivery
from tocsin.services.detector.messages.laid_controls import Heard, laid
from tocsin.services.detector.metrics import DetectorMetrics
from tocsin.services.detector.state.table import ConfirmedTable
from tocsin.services.runtime.lifecycle import log_kafka
from tocsin.services.settings import Settings
from tocsin.services.subscription.records import TopicRecords
from tocsin.services.subscription.start import FromBeginning

log = structlog.get_logger(__name__)

_POLL_SECONDS: Final = 0.3
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ControlDestination:
    """Partitioned records that controls are laid among, and what their judges have heard."""

    topic: TopicT
    table: ConfirmedTable
    heard: Callable[[int], int]
    """Offset behind the newest control that the judge of a partition has obeyed."""


class ControlReader(Service):
    """Reads the controls, lays them, and counts the verdicts."""

    logger = logging.getLogger("mode.controls")  # Faust's own lines of it are held to warnings

    def __init__(
        self,
        app: App,
        settings: Settings,
        grounds: tuple[ControlDestination, ...],
        delivery: Delivery,
        metrics: DetectorMetrics,
    ) -> None:
        super().__init__()
        self._app = app
        self._settings = settings
        self._grounds = grounds
        self._delivery = delivery
        self._metrics = metrics
        self._thread = ThreadPoolExecutor(1, "controls")
        self._orders: dict[bytes, Heard] = {}
        self._verdicts: dict[bytes, Verdict] = {}
        self._end = 0
        self._is_read = False
        self._laid: dict[tuple[str, int], tuple[int, int]] = {}

    def not_ready(self) -> str | None:
        """Return what is missing until this replica obeys all that was said, or None."""
        if not self._is_read:
            return "controls are being read"
        missing = [where for where in self._mine() if where not in self._laid]
        return "controls are not laid into every partition yet" if missing else None

    @Service.task
    async def _read(self) -> None:
        records = await self._in_thread(self._subscribe)
        try:
            for record in await self._in_thread(lambda: list(records.until_now())):
                self._take(record)
            self._count_verdicts()
            self._is_read = True
            while not self.should_stop:
                await self._lay()
                came = await self._in_thread(lambda: list(records.poll(_POLL_SECONDS)))
                for record in came:
                    self._take(record)
                if came:
                    self._count_verdicts()
        finally:
            await self._in_thread(records.close)
            self._thread.shutdown(wait=False)

    def _subscribe(self) -> TopicRecords:
        return TopicRecords(self._settings, [Topic.CONTROLS], FromBeginning(), log_kafka)

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _take(self, record: ConsumerRecord) -> None:
        self._end = record.offset + 1
        key = record.key or b""
        self._orders.pop(key, None)  # the newest of a key counts, in the order of the topic
        self._verdicts.pop(key, None)
        if record.value is None:
            return
        try:
            control = CONTROL.validate_json(record.value)
        except ValidationError as error:
            self._metrics.controls_refused.inc()
            log.warning("no_control", offset=record.offset, faults=error.error_count())
            return
        match control:
            case Silence() | Retraction():
                self._orders[key] = Heard(control, record.offset)
            case Verdict():
                self._verdicts[key] = control
            case _:
                pass  # who deals with an alert changes nothing in how it is judged

    def _count_verdicts(self) -> None:
        counts = Counter((one.rule_id, one.finding) for one in self._verdicts.values())
        self._metrics.verdicts.clear()
        for rule_id in {rule_id for rule_id, _ in counts}:
            for finding in VerdictFinding:
                self._metrics.verdicts.labels(rule_id, finding).set(counts[rule_id, finding])

    def _mine(self) -> dict[tuple[str, int], ControlDestination]:
        """Return the partitions that this replica judges, as long as nothing moves."""
        app = self._app
        if not app.started or app.in_recovery or app.rebalancing:
            return {}
        by_name = {ground.topic.get_topic_name(): ground for ground in self._grounds}
        return {
            (tp.topic, tp.partition): by_name[tp.topic]
            for tp in app.consumer.assignment()
            if tp.topic in by_name
        }

    async def _lay(self) -> None:
        """Lay into each partition what its judge has not heard; twice is harmless."""
        for where, ground in self._mine().items():
            generation, done = self._laid.get(where, (-1, 0))
            if generation != ground.table.generation:
                heard = ground.heard(where[1])
                done = heard if heard <= self._end else 0  # beyond the end: the topic was recreated
            due = [one for one in self._orders.values() if one.offset >= done]
            await self._delivery.confirm([laid(one, ground.topic, where[1]) for one in due])
            self._laid[where] = (ground.table.generation, self._end)
