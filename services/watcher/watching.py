"""Alerts as a Python iterator."""

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Final, Self

from kafka.consumer.fetcher import ConsumerRecord
from pydantic import ValidationError

from schemas.alert import Alert
from schemas.topics import Topic
from schemas.vocabulary import EventType, Severity
from services.plain_text import plain
from services.settings import Settings
from services.subscription.records import TopicRecords
from services.subscription.start import Start, parse_start
from services.topics.waiting import Tell, tell_on_stderr
from services.watcher.repeats import Repeats
from services.watcher.selection import Selection, select

_POLL_SECONDS: Final = 0.5
_MOST_TOLD: Final = 20
"""Of messages that are no alerts; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a watcher wants to see, and when it has seen enough."""

    start: Start
    selection: Selection
    until_idle: float | None = None
    """Seconds without any new alert after which it ends; None goes on for ever."""


class Watch(Iterator[Alert]):
    """New alerts as they come; an exact repeat comes once.

    Close it, or use it as a context, or leave it to its end. `malformed` counts messages on the
    topic that were no alerts; each is also told.
    """

    def __init__(self, settings: Settings, wish: Wish, tell: Tell = tell_on_stderr) -> None:
        """Take up the position on the topic at once, before the first alert is asked for.

        Raises:
            services.problem.Problem: no broker or no topic within `settings.broker_wait`.
        """
        self.malformed = 0
        self._tell = tell
        self._wish = wish
        self._repeats = Repeats()
        self._ready: deque[Alert] = deque()
        self._records = TopicRecords(settings, [Topic.ALERTS], wish.start, tell)
        self._heard_at = time.monotonic()
        self._open = True

    def __next__(self) -> Alert:
        while not self._ready:
            if not self._open or self._is_idle():
                self.close()
                raise StopIteration
            for record in self._records.poll(_POLL_SECONDS):
                self._take(record)
        return self._ready.popleft()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave Kafka; harmless to repeat."""
        if self._open:
            self._open = False
            self._ready.clear()
            self._records.close()
            if self.malformed > _MOST_TOLD:
                self._tell(f"{self.malformed:,} messages in all were no alerts")

    def _take(self, record: ConsumerRecord) -> None:
        if record.value is None:  # somebody deleted the alert from the compacted topic
            return
        try:
            alert = Alert.read(record.value)
        except ValidationError as error:
            self._tell_malformed(record, error)
            return
        if not self._repeats.is_new(alert):
            return
        self._heard_at = time.monotonic()
        if self._wish.selection.wants(alert):
            self._ready.append(alert)

    def _tell_malformed(self, record: ConsumerRecord, error: ValidationError) -> None:
        self.malformed += 1
        if self.malformed <= _MOST_TOLD:
            first = error.errors(include_url=False, include_input=False)[0]
            field = ".".join(str(part) for part in first["loc"]) or "payload"
            place = f"{record.topic}[{record.partition}]@{record.offset}"
            # a field's name may come from the message itself
            self._tell(f"{place}: no alert: {plain(field)}: {plain(first['msg'])}")

    def _is_idle(self) -> bool:
        patience = self._wish.until_idle
        return patience is not None and time.monotonic() - self._heard_at >= patience


def watch(
    settings: Settings,
    *,
    since: str | datetime | timedelta | None = None,
    types: Iterable[EventType] = (),
    countries: Iterable[str] = (),
    severity: Severity = Severity.UNKNOWN,
    until_idle: float | None = None,
) -> Watch:
    """Return an iterator over alerts, from now on unless told otherwise.

    Args:
        settings: where Kafka is, and the topics' prefix.
        since: "beginning", a time, a duration before now, or a text of these ("2h").
        types: only these event types; none named is all.
        countries: only these, by ISO 3166-1 alpha-3 code or English name; none named is all.
        severity: only this or worse.
        until_idle: end after so many seconds without a new alert; None goes on for ever.

    Raises:
        services.problem.Problem: an argument that is not legal; no broker or no topic.
    """
    start = parse_start(since, datetime.now(UTC))
    return Watch(settings, Wish(start, select(types, countries, [severity]), until_idle))
