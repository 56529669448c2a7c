"""An area of interest: a part of the world that an alert lies in or does not."""

from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from tocsin.schemas.contract import Contract

MOST_POINTS: Final = 10_000
"""Of one area; more detail than a city's resolution can use."""

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]

Ring = tuple[tuple[Longitude, Latitude], ...]
"""Longitude first, as in GeoJSON; the last point repeats the first."""


class Circle(Contract):
    """Everything within a distance of a point."""

    kind: Literal["circle"] = "circle"
    latitude: Latitude
    longitude: Longitude
    radius_km: float = Field(gt=0, le=20_100, description="Along the surface of the earth")


class Box(Contract):
    """Between two parallels and two meridians."""

    kind: Literal["box"] = "box"
    south: Latitude
    west: Longitude
    north: Latitude
    east: Longitude = Field(description="Less than `west` if the box crosses the antimeridian")

    @model_validator(mode="after")
    def _is_no_line(self) -> Self:
        if self.south >= self.north:
            message = f"south ({self.south:g}) must be less than north ({self.north:g})"
            raise ValueError(message)
        if self.west == self.east:
            message = f"west and east are both {self.west:g}; they must differ"
            raise ValueError(message)
        return self


class Polygons(Contract):
    """One or more polygons with their holes, as the coordinates of a GeoJSON MultiPolygon."""

    kind: Literal["polygons"] = "polygons"
    coordinates: tuple[Annotated[tuple[Ring, ...], Field(min_length=1)], ...] = Field(min_length=1)

    @property
    def points(self) -> int:
        """How many points all rings have."""
        return sum(len(ring) for polygon in self.coordinates for ring in polygon)

    @model_validator(mode="after")
    def _rings_are_closed(self) -> Self:
        if self.points > MOST_POINTS:
            message = f"{self.points:,} points; at most {MOST_POINTS:,} are taken, so simplify it"
            raise ValueError(message)
        for ring in (ring for polygon in self.coordinates for ring in polygon):
            if len(ring) < 4 or ring[0] != ring[-1]:  # noqa: PLR2004 - a closed triangle
                message = "a ring has at least 4 points and ends where it began (RFC 7946, 3.1.6)"
                raise ValueError(message)
        return self


Shape = Annotated[Circle | Box | Polygons, Field(discriminator="kind")]


class Area(Contract):
    """An area with its countries, so that its readers need no map of the world."""

    name: str = Field(min_length=1, max_length=200, description="As people call it")
    shape: Shape | None = Field(default=None, description="Null: the area is exactly its countries")
    countries: tuple[CountryCode, ...] = Field(
        default=(), description="ISO 3166-1 alpha-3 codes of the countries that it touches"
    )
    whole: tuple[CountryCode, ...] = Field(
        default=(), description="Of these, the ones that lie wholly within it"
    )


class CountryOnly(StrEnum):
    """What becomes of an alert that may lie in an area, because only its country is known."""

    IN = "in"
    OUT = "out"
    MARKED = "marked"
    """It counts as inside, and is shown as unsure."""
