"""Kinds recognised by calendar and clock: dates, years, times of four digits."""

import re
from typing import Final

from tocsin.services.reading.calendar_words import MONTH, VERBS
from tocsin.services.reading.figures.figure import FigureKind
from tocsin.services.reading.figures.kinds.surroundings import Surroundings
from tocsin.services.reading.figures.kinds.words import KIND_OF_WORD, KINDS, MONTHS
from tocsin.services.reading.lexicon.english.listed import either

_NUMERIC_DATE: Final = re.compile(
    r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}|[0-9]{1,2}/[0-9]{1,2}(?![0-9])"
)
_DATE_LIST: Final = re.compile(
    rf"(?:^|[^a-z]){MONTH}\.?[ /-](?:the )?"
    r"(?:[0-9]{1,2}(?:st|nd|rd|th)?(?:-|\u2013| and | to | or |, ))?$"
)
_YEAR_AFTER: Final = KINDS.before_year | MONTHS
"""Right after these four digits are a year, whatever follows."""
_THE: Final = frozenset(("the", "its", "their"))
_FIRST_YEAR: Final = 1700
_LAST_YEAR: Final = 2100
_YEAR_DIGITS: Final = 4
_LONGEST_MONTH: Final = 31
_CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-4])[0-5][0-9]")
_BEFORE_CLOCK: Final = re.compile(rf"\b{either(KINDS.before_clock)}\s+$")


def by_calendar(around: Surroundings) -> FigureKind | None:
    """Dates and years."""
    numeral = around.numeral
    if around.following in {"-", "/", "."} and _NUMERIC_DATE.match(around.lower, numeral.start):
        return FigureKind.DATE
    if around.touching == "/" and around.lower[numeral.start - 2 : numeral.start - 1].isdigit():
        return FigureKind.DATE
    value = numeral.value
    if not numeral.plain or value is None:
        return None
    if value <= _LONGEST_MONTH and _is_day(around):
        return FigureKind.DATE
    if _CLOCK.fullmatch(around.lower, numeral.start, numeral.end) and _is_time(around):
        return FigureKind.TIME
    if numeral.end - numeral.start == _YEAR_DIGITS and _FIRST_YEAR <= value <= _LAST_YEAR:
        return _year(around)
    return None


def _is_time(around: Surroundings) -> bool:
    """Whether four digits are a time: "0700", "at 2200 on Wednesday"; not "at 1500 homes"."""
    if around.lower[around.numeral.start] == "0":
        return not around.previous[:1].isdigit()
    counted = around.noun is not None and around.noun.unit is not None
    words = around.phrase.words
    fits = words[0] in KINDS.behind_clock if words else around.following in {",", "."}
    return not counted and fits and _BEFORE_CLOCK.search(around.head) is not None


def _is_day(around: Surroundings) -> bool:
    """Whether a month is next to it: "12 March", "March 12", "March 10-12"."""
    words = around.phrase.words
    if words and words[0] in MONTHS:
        month, _ = around.phrase.span(0)
        # "20 may have died" is not a day of May.
        return around.proper[month].isupper() or words[0] not in VERBS
    if words[:1] == ["of"] and len(words) > 1 and words[1] in MONTHS:
        return True
    if around.noun is not None and around.noun.unit is not None:
        return False
    if around.previous.rstrip(".") in MONTHS:
        return True
    joined = around.touching in {"-", "\u2013", "/"} or around.previous in {
        "and",
        "to",
        "or",
        "the",
    }
    return joined and _DATE_LIST.search(around.head) is not None


def _year(around: Surroundings) -> FigureKind | None:
    previous = around.previous.rstrip(".,")
    if previous in _YEAR_AFTER or (previous[:1].isdigit() and around.touching == " "):
        return FigureKind.YEAR
    noun = around.noun
    if noun is None:
        words = around.phrase.words
        measured = bool(words) and words[0] in KIND_OF_WORD and words[0] not in KINDS.doubtful
        return None if measured else FigureKind.YEAR
    if noun.unit is None and noun.word not in KIND_OF_WORD:
        return FigureKind.YEAR
    # "2015 migrants" and "at least 2000 soldiers", but "the 2024 refugee crisis victims".
    direct = noun.start - around.numeral.end <= len(" other ")
    if (direct and previous not in _THE) or previous in KINDS.before_count:
        return None
    return FigureKind.YEAR
