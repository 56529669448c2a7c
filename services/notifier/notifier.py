"""Read alerts, let them wait, send them: the loop."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from kafka.consumer.fetcher import ConsumerRecord

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.control import Acknowledgement
from tocsin.services.controls.handling import rings
from tocsin.services.notifier.delivering import Delivering, Means
from tocsin.services.notifier.digesting import Digesting
from tocsin.services.notifier.escalating import escalated, next_lanes, paces, shortest_wait
from tocsin.services.notifier.lane import Lane
from tocsin.services.notifier.messages.message import Notes
from tocsin.services.notifier.metrics import NotifierMetrics
from tocsin.services.notifier.pacing import after_quiet, plan
from tocsin.services.notifier.routes import Route, Routes
from tocsin.services.notifier.routing import routes_of
from tocsin.services.notifier.schedule.on_call import told_at
from tocsin.services.notifier.store.database import NotifierStore
from tocsin.services.notifier.store.so_far import SoFar
from tocsin.services.notifier.targets.sending import Parcel
from tocsin.services.problem import Problem
from tocsin.services.runtime.messages import (
    Malformed,
    MalformedMessages,
    address,
    alert_of,
    control_of,
)
from tocsin.services.subscription.newer import NewerWords
from tocsin.services.subscription.records import TopicRecords

log = structlog.get_logger(__name__)

POLL_SECONDS: Final = 0.2
_LOOK_SECONDS: Final = 2.0
_REMEMBERED: Final = timedelta(days=30)
"""Longer than Kafka keeps revisions that are not the newest."""


class Notifier:
    """Tells what its routes ask for; several targets at once, each lane one message at a time."""

    def __init__(
        self, routes: Routes, store: NotifierStore, means: Means, metrics: NotifierMetrics
    ) -> None:
        self._routes = routes
        self._store = store
        self._means = means
        self._metrics = metrics
        self._newer = NewerWords(_tell_newer, metrics.newer_words)
        self._malformed = MalformedMessages(count=metrics.malformed.inc)
        self._busy: dict[Lane, asyncio.Task[None]] = {}
        self._by_name = {route.name: route for route in routes.routes}
        self._on_call = {roster.name: roster for roster in routes.on_call}
        self._paces = {
            (route.name, step): pace for route in routes.routes for step, pace in paces(route)
        }
        self._shortest_wait = shortest_wait(routes)
        self._ending = False
        self._delivering = Delivering(means, metrics)
        self._digesting = Digesting(routes, store, means, self._delivering)
        self.has_heard_all = False
        """Whether all acknowledgements were read that there were at the start: before that,
        nobody is notified for want of one."""
        self.has_caught_up = False
        """Whether all alerts were read that there were at the start: before that, no digest."""

    def take(self, records: Iterable[ConsumerRecord], now: datetime) -> None:
        """Note what came, in order."""
        for record in records:
            at = (record.topic, record.partition, record.offset)
            if record.topic == self._means.controls:
                self._store.hear(self._acknowledgement(record), at, now)
                continue
            alert = self._alert(record)
            if alert is None:
                self._store.take(None, (), at, now)
            else:
                lanes, digests = list(self._lanes(alert, now)), self._digests(alert)
                self._store.take(alert, lanes, at, now, digests)

    def follow(self, ids: Mapping[str, str]) -> None:
        """Forget the offsets of a topic that was deleted and recreated: they count from zero."""
        known = self._store.topic_ids()
        changed = {topic: one for topic, one in ids.items() if known.get(topic) != one}
        if changed:
            self._store.begin_at({}, changed)

    def send_due(self, now: datetime) -> None:
        """Start sending what is due; a lane that is sending is left alone.

        Raises:
            Problem: what nobody took could not be dead-lettered either.
        """
        self._busy = {lane: task for lane, task in self._busy.items() if not _is_done(task)}
        self._escalate(now)
        self._metrics.waiting.clear()
        for lane, count in self._store.held().items():
            if (lane.route, lane.step) not in self._paces or lane.target not in self._means.senders:
                log.warning("lane_gone", lane=str(lane), waiting=count)
                self._store.drop_lane(lane, now)
                continue
            self._metrics.waiting.labels(lane.way, lane.target).set(count)
            if lane not in self._busy and (lane.step == 0 or self.has_heard_all):
                self._start(lane, now)
        if self.has_caught_up:
            self._digesting.set_out_due(now)
        if not self._ending:
            self._busy.update(self._digesting.tasks(set(self._busy)))

    async def sent(self) -> None:
        """Return when every message that is under way has come to its end."""
        await asyncio.gather(*self._busy.values())

    async def finish(self, patience: float) -> None:
        """Let each lane finish its message; what takes longer is sent again next time."""
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
        read = alert_of(record.value)
        if isinstance(read, Malformed):
            self._malformed.take(address(record), read)
            return None
        return None if read is None else self._newer.seen_in(read)

    def _acknowledgement(self, record: ConsumerRecord) -> Acknowledgement | None:
        read = control_of(record.value)
        if isinstance(read, Malformed):
            self._malformed.take(address(record), read)
        return read if isinstance(read, Acknowledgement) else None

    def _lanes(self, alert: Alert, now: datetime) -> Iterator[Lane]:
        for route in routes_of(alert, self._routes):
            if route.digest is not None:
                continue
            told = after_quiet(route.quiet_hours, alert, now)
            for target in told_at(route.targets, self._on_call, told):
                yield Lane(route.name, target)
        # who was notified by a step hears of changes until somebody acknowledges it
        is_withdrawn = alert.kind is AlertKind.RETRACTION
        if is_withdrawn or rings(alert):
            yield from self._store.steps_told(alert.id, only_open=not is_withdrawn)

    def _digests(self, alert: Alert) -> list[str]:
        """Return the routes that gather an alert for their digest."""
        taken = routes_of(alert, self._routes)
        return [route.name for route in taken if route.digest is not None]

    def _escalate(self, now: datetime) -> None:
        """Let alerts wait for those who are notified next, while nobody acknowledges them."""
        if not self.has_heard_all:
            return
        for one in self._store.unacknowledged(now - self._shortest_wait):
            lanes = next_lanes(self._routes, one, now)
            if lanes:
                self._store.climb(one, lanes, now)
                self._metrics.escalations.labels(one.route, str(one.step + 1)).inc()
                log.info("escalated", route=one.route, step=one.step + 1, alert=one.alert.id)
        self._metrics.open.clear()
        for route, count in self._store.open().items():
            self._metrics.open.labels(route).set(count)

    def _start(self, lane: Lane, now: datetime) -> None:
        if left := self._store.under_way(lane):
            self._busy[lane] = asyncio.create_task(self._tell_again(lane, left))
            return
        route = self._paces[lane.route, lane.step]
        told = self._store.told(lane, now - _look_back(route))
        due = plan(route, self._store.waiting(lane), told, now)
        if due.messages:
            self._busy[lane] = asyncio.create_task(self._tell(lane, due.messages))

    async def _tell(self, lane: Lane, messages: Iterable[tuple[Alert, ...]]) -> None:
        for alerts in messages:
            if self._ending:
                return
            due = tuple(alert for alert in alerts if not self._is_called_off(lane, (alert,)))
            if due:
                message = message_id(lane, due)
                now, escalates = self._means.clock(), bool(self._by_name[lane.route].escalate)
                so_far = self._store.stories.so_far(lane, due)
                self._store.set_out(lane, message, due, now, escalates=escalates, so_far=so_far)
                await self._deliver(lane, message, due, so_far)

    def _is_called_off(self, lane: Lane, alerts: Iterable[Alert]) -> bool:
        """Return whether somebody acknowledged all that others were to be notified of."""
        return lane.step > 0 and all(self._store.needs_nobody(alert) for alert in alerts)

    async def _tell_again(self, lane: Lane, left: Mapping[str, tuple[Alert, ...]]) -> None:
        """Tell what was under way when the notifier ended; nobody knows whether it arrived."""
        for message, alerts in left.items():
            await self._deliver(lane, message, alerts, self._store.stories.of(lane, message))

    async def _deliver(
        self, lane: Lane, message: str, alerts: tuple[Alert, ...], so_far: SoFar
    ) -> None:
        why = escalated(self._by_name[lane.route], lane)
        try:
            words = self._means.writer.write(alerts, self._notes(lane), why, so_far)
        except Problem as error:
            await self._delivering.give_up(lane, message, alerts, str(error))
        else:
            parcel = Parcel(message, words, alerts, why, so_far=so_far)
            await self._delivering.send(lane, parcel, lambda: self._is_called_off(lane, alerts))
        self._store.tell(lane, message, self._means.clock())

    def _notes(self, lane: Lane) -> Notes:
        """Return what a route says of an alert that may lie outside its areas."""
        grounds = self._by_name[lane.route].match.grounds
        return lambda alert: f"may lie outside {grounds.name}" if grounds.marks(alert) else ""


async def run(
    notifier: Notifier, records: TopicRecords, controls: str, stop: asyncio.Event
) -> None:
    """Run until asked to stop."""
    while not stop.is_set():
        came = await asyncio.to_thread(lambda: list(records.poll(POLL_SECONDS)))
        if not notifier.has_heard_all:
            notifier.has_heard_all = await asyncio.to_thread(_is_read, records, controls)
        if not notifier.has_caught_up:
            notifier.has_caught_up = await asyncio.to_thread(_is_read, records)
        now = datetime.now(UTC)
        notifier.follow(records.topic_ids())
        notifier.take(came, now)
        notifier.tidy(now)
        notifier.send_due(now)


def _is_read(records: TopicRecords, topic: str | None = None) -> bool:
    return records.behind(_LOOK_SECONDS, topic) == 0


def message_id(lane: Lane, alerts: Iterable[Alert]) -> str:
    """Return the id of a message: of no other, for a lane sends a revision in one message only."""
    first, *rest = alerts
    beyond = f"+{len(rest)}" if rest else ""
    return f"{first.id}.{first.revision}{beyond}.{lane.way}.{lane.target}"


def _tell_newer(alert_id: str, field: str, word: str) -> None:
    log.warning("newer_word", alert=alert_id, field=field, word=word)


def _is_done(task: asyncio.Task[None]) -> bool:
    if task.done():
        task.result()  # what went wrong in it is raised here
    return task.done()


def _look_back(route: Route) -> timedelta:
    spans = [route.min_interval, timedelta(minutes=1)]
    if route.limit is not None:
        spans.append(route.limit.per)
    return max(spans)
