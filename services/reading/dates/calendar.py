"""Dates on the calendar: from what a text says to an interval, seen from publication."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tocsin.services.reading.dates.terms import (
    CalendarDate,
    CalendarUnit,
    DateRange,
    OffsetTerm,
    Part,
    PeriodTerm,
    Side,
    Term,
    WeekdayTerm,
    WindowTerm,
)

_DAYS: Final = {
    CalendarUnit.DAY: 1,
    CalendarUnit.WEEK: 7,
    CalendarUnit.WEEKEND: 7,
    CalendarUnit.FORTNIGHT: 14,
}
_MONTHS: Final = {
    CalendarUnit.MONTH: 1,
    CalendarUnit.QUARTER: 3,
    CalendarUnit.YEAR: 12,
    CalendarUnit.DECADE: 120,
    CalendarUnit.CENTURY: 1200,
}
_SATURDAY: Final = 5
_LONGEST_MONTH: Final = 31


@dataclass(frozen=True, slots=True)
class Days:
    """From the day `start` until before the day `end`; None is open."""

    start: date | None
    end: date | None


def days_of(term: Term, published: date | None, *, past: bool) -> Days | None:
    """Return the days that a term means.

    Args:
        term: What the text says.
        published: The day of publication; without it only full dates have a meaning.
        past: Whether "in March" is the last one before publication, or the next one.

    Returns:
        None if the date does not exist or needs an unknown publication.
    """
    try:
        return _days_of(term, published, past=past)
    except (ValueError, OverflowError):
        # 31 February, or a year that no calendar has.
        return None


def _days_of(term: Term, published: date | None, *, past: bool) -> Days | None:
    if isinstance(term, CalendarDate):
        return _calendar(term, published, past=past)
    if isinstance(term, DateRange):
        return _range(term, published, past=past)
    if published is None:
        return None
    if isinstance(term, WeekdayTerm):
        return _weekday(term, published, past=past)
    if isinstance(term, PeriodTerm):
        return _period(term, published, past=past)
    if isinstance(term, OffsetTerm):
        return _offset(term, published)
    return _window(term, published)


def _calendar(term: CalendarDate, published: date | None, *, past: bool) -> Days | None:
    year = term.year
    if year is not None and term.month is None:
        return Days(date(max(year, 1), 1, 1), date(year + term.years, 1, 1))
    if term.month is None:
        return None
    if year is None:
        if published is None:
            return None
        year = _nearest_year(term, published, past=past)
    if term.day is None:
        start = date(year, term.month, 1)
        return Days(start, add_months(start, 1))
    start = date(year, term.month, term.day)
    return Days(start, date(year, term.month, term.last_day or term.day) + timedelta(days=1))


def _nearest_year(term: CalendarDate, published: date, *, past: bool) -> int:
    """The last year in which it had begun by publication, or the next in which it has not ended."""
    told = (term.month or 1, term.day or 1)
    now = (published.month, published.day)
    if past:
        return published.year - (told > now)
    if term.day is None:
        return published.year + (told[0] < now[0])
    return published.year + (told < now)


def _range(term: DateRange, published: date | None, *, past: bool) -> Days | None:
    first = _calendar(term.first, published, past=past)
    if first is None or first.start is None:
        return None
    last = term.last
    if last.year is None:
        first_month, month = term.first.month or 1, last.month or 1
        last = CalendarDate(
            first.start.year + (month < first_month), last.month, last.day, last.last_day
        )
    elif term.first.month == 12 and last.month == 1 and last.year == term.first.year:  # noqa: PLR2004 - December into January
        last = CalendarDate(last.year + 1, last.month, last.day)
    ended = _calendar(last, published, past=past)
    return Days(first.start, ended.end) if ended is not None else None


def _weekday(term: WeekdayTerm, published: date, *, past: bool) -> Days:
    back = (published.weekday() - term.number) % 7
    if term.week is not None:
        monday = published - timedelta(days=published.weekday())
        day = monday + timedelta(days=term.number, weeks=term.week)
    elif term.last:
        day = published - timedelta(days=back or 7)
    elif past:
        day = published - timedelta(days=back)
    else:
        day = published + timedelta(days=-back % 7)
    return Days(day, day + timedelta(days=1))


def _period(term: PeriodTerm, published: date, *, past: bool) -> Days:
    if term.month is not None:
        return _named_month(term.month, term.shift, published)
    if term.span is CalendarUnit.DAY:
        day = published + timedelta(days=term.shift)
        return Days(day, day + timedelta(days=1))
    monday = published - timedelta(days=published.weekday())
    if term.span is CalendarUnit.WEEKEND:
        # On a weekday of the past tense "the weekend" is the one before.
        over = term.shift == 0 and past and published.weekday() < _SATURDAY
        start = monday + timedelta(days=_SATURDAY, weeks=term.shift - over)
        return Days(start, start + timedelta(days=2))
    if term.span in _DAYS:
        start = monday + timedelta(days=term.shift * _DAYS[term.span])
        return Days(start, start + timedelta(days=_DAYS[term.span]))
    size = _MONTHS[term.span]
    start = _begin(published, term.span)
    return Days(add_months(start, size * term.shift), add_months(start, size * (term.shift + 1)))


def _named_month(month: int, shift: int, published: date) -> Days:
    year = published.year
    if shift < 0:
        year -= month >= published.month
    elif shift > 0:
        year += month <= published.month
    start = date(year, month, 1)
    return Days(start, add_months(start, 1))


def _begin(day: date, span: CalendarUnit) -> date:
    """Return the first day of the month, quarter, year, decade or century around a day."""
    if span is CalendarUnit.MONTH:
        return day.replace(day=1)
    if span is CalendarUnit.QUARTER:
        return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    years = _MONTHS[span] // 12
    return date(day.year // years * years, 1, 1)


def _offset(term: OffsetTerm, published: date) -> Days:
    day = _moved(published + timedelta(days=term.from_day), term.span, term.count)
    return Days(day, day + timedelta(days=1))


def _moved(day: date, span: CalendarUnit, count: int) -> date:
    if span in _DAYS:
        return day + timedelta(days=count * _DAYS[span])
    return add_months(day, count * _MONTHS[span])


def _window(term: WindowTerm, published: date) -> Days:
    if term.span is CalendarUnit.WEEKEND:
        return _window(WindowTerm(CalendarUnit.WEEK, term.count), published)
    if term.span is CalendarUnit.QUARTER:
        begin = add_months(_begin(published, CalendarUnit.QUARTER), 3 if term.count > 0 else 0)
        moved = _moved(begin, CalendarUnit.QUARTER, term.count)
        return Days(min(begin, moved), max(begin, moved))
    if term.count < 0:
        return Days(_moved(published, term.span, term.count), published)
    start = published + timedelta(days=1)
    return Days(start, _moved(start, term.span, term.count))


def add_months(day: date, months: int) -> date:
    """Return the day this many months later; the month's last day if it is too short."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            if last == 28:  # noqa: PLR2004 - every month has 28 days: the year is out of range
                raise
    raise ValueError(months)


def narrowed(days: Days, part: Part, side: Side, published: date | None) -> Days:
    """Return the part and the side of a period that the text means."""
    start, end = days.start, days.end
    if start is not None and end is not None and part is not Part.WHOLE:
        start, end = _part(start, end, part, published)
    if side is Side.SINCE:
        return Days(start, None)
    if side is Side.UNTIL:
        return Days(None, start)
    if side is Side.AFTER:
        return Days(end, None)
    return Days(start, end)


def _part(start: date, end: date, part: Part, published: date | None) -> tuple[date, date]:
    """Early and late are the halves of a period, middle its inner third."""
    size = (end - start).days
    half = start + timedelta(days=size // 2)
    if start.day == 1 and size > _LONGEST_MONTH:
        half = add_months(start, round(size / 30.4) // 2)
    if part is Part.EARLY:
        return start, half
    if part is Part.LATE:
        return half, end
    if part is Part.MIDDLE:
        return start + timedelta(days=round(size * 0.3)), start + timedelta(days=round(size * 0.66))
    if published is not None and start < published < end:
        return (start, published) if part is Part.SO_FAR else (published, end)
    return start, end
