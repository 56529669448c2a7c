"""One message to one target: retried, then dead-lettered."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import structlog

from tocsin.schemas.alert import Alert
from tocsin.services.notifier.dead_letters import DeadLetters
from tocsin.services.notifier.lane import Lane
from tocsin.services.notifier.messages.message import Writer
from tocsin.services.notifier.messages.roundup import RoundupWriter
from tocsin.services.notifier.metrics import NotificationOutcome, NotifierMetrics
from tocsin.services.notifier.targets.sending import NotToldError, Parcel, Sender

log = structlog.get_logger(__name__)

_PAUSES: Final = (1.0, 5.0, 30.0, 120.0, 600.0)
"""Seconds between tries; the last again and again."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a notifier sends with."""

    senders: Mapping[str, Sender]
    writer: Writer
    roundup: RoundupWriter
    dead_letters: DeadLetters
    tries: int
    controls: str
    """The topic of what people say back."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


class Delivering:
    """Sends, counts and sets aside; knows nothing of what waits."""

    def __init__(self, means: Means, metrics: NotifierMetrics) -> None:
        self._means = means
        self._metrics = metrics

    async def send(
        self, lane: Lane, parcel: Parcel, is_called_off: Callable[[], bool] = lambda: False
    ) -> None:
        """Return when the target took it, nobody wants it any more, or it was dead-lettered.

        Raises:
            Problem: it could not be dead-lettered either.
        """
        started = self._means.clock()
        count = self._metrics.notifications
        for number in range(self._means.tries):
            if is_called_off():
                count.labels(lane.way, lane.target, NotificationOutcome.CALLED_OFF).inc()
                log.info("called_off", lane=str(lane), message=parcel.id)
                return
            try:
                await self._means.senders[lane.target].send(parcel)
            except NotToldError as error:
                log.warning("not_told", lane=str(lane), message=parcel.id, error=str(error))
                if number + 1 == self._means.tries:
                    await self.give_up(lane, parcel.id, parcel.alerts, str(error))
                    return
                count.labels(lane.way, lane.target, NotificationOutcome.RETRIED).inc()
                await asyncio.sleep(_PAUSES[min(number, len(_PAUSES) - 1)])
            else:
                count.labels(lane.way, lane.target, NotificationOutcome.TOLD).inc()
                self._metrics.seconds.observe((self._means.clock() - started).total_seconds())
                log.info("told", lane=str(lane), message=parcel.id, alerts=len(parcel.alerts))
                return

    async def give_up(self, lane: Lane, message: str, alerts: Sequence[Alert], why: str) -> None:
        """Set a message aside with the reason."""
        self._metrics.notifications.labels(
            lane.way, lane.target, NotificationOutcome.GIVEN_UP
        ).inc()
        log.error("given_up", lane=str(lane), message=message, alerts=len(alerts), error=why)
        await self._means.dead_letters.set_aside(lane, message, alerts, why)
