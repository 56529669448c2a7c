"""The rules of dates: what the words of a date expression say.

Each takes the named parts that the grammar found, and returns None if they make no date.
"""

from typing import Final

from tocsin.services.reading.calendar_words import DATES, MONTHS, WEEKDAYS
from tocsin.services.reading.dates.terms import (
    CalendarDate,
    CalendarUnit,
    DateRange,
    OffsetTerm,
    PeriodTerm,
    Term,
    WeekdayTerm,
    WindowTerm,
)
from tocsin.services.reading.dates.words import (
    DAY_WORDS,
    NAMED_DECADES,
    SHIFTS,
    SPANS,
    TODAY,
    VAGUE_COUNTS,
)
from tocsin.services.reading.figures.numerals.number_words import ATOMS

Words = dict[str, str]
"""The named parts of a matched date expression."""

_LAST_MONTH: Final = 12
_LAST_DAY: Final = 31
_FIRST_CENTURY: Final = 1


def _day(words: Words, suffix: str = "") -> int | None:
    number, word = words.get("day" + suffix), words.get("dayword" + suffix)
    if number:
        return int(number)
    return DAY_WORDS[word] if word else None


def _year(words: Words) -> int | None:
    return int(words["year"]) if words.get("year") else None


def calendar(words: Words) -> Term | None:
    """Read "12 March 2024", "March 12-14", "March 2024", "in March"."""
    month = words.get("month")
    day, last = _day(words), _day(words, "2")
    number = MONTHS[month] if month else None
    if last is not None and day is not None and last < day and number is not None:
        return DateRange(
            CalendarDate(_year(words), number, day),
            CalendarDate(_year(words), number % _LAST_MONTH + 1, last),
        )
    return CalendarDate(_year(words), number, day, last)


def two_dates(words: Words) -> Term | None:
    """Read "from 28 March to 3 April", "November to February 2017"."""
    first, last = MONTHS[words["month"]], MONTHS[words["month2"]]
    year = _year(words)
    earlier = year - 1 if year is not None and first > last else year
    return DateRange(
        CalendarDate(earlier, first, _day(words)), CalendarDate(year, last, _day(words, "2"))
    )


def numeric(words: Words) -> Term | None:
    """Read "03/12/2024", month first as in America unless it cannot be, and "12.03.2024"."""
    first, second = int(words["first"]), int(words["second"])
    month_first = words["mark"] != "." and first <= _LAST_MONTH
    month, day = (first, second) if month_first else (second, first)
    if not (1 <= month <= _LAST_MONTH and 1 <= day <= _LAST_DAY):
        return None
    return CalendarDate(int(words["year"]), month, day)


def iso(words: Words) -> Term | None:
    """Read "2024-03-12"."""
    month, day = int(words["m"]), int(words["d"])
    return CalendarDate(int(words["year"]), month, day) if 1 <= day <= _LAST_DAY else None


def weekday(words: Words) -> Term | None:
    """Read "Monday", "last Friday", "next Tuesday"."""
    shift = words.get("shift")
    number = WEEKDAYS[words["weekday"]]
    if shift in {"last", "past", "previous"}:
        return WeekdayTerm(number, last=True)
    return WeekdayTerm(number, {"this": 0, "next": 1}.get(shift or ""))


def whole_years(words: Words) -> Term | None:
    """Read "2019", "the 1990s", "the nineties", "the 19th century"."""
    if words.get("decade"):
        return CalendarDate(int(words["decade"]), years=10)
    if words.get("named"):
        return CalendarDate(NAMED_DECADES[words["named"]], years=10)
    if words.get("century"):
        century = int(words["century"])
        return CalendarDate(100 * (century - 1), years=100) if century > _FIRST_CENTURY else None
    return CalendarDate(int(words["year"]))


def years(words: Words) -> Term | None:
    """Read "2014-15", "from 2010 to 2018"."""
    first, tail = words["year"], words["tail"]
    last = int(first[: 4 - len(tail)] + tail)
    return DateRange(CalendarDate(int(first)), CalendarDate(last)) if last > int(first) else None


def today(words: Words) -> Term | None:
    """Read "yesterday", "last night", "the day after tomorrow"."""
    return OffsetTerm(CalendarUnit.DAY, TODAY[words["today"]])


def _number(words: Words) -> int:
    count = words["count"]
    if count.isdigit():
        return int(count)
    return VAGUE_COUNTS.get(count) or sum(ATOMS[word] for word in count.split("-"))


def ago(words: Words) -> Term | None:
    """Read "two years ago", "three days later", "two days before yesterday"."""
    sign = -1 if words["way"] in DATES.ago else 1
    anchor = TODAY.get(words.get("anchor", ""), 0)
    return OffsetTerm(SPANS[words["span"]], sign * _number(words), anchor)


def ahead(words: Words) -> Term | None:
    """Read "in two weeks"."""
    return OffsetTerm(SPANS[words["span"]], _number(words))


def window(words: Words) -> Term | None:
    """Read "the past three days", "the next two weeks"."""
    sign = SHIFTS[words["shift"]] or 1
    return WindowTerm(SPANS[words["span"]], sign * _number(words))


def period(words: Words) -> Term | None:
    """Read "last week", "this year"."""
    return PeriodTerm(SPANS[words["span"]], SHIFTS[words["shift"]])


def part_of(words: Words) -> Term | None:
    """Read "earlier in the week", "the end of the year"; the part is read beside it."""
    span = SPANS[words["span"]]
    return PeriodTerm(span, 0) if span not in {CalendarUnit.DAY, CalendarUnit.DECADE} else None


def month_of(words: Words) -> Term | None:
    """Read "last March", "next May"."""
    return PeriodTerm(CalendarUnit.YEAR, SHIFTS[words["shift"]], MONTHS[words["month"]])


def weekend(_words: Words) -> Term | None:
    """Read "over the weekend"."""
    return PeriodTerm(CalendarUnit.WEEKEND, 0)
