"""Shapes on the globe: distances, and flat geometry, longitude by latitude; pure.

Shapely computes on a plane. What crosses the antimeridian is cut there, so that every geometry
lies between 180 degrees west and east.
"""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from tocsin.schemas.area import Box, Circle, Polygons, Ring

Numbers = npt.NDArray[np.float64]

EARTH_RADIUS_KM: Final = 6_371.0
_CORNERS: Final = 72
"""Of the polygon that approximates a circle."""
_NEAR_A_POLE: Final = 80
"""Numbers of latitude; beyond, the meridians are so close that a circle is a whole zone."""
_WORLD: Final = box(-180, -90, 180, 90)
_TURN: Final = 360.0


def geometry_of(shape: Box | Polygons) -> BaseGeometry:
    """Return a shape's geometry, ready for many questions."""
    flat: BaseGeometry
    match shape:
        case Box(south=south, west=west, north=north, east=east):
            flat = _within_the_world(box(west, south, east + _TURN * (east < west), north))
        case Polygons():
            # several may overlap, which a flat MultiPolygon may not
            flat = shapely.union_all([_mended(polygon) for polygon in shape.coordinates])
    shapely.prepare(flat)
    return flat


def around(circle: Circle) -> BaseGeometry:
    """Return the geometry that holds a circle of some hundred kilometres, and little more."""
    reach = circle.radius_km / EARTH_RADIUS_KM / math.cos(math.pi / _CORNERS)
    middle = math.radians(circle.latitude)
    if abs(middle) + reach >= math.radians(_NEAR_A_POLE):
        north, south = (circle.latitude + way * math.degrees(reach) for way in (1, -1))
        return _within_the_world(box(-180, max(-90.0, south), 180, min(90.0, north)))
    corners = []
    for step in range(_CORNERS):
        bearing = 2 * math.pi * step / _CORNERS
        north = math.asin(
            math.sin(middle) * math.cos(reach)
            + math.cos(middle) * math.sin(reach) * math.cos(bearing)
        )
        east = math.atan2(
            math.sin(bearing) * math.sin(reach) * math.cos(middle),
            math.cos(reach) - math.sin(middle) * math.sin(north),
        )
        corners.append((circle.longitude + math.degrees(east), math.degrees(north)))
    return _within_the_world(Polygon(corners))


def fault_of(shape: Polygons) -> str | None:
    """Return why polygons bound no area, or None if they do."""
    for ring in _rings(shape):
        for (west, _), (east, _) in pairwise(ring):
            if abs(west - east) > _TURN / 2:
                return (
                    f"an edge runs from {west:g} to {east:g} degrees of longitude; cut the polygon "
                    "at the antimeridian (RFC 7946, section 3.1.9)"
                )
    flat = MultiPolygon([Polygon(outer, holes) for outer, *holes in shape.coordinates])
    if flat.is_valid:
        return None
    return f"{shapely.is_valid_reason(flat)} (longitude latitude)"


def distances_km(circle: Circle, places: Numbers) -> Numbers:
    """Return how far places are from a circle's middle (haversine).

    Args:
        circle: the circle.
        places: longitude and latitude of each.
    """
    east, north = np.radians(places).T
    middle = math.radians(circle.latitude)
    east = east - math.radians(circle.longitude)
    half = np.sin((north - middle) / 2) ** 2
    half = half + np.cos(north) * math.cos(middle) * np.sin(east / 2) ** 2
    far: Numbers = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return far


def distance_km(circle: Circle, latitude: float, longitude: float) -> float:
    """Return how far one place is from a circle's middle; ten times as fast for a single one."""
    north, middle = math.radians(latitude), math.radians(circle.latitude)
    east = math.radians(longitude - circle.longitude)
    half = math.sin((north - middle) / 2) ** 2
    half += math.cos(north) * math.cos(middle) * math.sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def _mended(polygon: tuple[Ring, ...]) -> BaseGeometry:
    """Return a polygon; one that `fault_of` would refuse becomes the nearest one that is right.

    It may come from elsewhere, and no message may stop a judge.
    """
    outer, *holes = polygon
    flat = Polygon(outer, holes)
    mended: BaseGeometry = flat if flat.is_valid else shapely.make_valid(flat)
    return mended


def _within_the_world(flat: BaseGeometry) -> BaseGeometry:
    parts = (translate(flat, xoff=turn).intersection(_WORLD) for turn in (-_TURN, 0.0, _TURN))
    whole: BaseGeometry = shapely.union_all([part for part in parts if not part.is_empty])
    return whole


def _rings(shape: Polygons) -> Iterator[Ring]:
    for polygon in shape.coordinates:
        yield from polygon
