"""What is asked of an alert again and again, found once; pure."""

from dataclasses import dataclass
from datetime import UTC, date
from typing import Final

from tocsin.schemas.alert import Alert
from tocsin.schemas.fields.countries import COUNTRY_NAMES
from tocsin.schemas.vocabulary import NOT_REAL, EventType, MsgType, Resolution
from tocsin.services.areas.belonging import countries_of
from tocsin.services.areas.regions import subregion_of
from tocsin.services.controls.previewing import is_open
from tocsin.services.watcher.selection import rank

CELL: Final = 1.5
"""Degrees; on a map of the world, what lies nearer cannot be distinguished."""


@dataclass(frozen=True, slots=True)
class Facts:
    """An alert as filters and counts see it."""

    words: str
    """All that a text search looks through, in lower case."""
    types: frozenset[EventType]
    """Of a story, the types of all its alerts."""
    countries: frozenset[str]
    rank: int
    """Of its severity; more is worse."""
    day: date
    """Of its last publication, in UTC."""
    cell: tuple[int, int, bool] | None
    """Where it is on a coarse grid of the world, and whether only its country is known."""
    is_open: bool
    """Whether it is about something real and ongoing."""
    subregions: frozenset[str]
    """Of the world, by UN M49."""
    is_real: bool
    """Whether it is about something real: not a drill, and not withdrawn."""
    is_silenced: bool
    """Whether somebody asked not to be rung by it."""


def facts_of(alert: Alert) -> Facts:
    """Find the facts of an alert."""
    place = alert.place
    return Facts(
        words=_words(alert),
        types=frozenset((alert.event_type,)),
        countries=frozenset(countries_of(alert)),
        rank=rank(alert.severity),
        day=alert.last_published_at.astimezone(UTC).date(),
        cell=None
        if place is None
        else (
            round(place.latitude / CELL),
            round(place.longitude / CELL),
            place.resolution is Resolution.COUNTRY,
        ),
        is_open=is_open(alert),
        subregions=frozenset(filter(None, map(subregion_of, countries_of(alert)))),
        is_real=alert.status not in NOT_REAL and alert.msg_type is not MsgType.CANCEL,
        is_silenced=is_silenced(alert),
    )


def is_silenced(alert: Alert) -> bool:
    """Return whether somebody asked not to be rung by this alert."""
    return alert.silenced_by is not None


def _words(alert: Alert) -> str:
    said = [alert.title, alert.summary, alert.actor, alert.rule_id, alert.id, alert.story_id]
    said += [COUNTRY_NAMES.get(code) for code in sorted(countries_of(alert))]
    said += [alert.place.name] if alert.place is not None else []
    for source in alert.sources:
        said += [source.source, source.title, source.evidence.sentence]
    return "\n".join(text for text in said if text).casefold()
