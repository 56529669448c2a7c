"""Towns by their names in other languages than English.

The artefact `data/towns.tsv.gz` is built by `tools/build_names.py` from GeoNames (CC BY 4.0); it
is part of the code like a table of constants, and is read once, by a language that needs it.
Villages of Latin script are those of the English gazetteer.
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
    latitude: float | None
    longitude: float | None
    """Not known of most districts."""
    inhabitants: int
    """None of a district: any town of its name is as likely meant."""
    name: str
    is_region: bool = False


_NAME: Final = 5
_ID, _COUNTRY, _LATITUDE, _LONGITUDE, _INHABITANTS = range(5)


class Towns:
    """Towns by the keys of their names in one script."""

    def __init__(self, script: Script, key: Callable[[str], str]) -> None:
        self._is_latin = script is Script.LATIN
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
        if not self._is_latin:
            return found
        known = _of_gazetteer(key)
        if found and found[0].inhabitants:
            known = tuple(one for one in known[:1] if one.is_region)
        return (*found, *known) if found else known


@cache
def _lines() -> tuple[str, ...]:
    data = files("tocsin.services.reading.places").joinpath("data/towns.tsv.gz").read_bytes()
    return tuple(gzip.decompress(data).decode().splitlines())


@lru_cache(maxsize=8192)
def _of_gazetteer(key: str) -> tuple[Town, ...]:
    """Return the region or the villages of a name that English has for nothing else."""
    known = entry(" ".join(map(fold, key.split())))
    if known is None or known.mark in {NameAmbiguity.NEVER, NameAmbiguity.ACRONYM}:
        return ()
    is_plain = known.mark is NameAmbiguity.NONE
    return tuple(
        Town(
            one.geonames_id, one.country, one.latitude, one.longitude,
            one.inhabitants or (REGION_SIZE if is_plain and not number else 0), key.title(),
            is_region=one.sense is Sense.REGION,
        )
        for number, one in enumerate(known.meanings)
        if one.sense in {Sense.REGION, Sense.TOWN}
    )  # fmt: skip


@lru_cache(maxsize=8192)
def _town(number: int) -> Town:
    row = _lines()[number].split("\t")
    inhabitants = int(row[_INHABITANTS])
    return Town(
        int(row[_ID] or 0),
        row[_COUNTRY],
        float(row[_LATITUDE]) if row[_LATITUDE] else None,
        float(row[_LONGITUDE]) if row[_LONGITUDE] else None,
        inhabitants,
        row[_NAME],
        is_region=not inhabitants,
    )
