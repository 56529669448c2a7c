"""Whether an alert lies in an area; pure.

An article often names only the country. Such an alert may lie in an area that covers a
part of that country, or not: it is then `UNSURE`, and `CountryOnly` says what follows.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Final

import shapely

from tocsin.schemas.alert import Alert
from tocsin.schemas.area import Area, Box, Circle, CountryOnly, Polygons
from tocsin.schemas.report import Place
from tocsin.schemas.vocabulary import Resolution
from tocsin.services.areas.belonging import countries_of
from tocsin.services.areas.geometry import around, distance_km, geometry_of

REGION_REACH_KM: Final = 150
"""A region is known by its middle; what happened there may be as far from it."""


class Whereabouts(StrEnum):
    """Where an alert lies, seen from an area."""

    INSIDE = "inside"
    UNSURE = "unsure"
    """Only a country or a region is known, and a part of it lies in the area."""
    OUTSIDE = "outside"


class AreaMatcher:
    """An area, ready to be asked about many alerts."""

    def __init__(self, area: Area) -> None:
        self.area = area
        shape = area.shape
        self._circle = shape if isinstance(shape, Circle) else None
        self._flat = geometry_of(shape) if isinstance(shape, Box | Polygons) else None
        self._countries = frozenset(area.countries)
        self._whole = frozenset(area.whole)

    def whereabouts(self, alert: Alert) -> Whereabouts:
        """Tell where an alert lies; a crossing belongs to both of its countries."""
        countries = countries_of(alert)
        if not self._whole.isdisjoint(countries):
            return Whereabouts.INSIDE
        place = alert.place
        if self.area.shape is None:
            return Whereabouts.OUTSIDE
        if place is None or place.resolution is Resolution.COUNTRY:
            touches = not self._countries.isdisjoint(countries)
            return Whereabouts.UNSURE if touches else Whereabouts.OUTSIDE
        if self._holds(place):
            return Whereabouts.INSIDE
        is_near = place.resolution is Resolution.REGION and self._reaches(place)
        return Whereabouts.UNSURE if is_near else Whereabouts.OUTSIDE

    def _holds(self, place: Place) -> bool:
        if self._circle is not None:
            return self._is_within(self._circle, place, 0)
        return bool(shapely.intersects_xy(self._flat, place.longitude, place.latitude))

    def _reaches(self, region: Place) -> bool:
        if self._circle is not None:
            return self._is_within(self._circle, region, REGION_REACH_KM)
        reach = Circle(
            latitude=region.latitude, longitude=region.longitude, radius_km=REGION_REACH_KM
        )
        return self._flat is not None and bool(self._flat.intersects(around(reach)))

    @staticmethod
    def _is_within(circle: Circle, place: Place, beyond: float) -> bool:
        far = distance_km(circle, place.latitude, place.longitude)
        return far <= circle.radius_km + beyond


class AreaMatchers:
    """Several areas, any of which will do, and what to do about alerts that may lie there."""

    def __init__(self, areas: Iterable[Area], country_only: CountryOnly) -> None:
        self.areas = tuple(areas)
        self._grounds = [AreaMatcher(area) for area in self.areas]
        self._country_only = country_only

    def holds(self, alert: Alert) -> bool:
        """Return whether an alert passes; without any area each one does."""
        if not self._grounds:
            return True
        where = self._whereabouts(alert)
        takes_unsure = self._country_only is not CountryOnly.OUT
        return where is Whereabouts.INSIDE or (takes_unsure and where is Whereabouts.UNSURE)

    def marks(self, alert: Alert) -> bool:
        """Return whether an alert is to be shown as one that may lie elsewhere."""
        return (
            bool(self._grounds)
            and self._country_only is CountryOnly.MARKED
            and self._whereabouts(alert) is Whereabouts.UNSURE
        )

    @property
    def name(self) -> str:
        """The areas as people call them: "Darfur or Sahel"."""
        return " or ".join(area.name for area in self.areas)

    def _whereabouts(self, alert: Alert) -> Whereabouts:
        found = {ground.whereabouts(alert) for ground in self._grounds}
        return next((one for one in Whereabouts if one in found), Whereabouts.OUTSIDE)


@lru_cache(maxsize=256)
def ground(area: Area) -> AreaMatcher:
    """Return an area's ground; the same for an equal area."""
    return AreaMatcher(area)
