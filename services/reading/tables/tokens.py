"""A text as numbers, words and marks, with their offsets."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from tocsin.services.reading.lexicon.wordset import Fold

_MARKS: Final = "\u0300-\u036f\u064b-\u065f\u0670\u0640"
"""Accents and vowel signs that are letters of their own; the Arabic stretch."""
_GROUPED: Final = (
    r"\d{1,3}(?:(?P<mark>[.,' \u066c\u060c])\d{3})(?:(?P=mark)\d{3}){0,4}(?!\d)"
    r"(?:[.,\u066b]\d{1,2}(?!\d))?"
)
_MOST_DIGITS: Final = 15
_GROUP: Final = 3


class Sort(StrEnum):
    """What a token is."""

    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


class Token(NamedTuple):
    """One token; `text` is folded, digits are ASCII."""

    sort: Sort
    start: int
    end: int
    text: str


@lru_cache(maxsize=32)
def _pattern(in_words: str) -> re.Pattern[str]:
    letters = f"(?:[^\\W\\d_][{_MARKS}]*)+"
    inner = f"(?:[{re.escape(in_words)}]{letters})*" if in_words else ""
    return re.compile(
        rf"(?P<number>{_GROUPED}|\d+[.,\u066b]\d+(?![.,]?\d)|\d+)|(?P<word>{letters}{inner})|(?P<other>\S)"
    )


def tokens_of(text: str, fold: Fold, in_words: str) -> list[Token]:
    """Return the tokens of a text, in order."""
    found = []
    for match in _pattern(in_words).finditer(text):
        written = match.group()
        if match["number"] is not None:
            found.append(Token(Sort.NUMBER, match.start(), match.end(), _ascii(written)))
        elif match["word"] is not None:
            found.append(Token(Sort.WORD, match.start(), match.end(), fold(written)))
        else:
            found.append(Token(Sort.MARK, match.start(), match.end(), written))
    return found


def _ascii(written: str) -> str:
    if written.isascii():
        return written
    plain = written.translate({0x066B: ",", 0x066C: ".", 0x060C: ","})
    return "".join(str(int(one)) if one.isdigit() else one for one in plain)


def value_of(written: str, decimal: str, *, scaled: bool) -> float | None:
    """Return what digits mean; None for a number too long to be a count.

    A mark before exactly three digits groups thousands, before fewer it is the decimal mark,
    in whatever language: nobody counts people in thousandths. Only before a magnitude
    ("1,125 million") the language's own decimal mark is one.
    """
    digits = "".join(one for one in written if one.isdigit())
    if len(digits) > _MOST_DIGITS:
        return None
    marks = [one for one in written if not one.isdigit()]
    if not marks:
        return float(digits)
    tail = len(written) - 1 - max(written.rfind(one) for one in set(marks))
    if tail == _GROUP and not (scaled and len(marks) == 1 and marks[0] == decimal):
        return float(digits)
    return float(digits) / float(10**tail)
