"""Which alerts a watcher wants; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from schemas.alert import Alert
from schemas.countries import COUNTRY_NAMES
from schemas.vocabulary import EventType, Severity
from services.problem import Problem

FROM_MILD_TO_WORST: Final = (
    Severity.UNKNOWN,
    Severity.MINOR,
    Severity.MODERATE,
    Severity.SEVERE,
    Severity.EXTREME,
)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted; an empty set asks nothing."""

    types: frozenset[EventType] = frozenset()
    countries: frozenset[str] = frozenset()
    at_least: Severity = Severity.UNKNOWN

    def wants(self, alert: Alert) -> bool:
        """Tell whether an alert passes; a crossing belongs to both of its countries."""
        return (
            (not self.types or alert.event_type in self.types)
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


def country_code(text: str) -> str:
    """Return the ISO 3166-1 alpha-3 code of a country by code or English name, in any case.

    Raises:
        Problem: no such country; the message names the nearest ones.
    """
    if text.upper() in COUNTRY_NAMES:
        return text.upper()
    codes = {name.casefold(): code for code, name in COUNTRY_NAMES.items()}
    if text.casefold() in codes:
        return codes[text.casefold()]
    near = get_close_matches(text.casefold(), codes, n=3)
    hint = ", ".join(f"{codes[name]} ({COUNTRY_NAMES[codes[name]]})" for name in near)
    message = f"country {text!r}: no such ISO 3166-1 alpha-3 code or English name"
    raise Problem(f"{message}; near it: {hint}" if hint else f"{message}, such as SDN or Sudan")


def countries_of(alert: Alert) -> set[str]:
    """Return the countries that an alert belongs to: a crossing has two."""
    place = alert.place.country if alert.place is not None else None
    return {code for code in (alert.country, alert.from_country, place) if code is not None}


def rank(severity: Severity) -> int:
    """Return how bad it is: more is worse."""
    return FROM_MILD_TO_WORST.index(severity)
