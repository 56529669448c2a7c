"""Is the detector ready? Its lag and its contact with the broker, checked every second."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final, cast

import structlog
from aiohttp import web
from faust import App
from mode import Service

from tocsin.services.detector.kafka.acknowledged_fetches import FetchingConsumer
from tocsin.services.detector.metrics import DetectorMetrics
from tocsin.services.detector.progress import Progress, Stand
from tocsin.services.monitoring.http import monitoring_app
from tocsin.services.monitoring.listening import Bind, listen
from tocsin.services.subscription.following import silence

log = structlog.get_logger(__name__)

_LOOK_EVERY: Final = 1.0
_LOOK_EVERY_WITHOUT_WORK: Final = 0.05
"""Costs nothing then, and who waits for the start waits for this look too."""


class Health(Service):
    """Serves metrics and health, and keeps the lag gauge and the last contact fresh."""

    logger = logging.getLogger("mode.health")  # Faust's own lines of it are held to warnings

    def __init__(self, app: App, metrics: DetectorMetrics, bind: Bind, patience: float) -> None:
        super().__init__()
        self._app = app
        self._metrics = metrics
        self._bind = bind
        self._patience = patience
        self._last_contact: float | None = None
        self._has_work = False
        self._progress = Progress()
        self._runner: web.AppRunner | None = None
        self._asked: list[Callable[[], str | None]] = []
        self.port = bind.port

    def also_asks(self, not_ready: Callable[[], str | None]) -> None:
        """Take somebody else's word into account: why they are not ready, or None."""
        self._asked.append(not_ready)

    async def on_start(self) -> None:
        """Open the port before the app starts: a slow start is live and not ready.

        Raises:
            Problem: the port cannot be had.
        """
        self._runner, self.port = await listen(
            monitoring_app(self._metrics.registry, self.not_ready),
            self._bind,
            self._metrics.registry,
        )

    async def on_stop(self) -> None:
        """Close the port."""
        if self._runner is not None:
            await self._runner.cleanup()

    @Service.task
    async def _look(self) -> None:
        while not self.should_stop:
            try:
                async with asyncio.timeout(self._patience / 2):
                    await self._measure_lag()
            except Exception as error:  # noqa: BLE001 - whatever it is, /ready will say so
                log.debug("broker_silent", error=repr(error))
            await self.sleep(_LOOK_EVERY if self._has_work else _LOOK_EVERY_WITHOUT_WORK)

    async def _measure_lag(self) -> None:
        consumer = self._app.consumer
        assigned = consumer.assignment()
        self._has_work = bool(assigned)
        if not assigned:
            return
        ends = await consumer.highwaters(*assigned)
        self._last_contact = time.monotonic()
        await cast("FetchingConsumer", consumer).look_for_losses()
        # Faust shows the committed offsets nowhere else
        committed = vars(consumer)["_committed_offset"]
        # an offset is None before the first commit: everything is still to do
        stands = {
            tp: Stand(committed.get(tp) or 0, end)
            for tp, end in ends.items()
            if not tp.topic.endswith("-changelog")
        }
        self._progress.take(stands, self._last_contact)
        self._metrics.consumer_lag.clear()
        for tp, stand in stands.items():
            lag = max(0, stand.end - stand.done)
            self._metrics.consumer_lag.labels(tp.topic, tp.partition).set(lag)

    def not_ready(self) -> str | None:
        """Return why the detector is not ready, or None."""
        # others know more exactly what is amiss
        told = next((why for ask in self._asked if (why := ask()) is not None), None)
        if told is not None:
            return told
        now = time.monotonic()
        if self._app.in_recovery:
            return "state is recovering from its changelog"
        if self._last_contact is None:
            return "no partitions assigned yet"
        if self._app.rebalancing:
            return "the consumer group is rebalancing"
        if not self._has_work:
            return "no partitions assigned: other replicas have them all"
        if (silent := silence(now - self._last_contact, self._patience)) is not None:
            return silent
        stuck = self._progress.standing_still(now, self._patience)
        if stuck is not None:
            return (
                f"{stuck.topic} partition {stuck.partition} makes no progress while messages arrive"
            )
        return None
