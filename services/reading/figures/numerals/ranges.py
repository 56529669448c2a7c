"""Ranges: two numbers that bound one figure, "between 30 and 50", "300-500", "two or three"."""

import re
from dataclasses import dataclass
from typing import Final

from tocsin.services.reading.calendar_words import MONTH
from tocsin.services.reading.figures.numerals.find import Numeral, numeral_at
from tocsin.services.reading.figures.numerals.number_words import RANGES
from tocsin.services.reading.lexicon.english.listed import either

_ABOUT: Final = rf"(?:{either(RANGES.about)} )?"
_JOINED: Final = re.compile(rf" ?[-\u2013\u2014~] ?| {either(RANGES.joints)} ")
_BETWEEN: Final = re.compile(rf"\b(?:(?:any|some)where |of )?(?:between|from) {_ABOUT}$")
_CHANGE: Final = re.compile(rf"\b{either(RANGES.changes)}\b[^.;]{{0,40}}\bfrom {_ABOUT}$")
_DATELINE: Final = re.compile(rf"\b{MONTH}\.? $")
_OF_A_DATE: Final = re.compile(rf"\b(?:since|in|{MONTH}\.?) $")
_YEARS: Final = range(1900, 2100)
_TELEPHONE: Final = re.compile(r"[-/.:][0-9]")
_THOUSAND: Final = 1000


@dataclass(frozen=True, slots=True)
class Range:
    """The second numeral of a range, both values, and where the whole begins."""

    second: Numeral
    low: int
    high: int
    start: int


def range_at(lower: str, first: Numeral) -> Range | None:
    """Return the range that begins with a numeral; None if none does."""
    if first.value is None or first.vague:
        return None
    joint = _JOINED.match(lower, first.end)
    before = lower[max(0, first.start - 60) : first.start]
    if joint is None or joint.end() >= len(lower) or _is_dateline(before, joint.group()):
        return None
    between = _BETWEEN.search(before)
    word = joint.group().strip()
    if word == "and" and (between is None or "between" not in between.group()):
        return None
    if word == "to" and between is not None and _CHANGE.search(before):
        return None
    second = numeral_at(lower, joint.end())
    if second is None or second.value is None or second.vague:
        return None
    of_a_date = _is_year(before, first) and second.value not in _YEARS
    if of_a_date or _TELEPHONE.match(lower, second.end):
        return None
    low = _shared(first, second, word)
    if low >= second.value or (word == "or" and second.value > 2 * low + 1):
        return None
    start = first.start if between is None else first.start - len(before) + between.start()
    return Range(second, low, second.value, start)


def _is_dateline(before: str, joint: str) -> bool:
    """Whether the first numeral is the day of a dateline: "DAVAO, Dec 3 - Forty-three men"."""
    return not joint.strip().isalpha() and _DATELINE.search(before) is not None


def _is_year(before: str, first: Numeral) -> bool:
    """Whether a date ends with the first numeral: "the toll since October 2023 to 55,000"."""
    return first.plain and first.value in _YEARS and _OF_A_DATE.search(before) is not None


def _shared(first: Numeral, second: Numeral, word: str) -> int:
    """Give the low side the magnitude that only the high side spells: "2 to 3 million"."""
    low, high = first.value or 0, second.value or 0
    if first.scale == 1 and second.scale > 1 and low * second.scale < high:
        return low * second.scale
    thousands = second.digits and not second.plain and high % _THOUSAND == 0
    if word in {"-", "\u2013", "to"} and first.plain and thousands and low * _THOUSAND < high:
        return low * _THOUSAND if low < _THOUSAND // 2 else low
    return low
