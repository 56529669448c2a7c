"""What a date expression says, before it is put on a calendar."""

from dataclasses import dataclass

from tocsin.services.reading.lexicon.terms import CalendarUnit, Part, Side

__all__ = [
    "CalendarDate",
    "CalendarUnit",
    "DateRange",
    "OffsetTerm",
    "Part",
    "PeriodTerm",
    "Side",
    "Term",
    "WeekdayTerm",
    "WindowTerm",
]


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date by its numbers; what is not said is None. `last_day` ends "12-14 March"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    years: int = 1
    """How many years from `year` on: 10 for "the 1990s", 100 for "the 19th century"."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """From one calendar date to another: "from 2 July to 10 August"."""

    first: CalendarDate
    last: CalendarDate


@dataclass(frozen=True, slots=True)
class WeekdayTerm:
    """A day of the week, Monday 0; `week` is 0 for "this", 1 for "next", None if not said."""

    number: int
    week: int | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class PeriodTerm:
    """A period counted from publication's own: "last week" is week, -1."""

    span: CalendarUnit
    shift: int
    month: int | None = None
    """For "last March": the month, year by `shift`."""


@dataclass(frozen=True, slots=True)
class OffsetTerm:
    """So many units before (negative) or after publication: "two years ago"."""

    span: CalendarUnit
    count: int
    from_day: int = 0
    """Days from publication that it counts from: -1 for "two days before yesterday"."""


@dataclass(frozen=True, slots=True)
class WindowTerm:
    """The last (negative) or next few units: "the past three days"."""

    span: CalendarUnit
    count: int


Term = CalendarDate | DateRange | WeekdayTerm | PeriodTerm | OffsetTerm | WindowTerm
