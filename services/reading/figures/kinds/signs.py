"""Kinds recognised by signs and letters at the number, and by a name before it."""

import re
from typing import Final

from tocsin.services.reading.figures.figure import FigureKind
from tocsin.services.reading.figures.kinds.surroundings import Surroundings
from tocsin.services.reading.figures.kinds.words import (
    KIND_OF_WORD,
    KINDS,
    MEASURES,
    MONTHS,
)
from tocsin.services.reading.figures.lexicon import NOUNS
from tocsin.services.reading.lexicon.english.listed import either

_CURRENCY_SIGNS: Final = frozenset("$\u00a2\u00a3\u00a5") | frozenset(
    map(chr, range(0x20A0, 0x20C1))
)
_ATTACHED: Final = re.compile(r"[a-z]+|%|\u00b0|\u2033|\u2032")
_HYPHENED: Final = re.compile(r"[ -]?[-\u2013]([a-z]+)(?:-([a-z]+))?")
_CLOCK: Final = re.compile(r"[:.h][0-5][0-9](?![0-9])")
_NUMBER_LIST: Final = re.compile(
    r"([a-z]+) (?:[0-9]{1,4}[a-z]?(?:, | and | or | to |-|\u2013)){1,3}$"
)
_MACHINE: Final = re.compile(rf"[a-z]? (?:[a-z-]+ )?{either(KINDS.machines)}\b")
"""One machine behind its model's number."""
_ONE: Final = re.compile(r"\b(?:an?|the|its|his|her|one|another)(?: [a-z/-]+){1,4} $")
_HYPHENED_KINDS: Final = frozenset(
    {FigureKind.PERCENT, FigureKind.DURATION, FigureKind.DISTANCE, FigureKind.MONEY}
)
_FIRST_YEAR: Final = 1700
_YEAR_DIGITS: Final = 4


def by_signs(around: Surroundings) -> FigureKind | None:
    """Signs and letters written against the number: $20, 20%, 10:30, 9th, 155mm."""
    after = around.following
    previous = around.previous
    if previous[-1:] in _CURRENCY_SIGNS or previous in KINDS.currencies or after in _CURRENCY_SIGNS:
        return FigureKind.MONEY
    if previous in KINDS.negative:
        return FigureKind.OTHER
    lower, end = around.lower, around.numeral.end
    if not around.numeral.digits:
        return _by_hyphen(around) if after == "-" else None
    if (
        around.touching == ":"
        and lower[around.numeral.start - 2 : around.numeral.start - 1].isdigit()
    ):
        return FigureKind.TIME
    if after in {" ", ",", ""}:
        return FigureKind.PERCENT if lower.startswith(" %", end) else None
    if after in {":", ".", "h"} and around.numeral.plain and _CLOCK.match(lower, end):
        return FigureKind.TIME
    if after in {"-", "\u2013"}:
        return _by_hyphen(around)
    attached = _ATTACHED.match(lower, end)
    return _by_letters(around, attached.group()) if attached is not None else None


def _by_letters(around: Surroundings, letters: str) -> FigureKind:
    if letters in {"st", "nd", "rd", "th"}:
        end = around.numeral.end + 2
        behind = around.lower[end : end + 20].replace(",", " ").split()[:3]
        named = around.previous.rstrip(".") in MONTHS or any(w in MONTHS for w in behind)
        return FigureKind.DATE if named else FigureKind.ORDINAL
    if letters == "%":
        return FigureKind.PERCENT
    if letters == "s":
        return FigureKind.YEAR if (around.numeral.value or 0) > _FIRST_YEAR else FigureKind.AGE
    if letters in KINDS.calibres:
        return FigureKind.WEAPON
    if letters in {"h", "hr", "min"}:
        return FigureKind.DURATION
    if letters in MEASURES or not letters.isalpha():
        return FigureKind.DISTANCE
    return KIND_OF_WORD.get(letters, FigureKind.OTHER)


def _by_hyphen(around: Surroundings) -> FigureKind | None:
    match = _HYPHENED.match(around.lower, around.numeral.end)
    if match is None:
        return None
    word = match[1]
    if match[2] in {"old", "olds"}:
        return FigureKind.AGE
    if word in NOUNS.sized or word in {"odd", "plus", "some"}:
        return None
    if word in KINDS.calibres and (around.numeral.value or 0) > _YEAR_DIGITS:
        return FigureKind.WEAPON
    kind = KIND_OF_WORD.get(word)
    return kind if kind in _HYPHENED_KINDS else FigureKind.OTHER


def strong(lower: str, end: int) -> bool:
    """Whether a hyphen after the number makes it a head count: "300-strong"."""
    if lower[end : end + 1] not in {"-", " "}:
        return False
    match = _HYPHENED.match(lower, end)
    return match is not None and match[1] in NOUNS.sized


def by_name(around: Surroundings) -> FigureKind | None:
    """A number that is part of a name: F-16, Resolution 2254, Sector 7, #5."""
    touching = around.touching
    if touching in {"-", ".", "^", "+"}:
        return _by_touching(around)
    if touching == "#":
        return FigureKind.UNIT_NUMBER
    if touching != " ":
        return None
    word = around.previous
    if word[:1] in {"(", '"', "'"}:
        word = word[1:]
    if word in KINDS.designators:
        return None if _is_verb_or_negation(word, around) else FigureKind.UNIT_NUMBER
    if word in KINDS.capital_designators and around.numeral.plain:
        return _by_capital(around, word)
    if word[-1:] == "," or word in {"and", "or"}:
        listed = _NUMBER_LIST.search(around.head)
        return FigureKind.UNIT_NUMBER if listed and listed[1] in KINDS.designators else None
    return FigureKind.UNIT_NUMBER if _is_model(around, word) else None


def _is_model(around: Surroundings, word: str) -> bool:
    """Whether it names a model, as in "a Bell 212 helicopter"."""
    if not around.numeral.digits or not word.isalnum():
        return False
    name = around.proper[around.numeral.start - len(word) - 1]
    behind = _MACHINE.match(around.lower, around.numeral.end)
    return name.isupper() and behind is not None and _ONE.search(around.head) is not None


def _by_touching(around: Surroundings) -> FigureKind | None:
    """F-16, and signs that nothing else explains: "-20", ".08", "+1", "10^6"."""
    start = around.numeral.start
    before = around.lower[start - 2 : start - 1] if start > 1 else ""
    if around.touching == "-" and before.isalpha():
        return None if around.previous[:1].isdigit() else FigureKind.WEAPON
    counted = around.noun is not None and around.noun.unit is not None
    signed = around.touching in {"^", "+"} or not before.isalnum()
    return FigureKind.OTHER if signed and not counted else None


def _by_capital(around: Surroundings, word: str) -> FigureKind | None:
    at = around.lower.rindex(word, 0, around.numeral.start)
    if not around.proper[at].isupper():
        return None
    before = around.proper[max(0, at - 4) : at].rstrip()
    opens = not before or before[-1] in ".!?"
    counted = around.noun is not None and around.noun.unit is not None
    return None if opens and counted else FigureKind.UNIT_NUMBER


_NUMBERED: Final = re.compile(rf"\b{either(KINDS.numbered)} number $")


def _is_verb_or_negation(word: str, around: Surroundings) -> bool:
    """Whether it is not a name: "no 20 soldiers", "refugees number 1,911"."""
    if word == "number":
        return _NUMBERED.search(around.head) is None
    counted = around.noun is not None and around.noun.unit is not None
    return word in KINDS.counting_designators and counted
