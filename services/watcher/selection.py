"""Which alerts a watcher wants; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas.alert import Alert, AlertKind
from schemas.vocabulary import EventType, Severity, severity_rank
from services.areas.belonging import countries_of
from services.country import country_code

if TYPE_CHECKING:  # what it stands on is slow to load, and few ask for areas
    from services.areas.matching import Grounds


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted; an empty set asks nothing."""

    types: frozenset[EventType] = frozenset()
    countries: frozenset[str] = frozenset()
    at_least: Severity = Severity.UNKNOWN
    also_silenced: bool = False
    kinds: frozenset[AlertKind] = frozenset()
    grounds: Grounds | None = None
    """Areas, any of which will do; None asks nothing."""

    def wants(self, alert: Alert) -> bool:
        """Tell whether an alert passes; a crossing belongs to both of its countries."""
        return (
            (self.also_silenced or alert.silenced_by is None)
            and (not self.types or alert.event_type in self.types)
            and (not self.countries or not self.countries.isdisjoint(countries_of(alert)))
            and rank(alert.severity) >= rank(self.at_least)
            and (not self.kinds or alert.kind in self.kinds)
            and (self.grounds is None or self.grounds.holds(alert))
        )


def select(
    types: Iterable[EventType], countries: Iterable[str], severities: Iterable[Severity]
) -> Selection:
    """Return the selection of these; of several severities the mildest counts.

    Raises:
        Problem: a country that is none.
    """
    return Selection(
        frozenset(types),
        frozenset(country_code(country) for country in countries),
        min(severities, key=rank, default=Severity.UNKNOWN),
    )


def rank(severity: Severity) -> int:
    """Return how bad it is: more is worse."""
    return severity_rank(severity)
