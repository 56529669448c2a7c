"""Areas as people write them: a circle, a box, a file, a name."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from tocsin.schemas.area import Area, Box, Circle, Shape
from tocsin.schemas.fields.countries import COUNTRY_NAMES
from tocsin.services.areas.forms import FORMS
from tocsin.services.areas.geojson import area_of, areas_of
from tocsin.services.areas.outlines import touched
from tocsin.services.areas.regions import REGIONS
from tocsin.services.country import country_code
from tocsin.services.nearest import hint
from tocsin.services.problem import Problem

_CIRCLE: Final = "circle:"
_BOX: Final = "box:"
_FILES: Final = (".geojson", ".json")
_LONGEST: Final = 200
"""Characters of a name."""
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")


class Atlas:
    """The areas that can be named: the operator's own, regions of the world, countries."""

    def __init__(self, own: Iterable[Area] = ()) -> None:
        self.own = {area.name.casefold(): area for area in own}

    @classmethod
    def load(cls, file: Path | None) -> "Atlas":
        """Return the atlas with the operator's own areas from a GeoJSON file.

        Raises:
            Problem: the file is wrong, or has a name twice.
        """
        areas = [] if file is None else areas_of(file)
        atlas = cls(areas)
        if len(atlas.own) < len(areas):
            names = [area.name.casefold() for area in areas]
            twice = sorted({name for name in names if names.count(name) > 1})
            message = f"{file}: {', '.join(twice)} is given twice; names must be unique"
            raise Problem(message)
        return atlas

    @property
    def names(self) -> list[str]:
        """All names but those of countries: first the operator's own, then regions."""
        return [*(area.name for area in self.own.values()), *sorted(REGIONS)]

    def area(self, text: str, folder: Path | None = None) -> Area:
        """Return the area that a text names.

        Args:
            text: in one of the `FORMS`.
            folder: where file names count from; None reads no files.

        Raises:
            Problem: it names none.
        """
        text = " ".join(text.split())
        if text.casefold().startswith((_CIRCLE, _BOX)):
            return _drawn(text)
        if folder is not None and text.casefold().endswith(_FILES):
            return area_of(folder / text)
        return self._named(text)

    def areas(self, texts: Iterable[str], folder: Path | None = None) -> tuple[Area, ...]:
        """Return several areas.

        Raises:
            Problem: a text names none.
        """
        return tuple(self.area(text, folder) for text in texts)

    def _named(self, text: str) -> Area:
        name = text.casefold()
        if name in self.own:
            return self.own[name]
        for region, countries in REGIONS.items():
            if region.casefold() == name:
                return _of_countries(region, sorted(countries))
        try:
            code = country_code(text)
        except Problem:
            known = (*self.names, *COUNTRY_NAMES.values())
            message = f"area {text!r}: no such area{hint(text, known)}. Areas are {FORMS}"
            raise Problem(message) from None
        return _of_countries(COUNTRY_NAMES[code], (code,))


def _of_countries(name: str, countries: Sequence[str]) -> Area:
    return Area(name=name, countries=tuple(countries), whole=tuple(countries))


def _drawn(text: str) -> Area:
    if len(text) > _LONGEST:
        message = f"area {text[:40]!r}…: more than {_LONGEST} characters"
        raise Problem(message)
    kind, _, rest = text.partition(":")
    parts = [part.strip() for part in rest.split(",")]
    numbers = [float(part) for part in parts if _NUMBER.fullmatch(part)]
    is_circle = kind.casefold() == _CIRCLE.removesuffix(":")
    wanted = (
        "three numbers: latitude, longitude, kilometres; such as circle:13.6,25.3,200"
        if is_circle
        else "four numbers: south, west, north, east; such as box:9.5,21.8,20,27.5"
    )
    if len(numbers) != len(parts) or len(numbers) != (3 if is_circle else 4):
        message = f"area {text!r}: needs {wanted}"
        raise Problem(message)
    try:
        shape = _circle(numbers) if is_circle else _box(numbers)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = f"{first['loc'][0]}: " if first["loc"] else ""
        told = first["msg"].removeprefix("Value error, ")
        message = f"area {text!r}: {where}{told}; it needs {wanted}"
        raise Problem(message) from None
    countries, whole = touched(shape)
    return Area(name=text, shape=shape, countries=countries, whole=whole)


def _circle(numbers: Sequence[float]) -> Shape:
    latitude, longitude, radius = numbers
    return Circle(latitude=latitude, longitude=longitude, radius_km=radius)


def _box(numbers: Sequence[float]) -> Shape:
    south, west, north, east = numbers
    return Box(south=south, west=west, north=north, east=east)
