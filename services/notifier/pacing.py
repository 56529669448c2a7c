"""When what waits is sent, and in which messages. Pure: the time is passed in.

A lane is one route's way to one target. In it wait the newest revisions of alerts. Four things
hold one back: its group still gathers, the alert was sent a moment ago, the hours are quiet, the
lane has sent enough for now. What is let go together is one message.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from tocsin.schemas.alert import Alert
from tocsin.schemas.article import Identifier
from tocsin.schemas.fields.word import taking_newer_words
from tocsin.schemas.vocabulary import Severity, severity_rank
from tocsin.services.notifier.routes import Route
from tocsin.services.notifier.routing import is_as_severe
from tocsin.services.notifier.schedule.duty import QuietHours
from tocsin.services.notifier.schedule.hours import end_of
from tocsin.services.stories.story import story_of

_MOST_WINDOWS: Final = 15
"""Of quiet hours one after the other: more than two weeks hold."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A revision that a lane has not sent yet."""

    alert: Alert
    since: datetime


@dataclass(frozen=True, slots=True)
class SentNotification:
    """A message that a lane sent: when, and which alerts it was about."""

    at: datetime
    alerts: frozenset[str]
    stories: Mapping[str, int] = field(default_factory=dict)
    """How bad the worst alert of each story in it was."""

    def and_of(self, alert_id: str, story: str | None, severity: str | None) -> "SentNotification":
        """Return the same message with one more alert."""
        stories = dict(self.stories)
        if story is not None and severity is not None:
            with taking_newer_words():
                rank = severity_rank(Severity(severity))
            stories[story] = max(stories.get(story, rank), rank)
        return SentNotification(self.at, self.alerts | {alert_id}, stories)


@dataclass(frozen=True, slots=True)
class SendPlan:
    """The messages to send now, and when to check again; None if nothing waits."""

    messages: tuple[tuple[Alert, ...], ...]
    again: datetime | None


def plan(
    route: Route, waiting: Sequence[Waiting], told: Sequence[SentNotification], now: datetime
) -> SendPlan:
    """Return what a lane sends now.

    Args:
        route: how the lane is paced.
        waiting: one revision for each alert.
        told: what it sent before, at least as far back as its limit and interval look.
        now: the present, with a zone.
    """
    due = _due(route, waiting, told)
    free_at = _free_at(route, told, now)
    ready = [one for one in waiting if due[one.alert.id] <= now]
    held = any(due[one.alert.id] > one.since + route.group_wait for one in ready)
    if free_at > now or not ready:
        later = [max(moment, free_at) for moment in due.values()]
        return SendPlan((), min(later, default=None))
    # what had to wait comes at once: one message and not a flood
    messages = _messages(route, ready, together=held or _overflows(route, ready, told, now))
    rest = [moment for moment in due.values() if moment > now]
    return SendPlan(messages, min(rest, default=None))


def _due(
    route: Route, waiting: Sequence[Waiting], told: Iterable[SentNotification]
) -> dict[Identifier, datetime]:
    """Return when each alert may go; in one pass, for thousands wait after an outage."""
    first: dict[tuple[str, ...], datetime] = {}
    for one in waiting:
        group = _group(route, one.alert)
        first[group] = min(first.get(group, one.since), one.since)
    last: dict[Identifier, datetime] = {}
    stories: dict[str, tuple[datetime, int]] = {}
    for message in told:
        for alert_id in message.alerts:
            last[alert_id] = max(last.get(alert_id, message.at), message.at)
        for story, worst in message.stories.items():
            at, rank = stories.get(story, (message.at, worst))
            stories[story] = max(at, message.at), max(rank, worst)
    due = {}
    for one in waiting:
        moment = max(one.since, first[_group(route, one.alert)] + route.group_wait)
        if one.alert.id in last:
            moment = max(moment, last[one.alert.id] + route.min_interval)
        told_at, worst_told = stories.get(story_of(one.alert), (None, 0))
        # a further measure of a story keeps the distance of a revision, unless it is worse
        if told_at is not None and severity_rank(one.alert.severity) <= worst_told:
            moment = max(moment, told_at + route.min_interval)
        moment = after_quiet(route.quiet_hours, one.alert, moment)
        due[one.alert.id] = moment
    return due


def after_quiet(every: Iterable[QuietHours], alert: Alert, moment: datetime) -> datetime:
    """Return the moment, or the end of the quiet hours that contain it."""
    holding = [quiet for quiet in every if not is_as_severe(alert.severity, quiet.unless)]
    for _ in range(_MOST_WINDOWS):  # some may end where others begin
        ends = [end_of(quiet, quiet.zone, moment) for quiet in holding]
        later = [end for end in ends if end is not None]
        if not later:
            break
        moment = max(later)
    return moment


def _free_at(route: Route, told: Sequence[SentNotification], now: datetime) -> datetime:
    """Return when the limit lets the lane send again."""
    if route.limit is None:
        return now
    recent = sorted(one.at for one in told if one.at > now - route.limit.per)
    if len(recent) < route.limit.count:
        return now
    return recent[-route.limit.count] + route.limit.per


def _overflows(
    route: Route, ready: Sequence[Waiting], told: Sequence[SentNotification], now: datetime
) -> bool:
    if route.limit is None:
        return False
    recent = sum(one.at > now - route.limit.per for one in told)
    return recent + len({_group(route, one.alert) for one in ready}) > route.limit.count


def _messages(
    route: Route, ready: Sequence[Waiting], *, together: bool
) -> tuple[tuple[Alert, ...], ...]:
    ordered = [one.alert for one in sorted(ready, key=lambda one: (one.since, one.alert.id))]
    if together:
        return (tuple(ordered),)
    groups: dict[tuple[str, ...], list[Alert]] = {}
    for alert in ordered:
        groups.setdefault(_group(route, alert), []).append(alert)
    return tuple(tuple(group) for group in groups.values())


def _group(route: Route, alert: Alert) -> tuple[str, ...]:
    if not route.group_by:
        return (story_of(alert),)
    return tuple(str(getattr(alert, field)) for field in route.group_by)
