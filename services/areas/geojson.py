"""Areas from GeoJSON (RFC 7946): the polygons of a file, each feature by its name."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from tocsin.schemas.area import Area, Polygons
from tocsin.services.areas.geometry import fault_of
from tocsin.services.areas.outlines import touched
from tocsin.services.problem import Problem
from tocsin.services.regular_files import NOT_REGULAR, is_irregular

MOST_BYTES: Final = 16 * 1024 * 1024
_NAMES: Final = ("name", "NAME", "Name", "title", "shapeName", "admin1Name", "ADM1_EN")
"""Properties that hold a feature's name, as the usual sources call them."""

Coordinates = list[Any]


def areas_of(file: Path) -> list[Area]:
    """Return the areas of a file, each feature with polygons as one.

    Raises:
        Problem: it cannot be read, holds no polygon, or one that bounds no area.
    """
    document = _read(file)
    found = []
    for number, feature in enumerate(_features(document, file), 1):
        polygons = list(_polygons(feature.get("geometry") or {}, file))
        if polygons:
            name = _name(feature) or (file.stem if number == 1 else f"{file.stem} {number}")
            found.append(_area(name, polygons, file))
    if not found:
        message = f"{file}: does not contain a Polygon or MultiPolygon"
        raise Problem(message)
    return found


def area_of(file: Path) -> Area:
    """Return all polygons of a file as one area, which has the file's name.

    Raises:
        Problem: as `areas_of`.
    """
    areas = areas_of(file)
    if len(areas) == 1:
        return areas[0]
    shapes = [area.shape for area in areas if isinstance(area.shape, Polygons)]
    polygons = [list(polygon) for shape in shapes for polygon in shape.coordinates]
    return _area(file.stem, polygons, file)


def _read(file: Path) -> dict[str, Any]:
    if is_irregular(file):
        message = f"area {file}: {NOT_REGULAR}"
        raise Problem(message)
    try:
        content = file.read_bytes() if file.stat().st_size <= MOST_BYTES else None
    except OSError as error:
        message = f"area {file}: {error.strerror or error}"
        raise Problem(message) from None
    if content is None:
        message = f"{file}: more than {MOST_BYTES // 1024 // 1024} MiB; simplify its outlines"
        raise Problem(message)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        message = f"{file}: invalid JSON: {error}"
        raise Problem(message) from None
    if not isinstance(document, dict) or not isinstance(document.get("type"), str):
        message = f"{file}: not GeoJSON, which is an object with a `type`"
        raise Problem(message)
    return document


def _features(document: dict[str, Any], file: Path) -> Iterator[dict[str, Any]]:
    match document["type"]:
        case "FeatureCollection":
            features = document.get("features")
            if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
                message = f"{file}: a FeatureCollection needs a list of `features`"
                raise Problem(message)
            yield from features
        case "Feature":
            yield document
        case _:
            yield {"geometry": document}


def _polygons(geometry: Any, file: Path) -> Iterator[Coordinates]:  # noqa: ANN401 - any JSON
    """Yield the polygons of a geometry; points and lines bound nothing and are passed over."""
    if not isinstance(geometry, dict):
        return
    match geometry.get("type"):
        case "Polygon":
            yield _listed(geometry.get("coordinates"), file)
        case "MultiPolygon":
            yield from (_listed(one, file) for one in _listed(geometry.get("coordinates"), file))
        case "GeometryCollection":
            for part in _listed(geometry.get("geometries"), file):
                if isinstance(part, dict) and part.get("type") != "GeometryCollection":
                    yield from _polygons(part, file)


def _listed(value: Any, file: Path) -> Coordinates:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return value
    message = f"{file}: the coordinates of a geometry are not a list"
    raise Problem(message)


def _name(feature: dict[str, Any]) -> str | None:
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return None
    names = (properties.get(key) for key in _NAMES)
    name = next((name for name in names if isinstance(name, str) and name.strip()), None)
    return None if name is None else " ".join(name.split())[:200]


def _area(name: str, polygons: list[Coordinates], file: Path) -> Area:
    try:
        shape = Polygons.model_validate({"coordinates": [_flat(one) for one in polygons]})
    except (ValidationError, TypeError, OverflowError) as error:
        message = f"{file}: {name}: {_in_words(error)}"
        raise Problem(message) from None
    # each by itself: several features may overlap, which the polygons of one shape may not
    if fault := next(filter(None, map(fault_of, _each(shape))), None):
        message = f"{file}: {name}: {fault}"
        raise Problem(message)
    countries, whole = touched(shape)
    return Area(name=name, shape=shape, countries=countries, whole=whole)


def _each(shape: Polygons) -> Iterator[Polygons]:
    return (Polygons(coordinates=(polygon,)) for polygon in shape.coordinates)


def _flat(polygon: Coordinates) -> list[list[tuple[float, float]]]:
    """Return the rings without heights: a position may have three numbers (section 3.1.1).

    Raises:
        TypeError: these are not rings of positions.
    """
    return [[_position(position) for position in _ring(ring)] for ring in polygon]


def _ring(ring: Any) -> Sequence[Any]:  # noqa: ANN401 - any JSON
    if isinstance(ring, list | tuple):
        return ring
    raise TypeError


def _position(position: Any) -> tuple[float, float]:  # noqa: ANN401 - any JSON
    match position:
        case [int() | float() as longitude, int() | float() as latitude, *_]:
            return float(longitude), float(latitude)
        case _:
            raise TypeError


def _in_words(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return "its coordinates are not rings of positions"
    first = error.errors(include_url=False, include_input=False)[0]
    told = first["msg"].removeprefix("Value error, ")
    if first["type"] in {"greater_than_equal", "less_than_equal"}:
        return f"a position lies outside the world ({told.lower()}); longitude comes first"
    return told
