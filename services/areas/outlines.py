"""Which countries a shape touches; pure.

The outlines are coarse (Natural Earth at 1:110 million, built by `tools/build_outlines.py`), and
countries too small for them are points. A shape therefore touches what lies within `MARGIN_KM`.
"""

import gzip
import json
from collections.abc import Callable
from enum import Enum, auto
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from tocsin.schemas.area import Box, Circle, Polygons, Shape
from tocsin.services.areas.geometry import Numbers, distances_km, geometry_of

MARGIN_KM: Final = 25
_MARGIN: Final = MARGIN_KM / 111
"""In degrees; along a parallel it is less, which is close enough for outlines like these."""

_STEP: Final = 0.25
"""Degrees between points along an outline."""


class Near(Enum):
    """How much of a country lies in a shape."""

    PARTLY = auto()
    WHOLLY = auto()


class Outline(NamedTuple):
    """Of a country."""

    flat: BaseGeometry
    points: Numbers
    """Along its edge, longitude and latitude."""


class Touched(NamedTuple):
    """Countries by their ISO 3166-1 alpha-3 codes, in order."""

    countries: tuple[str, ...]
    whole: tuple[str, ...]
    """Those that lie wholly within."""


def touched(shape: Shape) -> Touched:
    """Return the countries that a shape touches, and which of them it holds."""
    nearness = _of_circle(shape) if isinstance(shape, Circle) else _of_flat(shape)
    near = {code: how for code, outline in _outlines().items() if (how := nearness(outline))}
    return Touched(tuple(near), tuple(code for code, how in near.items() if how is Near.WHOLLY))


def _of_circle(circle: Circle) -> Callable[[Outline], Near | None]:
    middle = Point(circle.longitude, circle.latitude)

    def nearness(outline: Outline) -> Near | None:
        far = distances_km(circle, outline.points)
        if float(far.max()) <= circle.radius_km + MARGIN_KM:
            return Near.WHOLLY
        is_near = float(far.min()) <= circle.radius_km + MARGIN_KM
        return Near.PARTLY if is_near or outline.flat.intersects(middle) else None

    return nearness


def _of_flat(shape: Box | Polygons) -> Callable[[Outline], Near | None]:
    near = geometry_of(shape).buffer(_MARGIN)

    def nearness(outline: Outline) -> Near | None:
        if near.covers(outline.flat):
            return Near.WHOLLY
        return Near.PARTLY if near.intersects(outline.flat) else None

    return nearness


@cache
def _outlines() -> dict[str, Outline]:
    packed = (files("tocsin.services.areas") / "data" / "outlines.json.gz").read_bytes()
    return {code: _outline(told) for code, told in json.loads(gzip.decompress(packed)).items()}


def _outline(told: list[list[list[list[float]]]] | list[float]) -> Outline:
    """Read the coordinates of a MultiPolygon or of a point."""
    flat: BaseGeometry
    if isinstance(told[0], float):
        flat = Point(told)
    else:
        flat = MultiPolygon([Polygon(outer, holes) for outer, *holes in told])
        flat = flat if flat.is_valid else shapely.make_valid(flat)
    shapely.prepare(flat)
    return Outline(flat, shapely.get_coordinates(shapely.segmentize(flat, _STEP)))
