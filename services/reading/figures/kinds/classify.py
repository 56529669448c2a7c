"""Kinds: what a number is when it is not a count: a year, an age, money, a distance or a name."""

import re
from typing import Final

from tocsin.services.reading.figures.figure import FigureKind
from tocsin.services.reading.figures.kinds.calendar import by_calendar
from tocsin.services.reading.figures.kinds.signs import by_name, by_signs
from tocsin.services.reading.figures.kinds.surroundings import LOOK, Surroundings
from tocsin.services.reading.figures.kinds.words import KIND_OF_WORD, KINDS, MEASURES
from tocsin.services.reading.figures.nouns import CountedNoun
from tocsin.services.reading.figures.numerals.find import Numeral
from tocsin.services.reading.figures.phrase import Phrase
from tocsin.services.reading.lexicon.english.listed import either

_SCORE: Final = re.compile(r"[-\u2013:](?=[0-9]{1,3}(?![0-9,.:]|-[a-z]))([0-9]{1,3})(?!-[0-9])")
_VERSUS: Final = re.compile(rf"(?<![a-z]){either(KINDS.versus)}(?![a-z])")
_AGE_BEFORE: Final = re.compile(
    rf"\b{either(KINDS.before_age)}(?: {either(KINDS.about_age)})?"
    r"(?: [0-9]{1,3}(?: and| to|-|,))? $"
)
_AGE_COMMA: Final = re.compile(r"(?:^|[\s'-])[A-Z][^\W\d_]+\"?(?:,| \() ?$")
_PART_FOLLOWS: Final = re.compile(rf", {either(KINDS.part_follows)}\b")
_MAX_AGE: Final = 120


def kind_of(
    text: str, lower: str, numeral: Numeral, phrase: Phrase, noun: CountedNoun | None
) -> FigureKind:
    """Return what a number is, from the words around it.

    Args:
        text: The text as printed: some names show only in their capitals.
        lower: The text in lower case, same offsets.
        numeral: The number.
        phrase: The words behind it.
        noun: What it counts, as far as a noun follows.
    """
    start, end = numeral.start, numeral.end
    before = lower[max(0, start - 24) : start]
    around = Surroundings(
        lower,
        text,
        numeral,
        phrase,
        noun,
        before[-1:],
        lower[end : end + 1],
        before.rstrip(" -").rpartition(" ")[2],
    )
    return (
        by_signs(around)
        or (by_name(around) if numeral.digits else None)
        or (by_calendar(around) if numeral.digits else None)
        or _by_noun(around)
        or _score(around)
        or _age(around)
        or (FigureKind.OTHER if numeral.value is None else FigureKind.COUNT)
    )


def _by_noun(around: Surroundings) -> FigureKind | None:
    """Money, measures, durations and times, by the word behind the number."""
    numeral, noun, words = around.numeral, around.noun, around.phrase.words
    counted = noun is not None and noun.unit is not None
    if numeral.abbreviated and around.lower[numeral.end - 1] == "m" and not counted:
        return FigureKind.DISTANCE
    if words[:2] == ["per", "cent"]:
        return FigureKind.PERCENT
    for index, word in enumerate(words[:3]):
        kind = KIND_OF_WORD.get(word)
        if kind is FigureKind.DURATION and words[index + 1 : index + 2] == ["old"]:
            return FigureKind.AGE
        if kind is not None:
            if word in KINDS.doubtful or " ".join(words[index : index + 2]) in KINDS.no_units:
                return None
            weapon = (word in KINDS.calibres or word in MEASURES) and any(
                later in KINDS.weapons for later in words[index + 1 : index + 3]
            )
            return FigureKind.WEAPON if weapon else kind
        if word not in KINDS.before_unit:
            return None
    return None


def _score(around: Surroundings) -> FigureKind | None:
    """Tell "won 3-1" and "a 6-3 ruling"; a hyphen between rising numbers is a range."""
    numeral = around.numeral
    if around.following not in {"-", "\u2013", ":"} or not numeral.plain or numeral.value is None:
        return None
    match = _SCORE.match(around.lower, numeral.end)
    if match is None:
        return None
    if _VERSUS.search(around.head) or _VERSUS.search(around.lower[match.end() : match.end() + 24]):
        return None if around.noun and around.noun.unit else FigureKind.SCORE
    return FigureKind.SCORE if int(match[1]) <= numeral.value else None


def _age(around: Surroundings) -> FigureKind | None:
    """Tell "aged 34", and the number between commas behind a name."""
    numeral = around.numeral
    if numeral.value is None or numeral.value > _MAX_AGE:
        return None
    head = around.head
    if ("age" in head or "turn" in head) and _AGE_BEFORE.search(head):
        return FigureKind.AGE
    if not numeral.plain or around.following not in {",", ")", ";"}:
        return None
    named = _AGE_COMMA.search(around.proper, max(0, numeral.start - LOOK), numeral.start)
    part = _PART_FOLLOWS.match(around.lower, numeral.end)
    return FigureKind.AGE if named and not part else None
