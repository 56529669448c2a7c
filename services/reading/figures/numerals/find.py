"""Numerals: where a text writes a number, in digits or in words, and which one.

Digits: 1,037; 20 000; 1'037; 12,34,567; 1.2 million; 20k. Words: three hundred and one; half a
million; two and a half thousand; a dozen. Vague: dozens, several thousand, tens of thousands.
"""

import re
from decimal import Decimal
from typing import Final

from tocsin.services.reading.figures.numerals.fractions import (
    FRACTION_OF,
    fraction_follows,
    whole,
)
from tocsin.services.reading.figures.numerals.number_words import (
    ABBREVIATED,
    ATOMS,
    ATTACHED,
    HUNDRED,
    MULTIPLE,
    PART,
    PARTS,
    SCORE,
    VAGUE,
    VAGUE_SINGULAR,
)
from tocsin.services.reading.figures.numerals.numeral import SPACES, Numeral
from tocsin.services.reading.figures.numerals.spelled import part_at, vague_at, words_at
from tocsin.services.reading.lexicon.english.listed import either

__all__ = ["Numeral", "numeral_at"]

# At most six groups: enough for any count, and no text can make the search go back far.
_DIGITS: Final = re.compile(
    rf"""
      (?P<indian>[0-9]{{1,2}}(?:,[0-9]{{2}}){{1,4}},[0-9]{{3}}(?![0-9])(?:\.[0-9]{{1,9}}(?![0-9]))?)
    | (?P<comma>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,6}}(?![0-9]|,[0-9])(?:\.[0-9]{{1,9}}(?![0-9]))?)
    | (?P<space>[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}}){{1,6}}+(?![0-9]|,[0-9]|-[0-9])
        (?:\.[0-9]{{1,9}}(?![0-9]))?)
    | (?P<swiss>[0-9]{{1,3}}(?:'[0-9]{{3}}){{1,6}}(?![0-9]))
    | (?P<other>[0-9]+(?:\.[0-9]+){{2,}}(?![0-9]))
    | (?P<dot>[0-9]{{1,3}}\.[0-9]{{3}})(?![0-9]|[,.][0-9])
    | (?P<decimal>[0-9]+\.[0-9]+)
    | (?P<plain>[0-9]+)
    """,
    re.VERBOSE,
)

_SHORT: Final = ATTACHED | ABBREVIATED
_MAGNITUDE: Final = re.compile(
    rf"[ -]?(?!{SCORE})(?P<word>{MULTIPLE})(?: and (?P<part>{PART}))?(?![a-z])"
    rf"|(?P<short>{either(ATTACHED)}| ?{either(ABBREVIATED)})(?![a-z0-9])"
)

_MAX_DIGITS: Final = 15
_NO_MAGNITUDE: Final = frozenset(("", ",", ".", ";", ":", ")", "%", "/"))


def numeral_at(lower: str, start: int) -> Numeral | None:
    """Return the numeral of a lower-case text that begins at `start`; None if none does."""
    if lower[start].isdigit():
        return _digits_at(lower, start)
    if lower.startswith(_EXACT, start):
        return words_at(lower, start)
    return vague_at(lower, start) or part_at(lower, start) or words_at(lower, start)


_INEXACT: Final = (*VAGUE, *PARTS)
_EXACT: Final = tuple(
    word for word in ATOMS if not any(phrase.startswith(word) for phrase in _INEXACT)
)
"""These begin nothing vague and no "three quarters of a million"."""


def _digits_at(lower: str, start: int) -> Numeral | None:
    match = _DIGITS.match(lower, start)
    if match is None:
        return None
    shape, written, end = match.lastgroup, match.group(), match.end()
    dotted = None
    if shape == "other" or sum(map(str.isdigit, written)) > _MAX_DIGITS:
        value: Decimal | None = None
    elif shape in {"space", "swiss"}:
        value = Decimal("".join(c for c in written if c.isdigit() or c == "."))
    else:
        value = Decimal(written.replace(",", ""))
        if shape == "dot":
            dotted = int(written.replace(".", "")) if written[0] != "0" else None
    plain, times = shape == "plain", 1
    scale = None if lower[end : end + 1] in _NO_MAGNITUDE else _MAGNITUDE.match(lower, end)
    short = scale is not None and scale["word"] is None
    if scale is not None and value is not None:
        times, end = _times(scale), scale.end()
        value, plain, dotted = _scaled(value, scale, times), False, None
    elif value is not None and value < HUNDRED and (part := FRACTION_OF.match(lower, end)):
        value = (value + PARTS[part["part"]]) * VAGUE_SINGULAR[part["of"]]
        end, plain = part.end(), False
    if dotted is not None or (value is not None and fraction_follows(lower, end)):
        value = None
    return Numeral(
        start,
        end,
        whole(value),
        digits=True,
        plain=plain,
        dotted=dotted,
        abbreviated=short,
        scale=times,
    )


def _times(scale: re.Match[str]) -> int:
    return VAGUE_SINGULAR[scale["word"]] if scale["word"] else _SHORT[scale["short"].strip()]


def _scaled(value: Decimal, scale: re.Match[str], times: int) -> Decimal:
    return (value + PARTS[scale["part"]] if scale["part"] else value) * times
