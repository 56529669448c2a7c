"""Fractions beside numbers: "two and a half million", "two thirds"."""

import re
from decimal import Decimal
from typing import Final

from tocsin.services.reading.figures.numerals.number_words import FRACTION_PARTS

FRACTION_OF: Final = re.compile(
    r" and (?P<part>a half|one half|a quarter|three quarters)[ -]"
    r"(?P<of>hundred|thousand|million|billion)\b"
)

PARTS: Final = {
    "half": Decimal("0.5"),
    "a half": Decimal("0.5"),
    "one half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "a quarter": Decimal("0.25"),
    "three quarters": Decimal("0.75"),
    "three-quarters": Decimal("0.75"),
}

_AND_PART: Final = re.compile(
    r" and (?:an?|one|two|three|four|five) (?:half|quarters?|thirds?|fourths?|fifths?|sixths?|"
    r"eighths?|tenths?|thirtieth)(?![a-z])(?! (?:of )?(?:a )?(?:million|thousand|hundred|billion))"
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
    if match is not None and match[1] in FRACTION_PARTS:
        return True
    return lower.startswith(" and ", end) and _AND_PART.match(lower, end) is not None
