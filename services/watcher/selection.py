"""Which alerts a watcher wants; pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.alert import Alert
from schemas.vocabulary import FROM_MILD_TO_WORST, EventType, Severity
from services.country import country_code


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted; an empty set asks nothing."""

    types: frozenset[EventType] = frozenset()
    countries: frozenset[str] = frozenset()
    at_least: Severity = Severity.UNKNOWN
    also_silenced: bool = False

    def wants(self, alert: Alert) -> bool:
        """Tell whether an alert passes; a crossing belongs to both of its countries."""
        return (
            (self.also_silenced or alert.silenced_by is None)
            and (not self.types or alert.event_type in self.types)
            and (not self.countries or not self.countries.isdisjoint(countries_of(alert)))
            and rank(alert.severity) >= rank(self.at_least)
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


def countries_of(alert: Alert) -> set[str]:
    """Return the countries that an alert belongs to: a crossing has two."""
    place = alert.place.country if alert.place is not None else None
    return {code for code in (alert.country, alert.from_country, place) if code is not None}


def rank(severity: Severity) -> int:
    """Return how bad it is: more is worse."""
    return FROM_MILD_TO_WORST.index(severity)
