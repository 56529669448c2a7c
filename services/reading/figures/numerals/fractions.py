"""Fractions beside numbers: "two and a half million", "two thirds"."""

import re
from decimal import Decimal
from typing import Final

from tocsin.services.reading.figures.numerals.number_words import (
    DIGIT_WORDS,
    FRACTIONS,
    MULTIPLE,
    PART,
)
from tocsin.services.reading.lexicon.english.listed import either

FRACTION_OF: Final = re.compile(rf" and (?P<part>{PART})[ -](?P<of>{MULTIPLE})\b")

_AND_PART: Final = re.compile(
    rf" and (?:an?|{either(DIGIT_WORDS)}) {either(FRACTIONS)}(?![a-z])"
    rf"(?! (?:of )?(?:a )?{MULTIPLE})"
)

_FRACTION_WORD: Final = re.compile(r"(?:[ -]| - )([a-z]+)(?![a-z])")


def whole(value: Decimal | None) -> int | None:
    """Return a whole value; None for what is not one."""
    if value is None:
        return None
    number = int(value)
    return number if number == value else None


def fraction_follows(lower: str, end: int) -> bool:
    """Whether what follows makes the number a fraction: "two thirds", "five and a quarter"."""
    if lower[end : end + 1] not in {" ", "-"}:
        return False
    match = _FRACTION_WORD.match(lower, end)
    if match is not None and match[1] in FRACTIONS:
        return True
    return lower.startswith(" and ", end) and _AND_PART.match(lower, end) is not None
