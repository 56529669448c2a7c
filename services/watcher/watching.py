"""Alerts as a Python iterator."""

import re
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from kafka.consumer.fetcher import ConsumerRecord

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.area import CountryOnly
from tocsin.schemas.topics import Topic
from tocsin.schemas.vocabulary import EventType, Severity
from tocsin.services.areas.matching import AreaMatchers
from tocsin.services.areas.naming import Atlas
from tocsin.services.plain_text import plain
from tocsin.services.problem import Problem
from tocsin.services.runtime.messages import (
    MOST_TOLD,
    Malformed,
    MalformedMessages,
    address,
    alert_of,
)
from tocsin.services.settings import Settings
from tocsin.services.subscription.group import GroupRecords
from tocsin.services.subscription.newer import NewerWords
from tocsin.services.subscription.records import TopicRecords
from tocsin.services.subscription.start import Beginning, parse_start
from tocsin.services.topics.waiting import Tell, tell_on_stderr
from tocsin.services.watcher.repeats import Repeats
from tocsin.services.watcher.selection import Selection, select, words

_GROUP: Final = re.compile(r"[A-Za-z0-9._-]{1,100}")
_POLL_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Wish:
    """What a watcher wants to see, and when it has seen enough."""

    start: Beginning
    selection: Selection
    until_idle: float | None = None
    """Seconds without any new alert after which it ends; None never ends."""
    group: str | None = None
    """A subscriber's name: Kafka keeps its position, and it continues there."""


class Watch(Iterator[Alert]):
    """New alerts as they come; an exact repeat comes once.

    Close it, or use it as a context, or leave it to its end. `malformed` counts messages on the
    topic that were not alerts; each is also reported. `newer` counts alerts with words that only a
    newer version of Tocsin knows (an event type, for example); they come like all others.
    """

    def __init__(self, settings: Settings, wish: Wish, tell: Tell = tell_on_stderr) -> None:
        """Take up the position on the topic at once, before the first alert is asked for.

        Raises:
            tocsin.services.problem.Problem: no broker or no topic within `settings.broker_wait`.
        """
        self._tell = tell
        self._malformed = MalformedMessages(tell)
        self._wish = wish
        self._repeats = Repeats()
        self._newer = NewerWords(self._tell_newer)
        self._ready: deque[tuple[ConsumerRecord, Alert | None]] = deque()
        self._given: ConsumerRecord | None = None
        """The record of the alert that was given last; who asks for the next has dealt with it."""
        self._group: GroupRecords | None = None
        self._records: TopicRecords | GroupRecords
        if wish.group is None:
            self._records = TopicRecords(settings, [Topic.ALERTS], wish.start, tell)
        else:
            group = group_id(settings, wish.group)
            self._group = GroupRecords(settings, Topic.ALERTS, group, wish.start, tell)
            self._records = self._group
        self._heard_at = time.monotonic()
        self._open = True

    def __next__(self) -> Alert:
        while True:
            self._is_done_with_the_last()
            while self._ready:
                self._given, alert = self._ready.popleft()
                if alert is not None:
                    return alert
                self._is_done_with_the_last()
            if not self._open or self._is_idle():
                self.close()
                raise StopIteration
            if self._group is not None:
                self._group.commit()
            for record in self._records.poll(_POLL_SECONDS):
                self._ready.append((record, self._taken(record)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._given = None  # it was not dealt with: it comes again
        self.close()

    @property
    def malformed(self) -> int:
        """How many messages on the topic were not alerts."""
        return self._malformed.seen

    @property
    def newer(self) -> int:
        """How many alerts had words that only a newer version knows."""
        return self._newer.alerts

    def close(self) -> None:
        """Leave Kafka; harmless to repeat. The alert that was given last counts as dealt with."""
        if self._open:
            self._open = False
            self._is_done_with_the_last()
            self._ready.clear()
            self._records.close()
            if self.malformed > MOST_TOLD:
                self._tell(f"{self.malformed:,} messages in all were not alerts")

    def _is_done_with_the_last(self) -> None:
        if self._group is not None and self._given is not None:
            self._group.done(self._given)
        self._given = None

    def _taken(self, record: ConsumerRecord) -> Alert | None:
        """Return the alert of a record, if it is one that is wanted and new."""
        alert = alert_of(record.value)
        if isinstance(alert, Malformed):
            self._malformed.take(address(record), alert)
            return None
        if alert is None or not self._repeats.is_new(alert):
            return None
        self._newer.seen_in(alert)
        self._heard_at = time.monotonic()
        return alert if self._wish.selection.wants(alert) else None

    def _tell_newer(self, alert_id: str, field: str, word: str) -> None:
        self._tell(
            f"alert {plain(alert_id)}: {field} {word} is of a newer version of Tocsin; shown as it "
            "is, and no --type or the like can select it"
        )

    def _is_idle(self) -> bool:
        patience = self._wish.until_idle
        return patience is not None and time.monotonic() - self._heard_at >= patience


def group_id(settings: Settings, name: str) -> str:
    """Return the consumer group of a subscriber.

    Raises:
        tocsin.services.problem.Problem: a name that Kafka does not take.
    """
    if not _GROUP.fullmatch(name):
        message = f"group {name!r}: letters, digits, dots, dashes and underscores, 100 at most"
        raise Problem(message)
    return f"{settings.topic_prefix}-watch-{name}"


def watch(  # noqa: PLR0913 - each argument is an option
    settings: Settings,
    *,
    since: str | datetime | timedelta | None = None,
    types: Iterable[EventType] = (),
    countries: Iterable[str] = (),
    severity: Severity = Severity.UNKNOWN,
    kinds: Iterable[AlertKind] = (),
    areas: Iterable[str] = (),
    until_idle: float | None = None,
    group: str | None = None,
) -> Watch:
    """Return an iterator over alerts, from now on by default.

    Args:
        settings: where Kafka is, and the topics' prefix.
        since: "beginning", a time, a duration before now, or a text of these ("2h").
        types: only these event types; none named is all.
        countries: only these, by ISO 3166-1 alpha-3 code or English name; none named is all.
        severity: only this or worse.
        kinds: only these kinds of revisions; none named is all.
        areas: only there, each in a form of `services.areas.naming.FORMS`; none named is all.
        until_idle: end after this many seconds without a new alert; None never ends.
        group: continue where a subscriber of this name was; `since` is for its first time.

    Raises:
        tocsin.services.problem.Problem: an argument that is not legal; no broker or no topic.
    """
    start = parse_start(since, datetime.now(UTC))
    selection = replace(
        select(types, countries, (severity,)),
        kinds=words(AlertKind, kinds, "kind"),
        grounds=grounds_of(settings, areas),
    )
    return Watch(settings, Wish(start, selection, until_idle, group))


def grounds_of(
    settings: Settings, areas: Iterable[str], country_only: CountryOnly | None = None
) -> AreaMatchers | None:
    """Return what the areas cover that somebody names, or None if none is named.

    Raises:
        tocsin.services.problem.Problem: no such area.
    """
    named = tuple(areas)
    if not named:
        return None
    found = Atlas.load(settings.areas).areas(named, Path.cwd())
    return AreaMatchers(found, country_only or settings.area_country_only)
