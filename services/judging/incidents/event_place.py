"""Where an event was, as exactly as its sources say: a town only if it happened there."""

import re
from collections import Counter
from typing import Final

from tocsin.schemas.fields.countries import country_name
from tocsin.schemas.report import Place, Report
from tocsin.schemas.vocabulary import Resolution
from tocsin.services.judging.incidents.distance import may_be_one

_DATELINE: Final = re.compile(r"^.{2,80}?\s(?:\N{EM DASH}|\N{EN DASH}|--|-)\s")


def place_of(lead: Report, reports: tuple[Report, ...]) -> Place | None:
    """Return the finest place that the reports agree on.

    The towns that they name must be close together; else the event was wider than any of them,
    and a region that a report names stands, or the country.
    """
    told = [
        place
        for one in (lead, *reports)
        if (place := one.place) and place.country == lead.country and not is_dateline(one, place)
    ]
    for resolution in (Resolution.CITY, Resolution.REGION):
        named = [place for place in told if place.resolution is resolution]
        if named and all(may_be_one(named[0], other) for other in named):
            times = Counter(place.name.casefold() for place in named)
            return max(named, key=lambda place: times[place.name.casefold()])
    return next((place for place in told if place.resolution is Resolution.COUNTRY), None)


def where(country: str | None, from_country: str | None, place: Place | None) -> str:
    """Return the place in words: "Gedaref, Sudan", or "from Chad into Sudan" for a crossing."""
    name = country_or_unknown(country)
    if (
        place is not None
        and place.resolution is not Resolution.COUNTRY
        and place.country == country
    ):
        name = f"{place.name}, {name}" if place.name.casefold() != name.casefold() else name
    if from_country and from_country != country:
        return f"from {country_or_unknown(from_country)} into {name}"
    return name


def country_or_unknown(code: str | None) -> str:
    """Return the country's usual name, or words for an unknown one."""
    return "country unknown" if code is None else country_name(code)


def is_dateline(report: Report, place: Place) -> bool:
    """Return whether the sentence names the place only as where it was written."""
    name, sentence = place.name.casefold(), report.evidence.sentence.casefold()
    head = _DATELINE.match(sentence)
    if head is None or not sentence.startswith(name):
        return False
    return name not in sentence[head.end() :] and name not in (report.title or "").casefold()
