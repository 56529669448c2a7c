"""The alerts that the board holds, newest first, within a bound of memory; pure."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.services.board.state.facts import Facts, facts_of
from tocsin.services.controls.handling import Handling
from tocsin.services.stories.story import story_of

REVISIONS_KEPT: Final = timedelta(days=7)
"""As long as the compacted topic keeps every revision."""

FOLDED: Final = timedelta(hours=1)
"""How long drills and retractions are listed among real alerts."""

Place = tuple[datetime, str]
"""An alert's place in the order: its last publication and its id."""


@dataclass(frozen=True, slots=True)
class HeldRevision:
    """One revision as it came, and when Kafka took it."""

    number: int
    payload: bytes
    came_at: datetime


@dataclass(slots=True)
class Held:
    """An alert as it is now, and how it came to that."""

    alert: Alert
    facts: Facts
    revisions: list[HeldRevision] = field(default_factory=list)
    """Oldest first; the last is the alert itself."""
    handling: Handling = Handling.NOTHING_DUE
    """Who is dealing with it; the board keeps it up to date."""

    @property
    def place(self) -> Place:
        """Its place in the order; the id makes the order total."""
        return self.alert.last_published_at, self.alert.id

    def is_folded(self, now: datetime) -> bool:
        """Return whether it is unreal and over: a drill that ended, or an hour after the last word.

        People who look for a drill find it, and a retraction is seen before it goes.
        """
        if self.facts.is_real:
            return False
        return self.alert.kind is AlertKind.EXPIRED or now - self.revisions[-1].came_at > FOLDED

    @property
    def size(self) -> int:
        """Bytes of all payloads."""
        return sum(len(revision.payload) for revision in self.revisions)


class AlertBook:
    """Holds the newest alerts whose payloads fit into `most_bytes`; `let_go` counts the others."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._held: dict[str, Held] = {}
        self._stories: dict[str, dict[str, Held]] = {}
        self._order: list[Place] = []
        self.size = 0
        self.let_go = 0

    def __len__(self) -> int:
        return len(self._held)

    def take(self, alert: Alert, payload: bytes, came_at: datetime) -> bool:
        """Take one revision; return whether the alert changed.

        An exact repeat and a revision that is older than the newest change nothing.
        """
        held = self._held.get(alert.id)
        if held is not None and alert.revision <= held.alert.revision:
            return False
        revision = HeldRevision(alert.revision, payload, came_at)
        kept = [] if held is None else [one for one in held.revisions if _is_kept(one, came_at)]
        self.remove(alert.id)
        self._put(Held(alert, facts_of(alert), [*kept, revision]))
        self._let_go_of_the_oldest()
        return alert.id in self._held

    def remove(self, alert_id: str) -> bool:
        """Forget an alert; return whether it was there."""
        held = self._held.pop(alert_id, None)
        if held is None:
            return False
        del self._order[bisect_left(self._order, held.place)]
        story = story_of(held.alert)
        del self._stories[story][alert_id]
        if not self._stories[story]:
            del self._stories[story]
        self.size -= held.size
        return True

    def get(self, alert_id: str) -> Held | None:
        """Return one alert, or None if it is not held."""
        return self._held.get(alert_id)

    def of_story(self, story_id: str) -> tuple[Held, ...]:
        """Return the alerts of a story, as they are now; none if no alert is of it."""
        return tuple(self._stories.get(story_id, {}).values())

    def newest_first(self, after: Place | None = None) -> Iterator[Held]:
        """Return the alerts by their last publication, after `after`."""
        end = len(self._order) if after is None else bisect_left(self._order, after)
        for index in range(end - 1, -1, -1):
            yield self._held[self._order[index][1]]

    def forget_old_revisions(self, now: datetime) -> None:
        """Forget revisions that are older than the topic promises, but never the newest."""
        for held in self._held.values():
            if len(held.revisions) > 1 and not _is_kept(held.revisions[0], now):
                before = held.size
                *older, newest = held.revisions
                held.revisions = [*(one for one in older if _is_kept(one, now)), newest]
                self.size += held.size - before

    def _put(self, held: Held) -> None:
        self._held[held.alert.id] = held
        self._stories.setdefault(story_of(held.alert), {})[held.alert.id] = held
        insort(self._order, held.place)
        self.size += held.size

    def _let_go_of_the_oldest(self) -> None:
        while self.size > self._most_bytes and self._order:
            self.remove(self._order[0][1])
            self.let_go += 1


def _is_kept(revision: HeldRevision, now: datetime) -> bool:
    return now - revision.came_at <= REVISIONS_KEPT
