"""Areas as people write them, and what is said of those that are none."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tocsin.schemas.area import Box, Circle, Polygons
from tocsin.schemas.fields.countries import COUNTRY_NAMES
from tocsin.services.areas.geojson import areas_of
from tocsin.services.areas.naming import Atlas
from tocsin.services.areas.regions import REGIONS, SUBREGIONS, subregion_of
from tocsin.services.cli import app
from tocsin.services.problem import Problem

BOW = [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]
SWAPPED = [[[10, 22], [10, 95], [16, 95], [10, 22]]]
SQUARE = [[[22, 10], [22, 16], [27, 16], [27, 10], [22, 10]]]


def feature(name: str | None, coordinates: object, kind: str = "Polygon") -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": None if name is None else {"name": name},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def collection(*features: dict[str, Any]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def written(folder: Path, document: object, name: str = "own.geojson") -> Path:
    file = folder / name
    file.write_text(document if isinstance(document, str) else json.dumps(document))
    return file


def test_a_circle_is_a_point_and_kilometres() -> None:
    area = Atlas().area(" circle: 13.6, 25.3 ,200 ")
    assert area.shape == Circle(latitude=13.6, longitude=25.3, radius_km=200)
    assert area.countries == ("SDN",)


def test_a_box_is_four_sides() -> None:
    area = Atlas().area("box:-20,170,-10,-170")
    assert area.shape == Box(south=-20, west=170, north=-10, east=-170)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("circle:1,2", "needs three numbers: latitude, longitude, kilometres"),
        ("circle:1,2,x", "needs three numbers"),
        ("circle:1,2,nan", "needs three numbers"),
        ("circle:1,2,1e999", "needs three numbers"),
        ("circle:91,2,5", "latitude: Input should be less than or equal to 90"),
        ("circle:1,2,0", "radius_km: Input should be greater than 0"),
        ("box:1,2,3", "needs four numbers: south, west, north, east"),
        ("box:5,2,3,4", "south (5) must be less than north (3)"),
        ("box:1,2,3,2", "west and east are both 2"),
        ("Sahl", "near it: Sahel"),
        ("Afrika", "near it: Africa"),
        ("", "no such area"),
        ("../secrets.geojson", "no such area"),
    ],
)
def test_what_is_not_an_area_is_refused_with_what_would_be_right(text: str, told: str) -> None:
    with pytest.raises(Problem) as wrong:
        Atlas().area(text)
    assert told in str(wrong.value)


def test_a_country_and_a_region_are_areas_of_whole_countries() -> None:
    assert Atlas().area("sudan").whole == ("SDN",)
    assert "MLI" in Atlas().area("sahel").whole


def test_each_country_is_in_one_subregion() -> None:
    assert sorted(code for codes in SUBREGIONS.values() for code in codes) == sorted(COUNTRY_NAMES)
    assert subregion_of("SDN") == "Northern Africa"
    assert all(codes <= set(COUNTRY_NAMES) for codes in REGIONS.values())


def test_a_file_is_an_area(tmp_path: Path) -> None:
    file = written(tmp_path, collection(feature("Darfur", SQUARE)))
    area = Atlas().area(file.name, tmp_path)
    assert area.name == "Darfur"
    assert isinstance(area.shape, Polygons)
    assert "SDN" in area.countries


def test_all_features_of_a_file_are_one_area(tmp_path: Path) -> None:
    beside = [[[x + 3, y] for x, y in SQUARE[0]]]
    written(tmp_path, collection(feature("one", SQUARE), feature("two", beside)), "both.json")
    area = Atlas().area("both.json", tmp_path)
    assert area.name == "both"
    assert isinstance(area.shape, Polygons)
    assert len(area.shape.coordinates) == 2


def test_what_the_operator_named_comes_before_the_world(tmp_path: Path) -> None:
    file = written(tmp_path, collection(feature("Sahel", SQUARE), feature("Home", SQUARE)))
    atlas = Atlas.load(file)
    assert isinstance(atlas.area("sahel").shape, Polygons)
    assert atlas.names[:2] == ["Sahel", "Home"]


def test_geometries_come_bare_in_collections_and_with_heights(tmp_path: Path) -> None:
    high = [[[x, y, 300] for x, y in SQUARE[0]]]
    polygon = {"type": "Polygon", "coordinates": high}
    point = {"type": "Point", "coordinates": [1, 2]}
    both = {"type": "GeometryCollection", "geometries": [point, polygon]}
    for document in (polygon, both, {"type": "MultiPolygon", "coordinates": [high]}):
        assert Atlas().area(written(tmp_path, document).name, tmp_path).shape is not None


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("{", "invalid JSON"),
        ("[" * 100_000, "invalid JSON"),
        ([], "not GeoJSON"),
        ({"type": "FeatureCollection"}, "needs a list of `features`"),
        ({"type": "FeatureCollection", "features": [1]}, "needs a list of `features`"),
        (collection(), "does not contain a Polygon"),
        (collection(feature("a", [1, 2], "Point")), "does not contain a Polygon"),
        (collection(feature("a", [])), "at least 1 item"),
        (collection(feature("a", None)), "coordinates of a geometry are not a list"),
        (collection(feature("a", [[1, 2]])), "not rings of positions"),
        (collection(feature("a", [["x"]])), "not rings of positions"),
        (collection(feature("a", [["12", "34", "56", "12"]])), "not rings of positions"),
        (collection(feature("a", [[{"0": 1}, {}]])), "not rings of positions"),
        (collection(feature("a", [[[10**400, 0]]])), "not rings of positions"),
        (collection(feature("a", [[[0, 0], [1, 1], [0, 0]]])), "at least 4 points"),
        (collection(feature("a", [[[0, 0], [1, 1], [1, 0], [0, 1]]])), "ends where it began"),
        (collection(feature("a", BOW)), "Self-intersection"),
        (
            collection(feature("a", SWAPPED)),
            "longitude comes first",
        ),
        (
            collection(feature("a", [[[179, 0], [-179, 0], [-179, 5], [179, 0]]])),
            "cut the polygon at the antimeridian",
        ),
        (collection(feature("a", [[[float("nan"), 0], [1, 1], [0, 1], [0, 0]]])), "finite"),
        (collection(feature("a", [[[0.001 * n, 0] for n in range(10_001)]])), "simplify it"),
    ],
)
def test_a_file_that_bounds_no_area_is_refused_with_its_name(
    tmp_path: Path, document: object, told: str
) -> None:
    file = written(tmp_path, document)
    with pytest.raises(Problem) as wrong:
        Atlas().area(file.name, tmp_path)
    assert told in str(wrong.value)
    assert "own.geojson" in str(wrong.value)


WORDS = st.sampled_from(
    """type Feature FeatureCollection Polygon MultiPolygon coordinates features geometry geometries
    GeometryCollection properties name""".split()
)
NUMBERS = st.integers() | st.floats(-200, 200) | st.booleans() | st.none()
RINGS = st.lists(st.lists(NUMBERS, max_size=3), max_size=6)
ANYTHING = st.recursive(
    WORDS | NUMBERS | RINGS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=20,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANYTHING, ANYTHING)
def test_no_document_whatever_ends_with_a_traceback(
    tmp_path: Path, document: object, coordinates: object
) -> None:
    for one in (document, collection(feature("a", coordinates))):
        try:
            areas = areas_of(written(tmp_path, one))
        except Problem:
            continue
        assert all(isinstance(area.shape, Polygons) for area in areas)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"away\.geojson: No such file"):
        Atlas().area("away.geojson", tmp_path)


def test_names_that_stand_twice_are_reported(tmp_path: Path) -> None:
    file = written(tmp_path, collection(feature("Home", SQUARE), feature("home", SQUARE)))
    with pytest.raises(Problem, match="home is given twice"):
        Atlas.load(file)


def test_the_command_lists_names_and_tells_what_an_area_touches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, collection(feature("Home", SQUARE)))
    monkeypatch.setenv("TOCSIN_AREAS", str(file))

    def shown(*named: str) -> list[str]:
        done = CliRunner().invoke(app, ["areas", *named], env={"COLUMNS": "200"})
        assert done.exit_code == 0, done.output
        return done.output.splitlines()

    listed = shown()
    assert any(line.startswith("│ Home") and "SDN" in line for line in listed)
    assert any("Sahel" in line and "MLI" in line for line in listed)
    (line,) = (line for line in shown("circle:16.7,98.57,30") if "circle" in line)
    assert line.split() == ["│", "circle:16.7,98.57,30", "│", "│", "MMR", "THA", "│"]


def test_numbers_without_end_are_no_area() -> None:
    with pytest.raises(Problem, match="more than 200 characters"):
        Atlas().area("circle:0,0,1." + "0" * 8_000)
