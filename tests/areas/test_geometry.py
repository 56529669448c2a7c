"""Shapes on the globe: what they hold, and what they touch."""

import math

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from watcher.alert_cases import alert

from tocsin.schemas.area import Box, Circle, Polygons
from tocsin.schemas.report import Place
from tocsin.schemas.vocabulary import Resolution
from tocsin.services.areas.geometry import (
    EARTH_RADIUS_KM,
    around,
    distance_km,
    fault_of,
    geometry_of,
)
from tocsin.services.areas.matching import AreaMatcher, Whereabouts
from tocsin.services.areas.naming import Atlas
from tocsin.services.areas.outlines import touched

latitudes = st.floats(-89.9, 89.9)
longitudes = st.floats(-180, 180)
radii = st.floats(1, 5_000)


@pytest.fixture(autouse=True, scope="module")
def _the_map_is_read() -> None:
    """Read the outlines before examples are timed."""
    touched(Circle(latitude=0, longitude=0, radius_km=1))


def holds(area: str, latitude: float, longitude: float) -> bool:
    place = Place(
        name="There",
        country="ATA",
        resolution=Resolution.CITY,
        latitude=latitude,
        longitude=longitude,
    )
    one = alert(country=None, from_country=None, place=place)
    # countries say nothing here: the shape alone is asked
    area_ = Atlas().area(area).model_copy(update={"countries": (), "whole": ()})
    return AreaMatcher(area_).whereabouts(one) is Whereabouts.INSIDE


def away(latitude: float, longitude: float, bearing: float, km: float) -> tuple[float, float]:
    """Return where one comes to who walks so far."""
    north, reach = math.radians(latitude), km / EARTH_RADIUS_KM
    sine = math.sin(north) * math.cos(reach) + math.cos(north) * math.sin(reach) * math.cos(bearing)
    there = math.asin(max(-1.0, min(1.0, sine)))
    east = math.atan2(
        math.sin(bearing) * math.sin(reach) * math.cos(north),
        math.cos(reach) - math.sin(north) * math.sin(there),
    )
    return math.degrees(there), (longitude + math.degrees(east) + 540) % 360 - 180


@given(latitudes, longitudes, radii, st.floats(0, 2 * math.pi), st.floats(0, 2))
def test_a_circle_holds_what_is_nearer_than_its_radius(
    latitude: float, longitude: float, radius: float, bearing: float, part: float
) -> None:
    assume(abs(part - 1) > 1e-3)
    there = away(latitude, longitude, bearing, radius * part)
    area = f"circle:{latitude:.9f},{longitude:.9f},{radius:.6f}"
    assert holds(area, *there) is (part < 1)


@given(latitudes, longitudes, st.floats(1, 500), st.floats(0, 2 * math.pi), st.floats(0, 0.99))
def test_the_flat_geometry_of_a_circle_holds_all_of_it(
    latitude: float, longitude: float, radius: float, bearing: float, part: float
) -> None:
    circle = Circle(latitude=latitude, longitude=longitude, radius_km=radius)
    north, east = away(latitude, longitude, bearing, radius * part)
    flat = around(circle)
    assert flat.is_valid
    west, south, east_, north_ = flat.bounds
    assert -180 <= west <= east_ <= 180
    assert -90 <= south <= north_ <= 90
    assert shapely.intersects_xy(flat, east, north)


@given(latitudes, longitudes, latitudes, longitudes)
def test_a_distance_is_the_same_from_both_ends(
    latitude: float, longitude: float, north: float, east: float
) -> None:
    there = distance_km(Circle(latitude=latitude, longitude=longitude, radius_km=1), north, east)
    back = distance_km(Circle(latitude=north, longitude=east, radius_km=1), latitude, longitude)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= math.pi * EARTH_RADIUS_KM


@given(latitudes, latitudes, longitudes, longitudes, latitudes, longitudes)
def test_a_box_holds_what_lies_between_its_sides_across_the_antimeridian_too(
    one: float, other: float, west: float, east: float, latitude: float, longitude: float
) -> None:
    south, north = sorted((one, other))
    assume(north - south > 1e-6)
    assume(abs(west - east) > 1e-6)
    assume(abs(abs(west - east) - 360) > 1e-6)
    is_between = west <= longitude <= east
    if west > east:
        is_between = longitude >= west or longitude <= east
    for side in (south, north):
        assume(abs(latitude - side) > 1e-6)
    for side in (west, east):
        assume(abs(longitude - side) > 1e-6)
    area = f"box:{south:.9f},{west:.9f},{north:.9f},{east:.9f}"
    assert holds(area, latitude, longitude) is (south <= latitude <= north and is_between)


@given(latitudes, longitudes, radii, st.floats(1.01, 3))
def test_a_larger_circle_touches_at_least_the_same_countries(
    latitude: float, longitude: float, radius: float, times: float
) -> None:
    small = Circle(latitude=latitude, longitude=longitude, radius_km=radius)
    large = small.model_copy(update={"radius_km": radius * times})
    near, far = touched(small), touched(large)
    assert set(near.countries) <= set(far.countries)
    assert set(near.whole) <= set(far.whole)
    assert set(near.whole) <= set(near.countries)


def test_the_whole_world_holds_all_countries() -> None:
    everything = touched(Box(south=-90, west=-180, north=90, east=180))
    assert len(everything.countries) == len(everything.whole) == 250


@pytest.mark.parametrize(
    ("point", "km", "countries"),
    [
        ((13.63, 25.35), 100, {"SDN"}),
        ((16.7, 98.57), 30, {"THA", "MMR"}),  # Mae Sot, on the border
        ((47.7, 7.6), 20, {"CHE", "DEU", "FRA"}),  # Basel
        ((1.35, 103.8), 10, {"SGP", "MYS"}),
        ((-18, 179.9), 200, {"FJI"}),  # over the antimeridian
        ((0, -30), 100, set()),  # the open sea
    ],
)
def test_a_circle_touches_the_countries_around_it(
    point: tuple[float, float], km: float, countries: set[str]
) -> None:
    found = touched(Circle(latitude=point[0], longitude=point[1], radius_km=km))
    assert set(found.countries) == countries


def test_a_polygon_that_crosses_itself_is_reported_where() -> None:
    bow = Polygons(coordinates=((((0, 0), (2, 2), (2, 0), (0, 2), (0, 0)),),))
    assert fault_of(bow) == "Self-intersection[1 1] (longitude latitude)"


def test_a_polygon_that_came_crossing_itself_stops_nobody() -> None:
    bow = Polygons(coordinates=((((0, 0), (2, 2), (2, 0), (0, 2), (0, 0)),),))
    assert geometry_of(bow).is_valid


def test_polygons_that_overlap_are_one() -> None:
    one = ((0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0), (0.0, 0.0))
    other = tuple((x + 1, y + 1) for x, y in one)
    assert geometry_of(Polygons(coordinates=((one,), (other,)))).area == pytest.approx(7)


points = st.tuples(st.integers(-3, 3).map(float), st.integers(-3, 3).map(float))
rings = st.lists(points, min_size=3, max_size=6).map(lambda ring: (*ring, ring[0]))


@given(st.lists(st.lists(rings, min_size=1, max_size=2), min_size=1, max_size=3), points)
def test_no_polygons_whatever_stop_who_asks_them(
    coordinates: list[list[tuple[tuple[float, float], ...]]], there: tuple[float, float]
) -> None:
    shape = Polygons.model_validate({"coordinates": coordinates})
    flat, found = geometry_of(shape), touched(shape)

    assert flat.is_valid
    assert set(found.whole) <= set(found.countries)
    corners = {corner for polygon in coordinates for corner in polygon[0]}
    if fault_of(shape) is None and there in corners:
        assert shapely.intersects_xy(flat, *there)  # the edge belongs to it
