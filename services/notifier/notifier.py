"""Read alerts, let them wait, tell them: the loop."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from kafka.consumer.fetcher import ConsumerRecord
from pydantic import ValidationError

from schemas.alert import Alert
from services.notifier.dead_letters import DeadLetters
from services.notifier.message import Notes, Writer
from services.notifier.metrics import Metrics, Outcome
from services.notifier.pacing import plan
from services.notifier.routes import Route, Routes
from services.notifier.routing import routes_of
from services.notifier.store import Lane, Store
from services.notifier.targets import NotToldError, Parcel, Sender
from services.problem import Problem
from services.subscription.newer import NewerWords
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
        self._newer = NewerWords(_tell_newer, metrics.newer_words)
        self._busy: dict[Lane, asyncio.Task[None]] = {}
        self._by_name = {route.name: route for route in routes.routes}
        self._ending = False

    def take(self, records: Iterable[ConsumerRecord], now: datetime) -> None:
        """Note what came, in order."""
        for record in records:
            at = (record.topic, record.partition, record.offset)
            alert = self._alert(record)
            lanes = [] if alert is None else list(self._lanes(alert))
            self._store.take(alert, lanes, at, now)

    def follow(self, ids: Mapping[str, str]) -> None:
        """Forget the offsets of a topic that was deleted and made again: they count from zero."""
        known = self._store.topic_ids()
        changed = {topic: one for topic, one in ids.items() if known.get(topic) != one}
        if changed:
            self._store.begin_at({}, changed)

    def send_due(self, now: datetime) -> None:
        """Start sending what is due; a lane that is sending is left alone.

        Raises:
            Problem: what nobody took could not be set aside either.
        """
        self._busy = {lane: task for lane, task in self._busy.items() if not _is_done(task)}
        self._metrics.waiting.clear()
        for lane, count in self._store.held().items():
            if lane.route not in self._by_name or lane.target not in self._means.senders:
                log.warning("lane_gone", lane=str(lane), waiting=count)
                self._store.drop_lane(lane)
                continue
            self._metrics.waiting.labels(lane.route, lane.target).set(count)
            if lane not in self._busy:
                self._start(lane, now)

    async def finish(self, patience: float) -> None:
        """Let each lane end the message it is at; what takes longer sets out again next time."""
        self._ending = True
        if self._busy:
            done, _ = await asyncio.wait(self._busy.values(), timeout=patience)
            for task in done:
                task.result()

    def tidy(self, now: datetime) -> None:
        """Forget what is long past, and what a wrong clock dated ahead."""
        self._store.leave_no_future(now)
        self._store.forget(now - _REMEMBERED)

    def _alert(self, record: ConsumerRecord) -> Alert | None:
        if record.value is None:
            return None
        try:
            return self._newer.seen_in(Alert.read_along(record.value))
        except ValidationError:
            self._metrics.malformed.inc()
            log.warning("no_alert", partition=record.partition, offset=record.offset)
            return None

    def _lanes(self, alert: Alert) -> Iterable[Lane]:
        for route in routes_of(alert, self._routes):
            for target in route.targets:
                yield Lane(route.name, target)

    def _start(self, lane: Lane, now: datetime) -> None:
        if left := self._store.under_way(lane):
            self._busy[lane] = asyncio.create_task(self._tell_again(lane, left))
            return
        route = self._by_name[lane.route]
        told = self._store.told(lane, now - _look_back(route))
        due = plan(route, self._store.waiting(lane), told, now)
        if due.messages:
            self._busy[lane] = asyncio.create_task(self._tell(lane, due.messages))

    async def _tell(self, lane: Lane, messages: Iterable[tuple[Alert, ...]]) -> None:
        for alerts in messages:
            if self._ending:
                return
            message = message_id(lane, alerts)
            self._store.set_out(lane, message, alerts)
            await self._deliver(lane, message, alerts)

    async def _tell_again(self, lane: Lane, left: Mapping[str, tuple[Alert, ...]]) -> None:
        """Tell what was under way when the notifier ended; nobody knows whether it arrived."""
        for message, alerts in left.items():
            await self._deliver(lane, message, alerts)

    async def _deliver(self, lane: Lane, message: str, alerts: tuple[Alert, ...]) -> None:
        try:
            words = self._means.writer.write(alerts, self._notes(lane))
        except Problem as error:
            await self._give_up(lane, message, alerts, str(error))
        else:
            await self._send(lane, Parcel(message, words, alerts))
        self._store.tell(lane, message, datetime.now(UTC))

    def _notes(self, lane: Lane) -> Notes:
        """Return what a route says of an alert that may lie outside its areas."""
        grounds = self._by_name[lane.route].match.grounds
        return lambda alert: f"may lie outside {grounds.name}" if grounds.marks(alert) else ""

    async def _send(self, lane: Lane, parcel: Parcel) -> None:
        started = datetime.now(UTC)
        count = self._metrics.notifications
        for number in range(self._means.tries):
            try:
                await self._means.senders[lane.target].send(parcel)
            except NotToldError as error:
                log.warning("not_told", lane=str(lane), message=parcel.id, error=str(error))
                if number + 1 == self._means.tries:
                    await self._give_up(lane, parcel.id, parcel.alerts, str(error))
                    return
                count.labels(lane.route, lane.target, Outcome.RETRIED).inc()
                await asyncio.sleep(_PAUSES[min(number, len(_PAUSES) - 1)])
            else:
                count.labels(lane.route, lane.target, Outcome.TOLD).inc()
                self._metrics.seconds.observe((datetime.now(UTC) - started).total_seconds())
                log.info("told", lane=str(lane), message=parcel.id, alerts=len(parcel.alerts))
                return

    async def _give_up(self, lane: Lane, message: str, alerts: Sequence[Alert], why: str) -> None:
        self._metrics.notifications.labels(lane.route, lane.target, Outcome.GIVEN_UP).inc()
        log.error("given_up", lane=str(lane), message=message, alerts=len(alerts), error=why)
        await self._means.dead_letters.set_aside(lane, message, alerts, why)


async def run(notifier: Notifier, records: TopicRecords, stop: asyncio.Event) -> None:
    """Go on until told to stop."""
    while not stop.is_set():
        came = await asyncio.to_thread(lambda: list(records.poll(POLL_SECONDS)))
        now = datetime.now(UTC)
        notifier.follow(records.topic_ids())
        notifier.take(came, now)
        notifier.tidy(now)
        notifier.send_due(now)


def message_id(lane: Lane, alerts: Iterable[Alert]) -> str:
    """Return the id of a message: of no other, for a lane sends a revision in one message only."""
    first, *rest = alerts
    beyond = f"+{len(rest)}" if rest else ""
    return f"{first.id}.{first.revision}{beyond}.{lane.route}.{lane.target}"


def _tell_newer(alert_id: str, field: str, word: str) -> None:
    log.warning("newer_word", alert=alert_id, field=field, word=word)


def _is_done(task: asyncio.Task[None]) -> bool:
    if task.done():
        task.result()  # what went wrong in it goes on here
    return task.done()


def _look_back(route: Route) -> timedelta:
    spans = [route.min_interval, timedelta(minutes=1)]
    if route.limit is not None:
        spans.append(route.limit.per)
    return max(spans)
