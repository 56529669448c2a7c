"""Who is notified next of an alert that nobody has acknowledged. Pure: the time is passed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tocsin.services.notifier.lane import Lane
from tocsin.services.notifier.pacing import after_quiet
from tocsin.services.notifier.routes import Route, Routes
from tocsin.services.notifier.schedule.on_call import told_at
from tocsin.services.notifier.store.escalations import Escalation

_SHORTEST: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Escalated:
    """Why somebody is notified: nobody acknowledged the alert before."""

    route: str
    step: int
    after: timedelta


def next_lanes(routes: Routes, one: Escalation, now: datetime) -> tuple[Lane, ...]:
    """Return the lanes of those who are notified now, after those before had their time."""
    route = next((route for route in routes.routes if route.name == one.route), None)
    if route is None or one.since is None or one.step >= len(route.escalate):
        return ()
    step = route.escalate[one.step]
    if one.since + step.after > now:
        return ()
    on_call = {roster.name: roster for roster in routes.on_call}
    quiet = () if step.any_hour else route.quiet_hours
    targets = told_at(step.targets, on_call, after_quiet(quiet, one.alert, now))
    return tuple(Lane(route.name, target, one.step + 1) for target in targets)


def paces(route: Route) -> Iterator[tuple[int, Route]]:
    """Yield how each step of a route is paced: at once, but in its hours and within its limit."""
    yield 0, route
    for number, step in enumerate(route.escalate, 1):
        quiet = () if step.any_hour else route.quiet_hours
        alone: dict[str, object] = {
            "quiet_hours": quiet,
            "group_by": (),
            "group_wait": timedelta(0),
            "min_interval": timedelta(0),
        }
        yield number, route.model_copy(update=alone)


def shortest_wait(routes: Routes) -> timedelta:
    """Return the shortest time that anybody has to acknowledge an alert."""
    waits = [step.after for route in routes.routes for step in route.escalate]
    return min(waits, default=_SHORTEST)


def escalated(route: Route, lane: Lane) -> Escalated | None:
    """Return why a lane is notified; None if it is at the route's begin."""
    if lane.step == 0:
        return None
    return Escalated(route.name, lane.step, route.escalate[lane.step - 1].after)
