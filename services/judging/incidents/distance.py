"""Can two places be one? Distance on the globe against how exactly each is known."""

from math import asin, cos, radians, sin, sqrt
from typing import Final, Protocol

from tocsin.schemas.report import Place
from tocsin.schemas.vocabulary import Resolution

_EARTH_KM: Final = 6371.0
_REACH_KM: Final = {Resolution.CITY: 30.0, Resolution.REGION: 150.0}
"""How far from a place's point its event may be."""


class Located(Protocol):
    """A point, and how exactly it is known."""

    @property
    def latitude(self) -> float:
        """Degrees north."""

    @property
    def longitude(self) -> float:
        """Degrees east."""

    @property
    def resolution(self) -> Resolution:
        """How exactly it is known: a town or a region."""


def is_fine(place: Place | None) -> bool:
    """Return whether a place says more than its country."""
    return place is not None and place.resolution is not Resolution.COUNTRY


def may_be_one(one: Place | None, other: Place | None) -> bool:
    """Return whether two places can be the same; what says no more than a country can be any."""
    if one is None or other is None or not is_fine(one) or not is_fine(other):
        return True
    if one.name.casefold() == other.name.casefold():
        return True
    return within_reach(one, other)


def within_reach(one: Located, other: Located) -> bool:
    """Return whether two places, both finer than a country, are as near as one event may be."""
    return distance_km(one, other) <= _REACH_KM[one.resolution] + _REACH_KM[other.resolution]


def distance_km(one: Located, other: Located) -> float:
    """Return the great-circle distance (haversine formula)."""
    north, south = radians(one.latitude), radians(other.latitude)
    high = sin((south - north) / 2) ** 2
    wide = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(high + cos(north) * cos(south) * wide))
