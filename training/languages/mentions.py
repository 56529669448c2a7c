"""Figures and places of a labelled passage in another language, for the network to choose from.

What the labels mark, and beside it what any language shows: numbers in digits, words with a capital
letter, names of countries. The network learns which of them belong to an event.
"""

import re
from functools import cache
from pathlib import Path

from babel import Locale
from babel.core import get_global

from tocsin.schemas.report import Quantity
from tocsin.services.reading.figures.figure import Figure, FigureKind
from tocsin.services.reading.network.passage import Passage, whole
from tocsin.services.reading.places.mention import MentionKind, PlaceMention
from tocsin.services.reading.sentences import Sentence
from tocsin.services.reading.text import clean
from tocsin.training.labels import Row

_DIGITS = r"(?<![\w.,])\d{1,3}(?:[., ]\d{3})+(?!\w)|(?<![\w.,])\d+(?:[.,]\d+)?(?!\w)"
_WORD = re.compile(r"(?<=[\w,] )[^\W\d_]\w{2,}")
_NUMBERS = Path(__file__).with_name("number_words.txt")
"""Words of numbers, as patterns: a few of each language show that not all count an event."""
_NOWHERE = ""
"""The country of a word that may be no place."""
_ALPHA3 = 3
_STEM = 5
"""Letters that a name's forms share at least."""


def passage_of(row: Row) -> Passage:
    """Return a labelled text as one passage, with what the network may choose from."""
    text = clean(row["text"])
    language = row.get("language", "en")
    if language == "en":
        return whole(text)
    places = _places(row, text, language)
    return Passage(text, 0, (Sentence(0, len(text), text),), _figures(row, text), places)


def _figures(row: Row, text: str) -> tuple[Figure, ...]:
    found: dict[tuple[int, int], Quantity] = {}
    for event in row["events"]:
        spans = [tuple(one) for one in event.get("spans", {}).get("figure", [])]
        for span in spans:
            alone = len(spans) == 1
            found[span] = Quantity(**event["quantity"]) if alone else Quantity()
    for match in _numbers(row["language"]).finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in found):
            found[match.span()] = Quantity()
    return tuple(
        Figure(start, end, start, end, quantity, FigureKind.COUNT)
        for (start, end), quantity in sorted(found.items())
    )


def _places(row: Row, text: str, language: str) -> tuple[PlaceMention, ...]:
    found: dict[tuple[int, int], str] = {}
    for event in row["events"]:
        if "place" in event.get("spans", {}):
            found[tuple(event["spans"]["place"])] = event.get("country") or _NOWHERE

    def add(start: int, end: int, country: str) -> None:
        if not any(one < end and start < other for one, other in found):
            found[start, end] = country

    for name, country in _countries(language):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}\w*", text):
            add(*match.span(), country)
    for match in _WORD.finditer(text):
        if match.group()[0].isupper():
            add(*match.span(), _NOWHERE)
    return tuple(
        PlaceMention(start, end, text[start:end], country, None, MentionKind.COUNTRY)
        for (start, end), country in sorted(found.items())
    )


@cache
def _numbers(language: str) -> re.Pattern[str]:
    lines = _NUMBERS.read_text("utf-8").splitlines()
    words = "|".join(dict(line.split(": ") for line in lines)[language].split())
    return re.compile(rf"{_DIGITS}|(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    """Return the beginnings of countries' names, longest first, with their countries."""
    names = Locale(language).territories
    codes = {
        two: three
        for three, (two, *_) in get_global("territory_aliases").items()
        if len(three) == _ALPHA3 and three.isalpha()
    }
    stems = {_stem(names[two]): three for two, three in codes.items() if two in names}
    return tuple(sorted(stems.items(), key=lambda one: -len(one[0])))


def _stem(name: str) -> str:
    """Return what the cases of a name have in common, roughly."""
    return name if " " in name or len(name) <= _STEM else name[: max(_STEM, len(name) - 2)]
