"""The gazetteer: names of countries, regions, towns and peoples, and what each can mean.

The artefact `data/gazetteer.tsv.gz` is built by `tools/build_gazetteer.py` from GeoNames
(CC BY 4.0) and ISO 3166-2; it is part of the code like a table of constants, and is read once.
"""

import gzip
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from tocsin.services.reading.peoples import ADJECTIVES, PLURALS


class Sense(StrEnum):
    """What sort of thing a name means."""

    COUNTRY = "C"
    REGION = "R"
    TOWN = "T"
    ADJECTIVE = "A"
    PEOPLE = "P"
    NO_PLACE = "X"


class NameAmbiguity(StrEnum):
    """How far a name is also something else."""

    NONE = ""
    ACRONYM = "a"
    """Only in capitals: "US", "DRC"."""
    NEVER = "n"
    """An ordinary word or a surname: a place only before ", Country"."""
    RARELY = "r"
    """Also a word or a name: a place behind "in", "near" and the like."""


class Meaning(NamedTuple):
    """One thing that a name can mean; degrees north and east, GeoNames id 0 if unknown."""

    sense: Sense
    country: str
    latitude: float
    longitude: float
    geonames_id: int
    inhabitants: int


class GazetteerEntry(NamedTuple):
    """A name's meanings, the likeliest first."""

    mark: NameAmbiguity
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class _Index:
    lines: dict[str, str]
    """Name → its mark and meanings as written; read into a `GazetteerEntry` when a text has it."""
    longest: dict[str, int]
    """First word → how many words the longest name has that begins with it."""


_MAPPED: Final = str.maketrans("øØłŁđĐıßƏəŒœÆæ", "oOlLdDisEeOoAa")
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def fold(word: str) -> str:
    """Return a word in lower case without accents, as names are kept."""
    if word.isascii():
        return word.lower()
    return _folded(word)


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.translate(_MAPPED))
    return "".join(
        _LETTERS.findall("".join(c for c in plain if not unicodedata.combining(c)))
    ).lower()


@cache
def _index() -> _Index:
    data = files("tocsin.services.reading.places").joinpath("data/gazetteer.tsv.gz").read_bytes()
    lines = dict(line.split("\t", 1) for line in gzip.decompress(data).decode().splitlines())
    for sense, demonyms in ((Sense.ADJECTIVE, ADJECTIVES), (Sense.PEOPLE, PLURALS)):
        for name, country in demonyms.items():
            letters = " ".join(map(fold, _LETTERS.findall(name)))
            if "\tC," not in lines.get(letters, ""):  # "Laos" is a country before it is people
                lines[letters] = f"\t{sense},{country},0,0,,0"
    longest = dict.fromkeys(lines, 1)
    for name in lines:
        if " " in name:
            first, *rest = name.split(" ")
            longest[first] = max(longest.get(first, 0), len(rest) + 1)
    return _Index(lines, longest)


def longest_names() -> Mapping[str, int]:
    """Return how many words the longest name has that begins with a (folded) first word."""
    return _index().longest


@lru_cache(maxsize=8192)
def entry(name: str) -> GazetteerEntry | None:
    """Return the entry of a folded name; None if the gazetteer has none."""
    line = _index().lines.get(name)
    if line is None:
        return None
    mark, _, meanings = line.partition("\t")
    return GazetteerEntry(
        NameAmbiguity(mark), tuple(_meaning(written) for written in meanings.split("|"))
    )


def _meaning(written: str) -> Meaning:
    sense, country, latitude, longitude, number, inhabitants = written.split(",")
    return Meaning(
        Sense(sense), country, float(latitude), float(longitude), int(number or 0), int(inhabitants)
    )
