"""What a digest contains: the alerts of a route by severity, and what became of each. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import Field

from tocsin.schemas.alert import Alert
from tocsin.schemas.contract import Contract
from tocsin.schemas.vocabulary import FROM_MILD_TO_WORST, Severity, severity_rank
from tocsin.services.stories.story import Story, assemble, story_of

MOST_ENTRIES: Final = 300
"""Of one digest, the worst first; the rest is counted. So a message stays one that can be sent."""


class State(StrEnum):
    """What became of an alert since the digest before."""

    NEW = "new"
    GREW = "grew"
    CHANGED = "changed"
    OPEN = "open"
    """It is ongoing, and nothing new came."""
    ENDED = "ended"


_ORDER: Final = tuple(State)


class DigestEntry(Contract):
    """An alert in a digest."""

    state: State
    alert: Alert = Field(description="As it is now")
    before: Alert | None = Field(default=None, description="As the digest before had it")
    acknowledged_by: str | None = None


class Digest(Contract):
    """What is sent at the end of a day or a week."""

    route: str
    since: datetime
    until: datetime
    entries: tuple[DigestEntry, ...]
    left_out: int = Field(default=0, description="Entries beyond these, the mildest")

    @property
    def counts(self) -> dict[State, int]:
        """How many alerts are in each state, of those named."""
        counted = Counter(entry.state for entry in self.entries)
        return {state: counted[state] for state in State if counted[state]}

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """The alerts as they are now."""
        return tuple(entry.alert for entry in self.entries)


def entry(
    alert: Alert, before: Alert | None, *, changed: bool, acknowledged_by: str | None
) -> DigestEntry:
    """Return what a digest says of an alert.

    Args:
        alert: as it is now.
        before: as the digest before had it.
        changed: whether a revision came since.
        acknowledged_by: who deals with it as it is now.
    """
    return DigestEntry(
        state=_state(alert, before, changed=changed),
        alert=alert,
        before=before,
        acknowledged_by=acknowledged_by,
    )


def digest(route: str, since: datetime, until: datetime, entries: Iterable[DigestEntry]) -> Digest:
    """Return the digest of these entries, the worst and newest first."""
    ordered = sorted(entries, key=_place)
    named = ordered[:MOST_ENTRIES]
    return Digest(
        route=route,
        since=since,
        until=until,
        entries=tuple(named),
        left_out=len(ordered) - len(named),
    )


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A story in a digest: the entries of its alerts."""

    entries: tuple[DigestEntry, ...]

    @property
    def story(self) -> Story:
        """All that was counted of it."""
        return assemble(one.alert for one in self.entries)

    @property
    def state(self) -> State:
        """What became of it: the news that says most; it ended when all of its alerts have."""
        return min((one.state for one in self.entries), key=_ORDER.index)

    @property
    def lead(self) -> DigestEntry:
        """The entry of its worst alert."""
        lead = self.story.lead.id
        return next(one for one in self.entries if one.alert.id == lead)


def by_story(entries: Iterable[DigestEntry]) -> list[StoryEntry]:
    """Return the stories of entries, in the order in which each first comes."""
    found: dict[str, list[DigestEntry]] = {}
    for one in entries:
        found.setdefault(story_of(one.alert), []).append(one)
    return [StoryEntry(tuple(some)) for some in found.values()]


def by_severity(stories: Sequence[StoryEntry]) -> list[tuple[Severity, list[StoryEntry]]]:
    """Return what is ongoing, by severity, the worst first; those without any are left out."""
    going = [one for one in stories if one.state is not State.ENDED]
    found = [
        (severity, [one for one in going if one.story.severity is severity])
        for severity in reversed(FROM_MILD_TO_WORST)
    ]
    return [(severity, some) for severity, some in found if some]


def ended(stories: Sequence[StoryEntry]) -> list[StoryEntry]:
    """Return what has ended or was withdrawn as a whole."""
    return [one for one in stories if one.state is State.ENDED]


def _state(alert: Alert, before: Alert | None, *, changed: bool) -> State:
    if alert.has_ended:
        return State.ENDED
    if before is None:
        return State.NEW
    if not changed:
        return State.OPEN
    return State.GREW if _grew(alert, before) else State.CHANGED


def _grew(alert: Alert, before: Alert) -> bool:
    worse = severity_rank(alert.severity) > severity_rank(before.severity)
    return worse or (alert.quantity.figure or 0) > (before.quantity.figure or 0)


def _place(one: DigestEntry) -> tuple[bool, int, int, float, str]:
    return (
        one.state is State.ENDED,
        -severity_rank(one.alert.severity),
        _ORDER.index(one.state),
        -one.alert.last_published_at.timestamp(),
        one.alert.id,
    )
