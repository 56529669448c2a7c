"""Digests at work: begun when they are due, then sent to each target."""

import asyncio
from collections.abc import Iterator
from datetime import datetime

import structlog

from tocsin.services.notifier.delivering import Delivering, Means
from tocsin.services.notifier.lane import Lane
from tocsin.services.notifier.routes import Routes
from tocsin.services.notifier.schedule.digest_times import DigestTimes, last_due
from tocsin.services.notifier.schedule.on_call import told_at
from tocsin.services.notifier.store.database import NotifierStore
from tocsin.services.notifier.targets.sending import Parcel
from tocsin.services.problem import Problem

log = structlog.get_logger(__name__)


class Digesting:
    """What routes with a digest gathered, sent at its time."""

    def __init__(
        self, routes: Routes, store: NotifierStore, means: Means, delivering: Delivering
    ) -> None:
        self._times: dict[str, DigestTimes] = {
            route.name: route.digest for route in routes.routes if route.digest is not None
        }
        self._targets = {route.name: route.targets for route in routes.routes}
        self._on_call = {roster.name: roster for roster in routes.on_call}
        self._store = store
        self._means = means
        self._delivering = delivering
        # a new route begins now, before anything comes: a kill must not put it off to the next day
        now = means.clock()
        self._since = {route: store.begin_digest(route, now) for route in self._times}

    def set_out_due(self, now: datetime) -> None:
        """Note each digest that is due; one that was missed covers all the time since."""
        for route, times in self._times.items():
            since = self._since[route]
            if since > now:  # a clock that was ahead has been set
                since = self._since[route] = self._store.begin_digest(route, now)
            if last_due(times, now) <= since:
                continue
            targets = told_at(self._targets[route], self._on_call, now)
            told = self._store.set_digest_out(route, [Lane(route, one) for one in targets], now)
            self._since[route] = now
            log.info("digest", route=route, alerts=len(told.entries))

    def tasks(self, busy: set[Lane]) -> Iterator[tuple[Lane, asyncio.Task[None]]]:
        """Start to send what was begun, one digest for each target that is not busy."""
        for lane, message in self._store.digests.under_way():
            if lane in busy:
                continue
            if lane.route not in self._times or lane.target not in self._means.senders:
                log.warning("lane_gone", lane=str(lane), message=message)
                self._store.digests.tell(lane, message)
                continue
            busy.add(lane)
            yield lane, asyncio.create_task(self._tell(lane, message))

    async def _tell(self, lane: Lane, message: str) -> None:
        digest = self._store.digests.written(lane, message)
        try:
            words = self._means.roundup.write(digest, self._times[lane.route])
        except Problem as error:
            await self._delivering.give_up(lane, message, digest.alerts, str(error))
        else:
            parcel = Parcel(message, words, digest.alerts, digest=digest)
            await self._delivering.send(lane, parcel)
        self._store.digests.tell(lane, message)
