"""Towns by their names in other languages than English.

The artefact `data/towns.tsv.gz` is built by `tools/build_names.py` from GeoNames (CC BY 4.0); it
is part of the code like a table of constants, and is read once, by a language that needs it.
"""

import gzip
from collections.abc import Callable
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from tocsin.services.reading.places.gazetteer import NameAmbiguity, Sense, entry, fold

REGION_SIZE: Final = 400_000
"""The inhabitants of a town that is as likely meant as a region of its name."""


class Script(IntEnum):
    """The scripts that names are kept in, by their column."""

    LATIN = 6
    CYRILLIC = 7
    ARABIC = 8


class Town(NamedTuple):
    """A town; `name` is the English one."""

    geonames_id: int
    country: str
    latitude: float
    longitude: float
    inhabitants: int
    name: str
    is_region: bool = False
    """Whether it is a region: as likely meant as a large town."""


_NAME: Final = 5
_ID, _COUNTRY, _LATITUDE, _LONGITUDE, _INHABITANTS = range(5)


class Towns:
    """Towns by the keys of their names in one script."""

    def __init__(self, script: Script, key: Callable[[str], str]) -> None:
        self._regions = script is Script.LATIN
        self._rows: dict[str, list[int]] = {}
        for number, line in enumerate(_lines()):
            row = line.split("\t")
            names = row[script]
            if script is Script.LATIN:
                names = f"{names}|{row[_NAME]}"
            for name in names.split("|"):
                if name:
                    self._rows.setdefault(key(name), []).append(number)

    def get(self, key: str) -> tuple[Town, ...]:
        """Return the towns and regions that a key may mean, the largest first."""
        found = tuple(_town(number) for number in dict.fromkeys(self._rows.get(key, ())))
        return found if found or not self._regions else _regions(key)


@cache
def _lines() -> tuple[str, ...]:
    data = files("tocsin.services.reading.places").joinpath("data/towns.tsv.gz").read_bytes()
    return tuple(gzip.decompress(data).decode().splitlines())


@lru_cache(maxsize=8192)
def _regions(key: str) -> tuple[Town, ...]:
    """Return the region of a name that is nothing else, from the gazetteer."""
    known = entry(" ".join(map(fold, key.split())))
    if known is None or known.mark is not NameAmbiguity.NONE or len(known.meanings) > 1:
        return ()
    one = known.meanings[0]
    if one.sense is not Sense.REGION:
        return ()
    return (
        Town(
            one.geonames_id, one.country, one.latitude, one.longitude, REGION_SIZE, key.title(),
            is_region=True,
        ),
    )  # fmt: skip


@lru_cache(maxsize=8192)
def _town(number: int) -> Town:
    row = _lines()[number].split("\t")
    return Town(
        int(row[_ID]),
        row[_COUNTRY],
        float(row[_LATITUDE]),
        float(row[_LONGITUDE]),
        int(row[_INHABITANTS]),
        row[_NAME],
    )
