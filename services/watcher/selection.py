"""Which alerts a watcher wants; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.fields.word import Word
from tocsin.schemas.vocabulary import EventType, Severity, severity_rank
from tocsin.services.areas.belonging import countries_of
from tocsin.services.country import country_code
from tocsin.services.nearest import hint
from tocsin.services.problem import Problem

if TYPE_CHECKING:  # its imports are slow to load, and few ask for areas
    from tocsin.services.areas.matching import AreaMatchers

W = TypeVar("W", bound=Word)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted; an empty set asks nothing."""

    types: frozenset[EventType] = frozenset()
    countries: frozenset[str] = frozenset()
    at_least: Severity = Severity.UNKNOWN
    also_silenced: bool = False
    kinds: frozenset[AlertKind] = frozenset()
    grounds: AreaMatchers | None = None
    """Areas, any of which will do; None asks nothing."""

    def wants(self, alert: Alert) -> bool:
        """Return whether an alert passes; a crossing belongs to both of its countries."""
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
        Problem: an unknown event type, country or severity.
    """
    return Selection(
        words(EventType, types, "event type"),
        frozenset(country_code(country) for country in countries),
        min(words(Severity, severities, "severity"), key=rank, default=Severity.UNKNOWN),
    )


def words(known: type[W], given: Iterable[str], what: str) -> frozenset[W]:
    """Return the words of a list that somebody gave as words or as text, also just one.

    Raises:
        Problem: one that is not on the list; the nearest are named.
    """
    found = set()
    for one in [given] if isinstance(given, str) else given:
        try:
            found.add(known(one))
        except ValueError:
            message = f"no {what} {one!r}{hint(str(one), known)}"
            raise Problem(message) from None
    return frozenset(found)


def rank(severity: Severity) -> int:
    """Return how bad it is: more is worse."""
    return severity_rank(severity)
