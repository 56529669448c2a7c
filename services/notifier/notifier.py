"""Read alerts, let them wait, tell them: the loop."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from kafka.consumer.fetcher import ConsumerRecord
from pydantic import ValidationError

from schemas.alert import Alert
from services.notifier.dead_letters import DeadLetters
from services.notifier.message import Writer
from services.notifier.metrics import Metrics, Outcome
from services.notifier.pacing import plan
from services.notifier.routes import Route, Routes
from services.notifier.routing import routes_of
from services.notifier.store import Lane, Store
from services.notifier.targets import NotToldError, Parcel, Sender
from services.subscription.records import TopicRecords

log = structlog.get_logger(__name__)

POLL_SECONDS: Final = 0.2
_PAUSES: Final = (1.0, 5.0, 30.0, 120.0, 600.0)
"""Seconds between tries; the last again and again."""
_REMEMBERED: Final = timedelta(days=30)
"""Longer than Kafka keeps revisions that are not the newest."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a notifier tells with."""

    senders: Mapping[str, Sender]
    writer: Writer
    dead_letters: DeadLetters
    tries: int


class Notifier:
    """Tells what its routes ask for; several targets at once, each lane one message at a time."""

    def __init__(self, routes: Routes, store: Store, means: Means, metrics: Metrics) -> None:
        self._routes = routes
        self._store = store
        self._means = means
        self._metrics = metrics
        self._busy: dict[Lane, asyncio.Task[None]] = {}
        self._by_name = {route.name: route for route in routes.routes}

    def take(self, records: Iterable[ConsumerRecord], now: datetime) -> None:
        """Note what came, in order."""
        for record in records:
            at = (record.topic, record.partition, record.offset)
            alert = self._alert(record)
            lanes = [] if alert is None else list(self._lanes(alert))
            self._store.take(alert, lanes, at, now)

    def send_due(self, now: datetime) -> None:
        """Start sending what is due; a lane that is sending is left alone."""
        self._busy = {lane: task for lane, task in self._busy.items() if not task.done()}
        self._metrics.waiting.clear()
        for lane, waiting in self._store.waiting().items():
            route = self._by_name.get(lane.route)
            if route is None or lane.target not in self._means.senders:
                log.warning("lane_gone", lane=str(lane), waiting=len(waiting))
                self._store.drop_lane(lane)
                continue
            self._metrics.waiting.labels(lane.route, lane.target).set(len(waiting))
            if lane in self._busy:
                continue
            due = plan(route, waiting, self._store.told(lane, now - _look_back(route)), now)
            if due.messages:
                self._busy[lane] = asyncio.create_task(self._tell(lane, due.messages))

    async def finish(self, patience: float) -> None:
        """Wait for what is on its way."""
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=patience)

    def tidy(self, now: datetime) -> None:
        """Forget what is long past."""
        self._store.forget(now - _REMEMBERED)

    def _alert(self, record: ConsumerRecord) -> Alert | None:
        if record.value is None:
            return None
        try:
            return Alert.read(record.value)
        except ValidationError:
            self._metrics.malformed.inc()
            log.warning("no_alert", partition=record.partition, offset=record.offset)
            return None

    def _lanes(self, alert: Alert) -> Iterable[Lane]:
        for route in routes_of(alert, self._routes):
            for target in route.targets:
                yield Lane(route.name, target)

    async def _tell(self, lane: Lane, messages: tuple[tuple[Alert, ...], ...]) -> None:
        for alerts in messages:
            parcel = Parcel(parcel_id(lane, alerts), self._means.writer.write(alerts), alerts)
            await self._deliver(lane, parcel)

    async def _deliver(self, lane: Lane, parcel: Parcel) -> None:
        started = datetime.now(UTC)
        count = self._metrics.notifications
        for number in range(self._means.tries):
            try:
                await self._means.senders[lane.target].send(parcel)
            except NotToldError as error:
                log.warning("not_told", lane=str(lane), message=parcel.id, error=str(error))
                if number + 1 == self._means.tries:
                    count.labels(lane.route, lane.target, Outcome.GIVEN_UP).inc()
                    await self._means.dead_letters.set_aside(lane, parcel, str(error))
                    break
                count.labels(lane.route, lane.target, Outcome.RETRIED).inc()
                await asyncio.sleep(_PAUSES[min(number, len(_PAUSES) - 1)])
            else:
                count.labels(lane.route, lane.target, Outcome.TOLD).inc()
                self._metrics.seconds.observe((datetime.now(UTC) - started).total_seconds())
                log.info("told", lane=str(lane), message=parcel.id, alerts=len(parcel.alerts))
                break
        self._store.tell(lane, parcel.alerts, parcel.id, datetime.now(UTC))


async def run(notifier: Notifier, records: TopicRecords, stop: asyncio.Event) -> None:
    """Go on until told to stop."""
    while not stop.is_set():
        came = await asyncio.to_thread(lambda: list(records.poll(POLL_SECONDS)))
        now = datetime.now(UTC)
        notifier.take(came, now)
        notifier.send_due(now)
        notifier.tidy(now)


def parcel_id(lane: Lane, alerts: Iterable[Alert]) -> str:
    """Return the id of a message: the same after a crash, so that a receiver can drop repeats."""
    first, *rest = alerts
    beyond = f"+{len(rest)}" if rest else ""
    return f"{first.id}.{first.revision}{beyond}.{lane.route}.{lane.target}"


def _look_back(route: Route) -> timedelta:
    spans = [route.min_interval, timedelta(minutes=1)]
    if route.limit is not None:
        spans.append(route.limit.per)
    return max(spans)
