"""Dates in news: what a text says of when, as an interval seen from publication."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Final

from tocsin.services.reading.dates.calendar import days_of, narrowed
from tocsin.services.reading.dates.grammar import Found, dates_in
from tocsin.services.reading.dates.terms import (
    CalendarDate,
    DateRange,
    Part,
    Side,
    Term,
    WeekdayTerm,
)
from tocsin.services.reading.figures.find import lowered


class Tense(StrEnum):
    """The tense of the sentence: says whether "on Monday" is the last or the next one."""

    PAST = "past"
    FUTURE = "future"


class DateKind(StrEnum):
    """How a date is expressed."""

    DAY = "day"
    """A calendar day, or a few: "12 March 2024", "March 12-14"."""
    MONTH = "month"
    """"March 2024", "in March"."""
    YEAR = "year"
    """"in 2019", "the 1990s", "2014-15"."""
    WEEKDAY = "weekday"
    """"on Monday", "last Friday"."""
    RELATIVE = "relative"
    """"yesterday", "two years ago", "last week", "over the weekend"."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` until before `end`, UTC midnights; an open side is None ("since 2023")."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date expression; offsets are of the searched text, `end` exclusive."""

    start: int
    end: int
    text: str
    kind: DateKind
    term: Term
    side: Side = Side.AT
    part: Part = Part.WHOLE


_AT_HAND: Final = 32
"""Answers; the events of one sentence ask for its dates one after the other."""


@lru_cache(maxsize=_AT_HAND)
def find_dates(text: str) -> tuple[DateMention, ...]:
    """Return the date expressions of a text, in order, without overlap."""
    mentions: list[DateMention] = []
    done = 0
    lower = lowered(text)
    for found in dates_in(lower):
        start = max(found.start, done)
        if mentions and (whole := _joined(lower, mentions[-1], found)):
            mentions[-1] = whole
            done = whole.end
            continue
        mentions.append(
            DateMention(
                start,
                found.end,
                text[start : found.end],
                _kind(found.term),
                found.term,
                found.side,
                found.part,
            )
        )
        done = found.end
        if len(mentions) == _MOST_DATES:
            break
    return tuple(
        mention if mention.text else replace(mention, text=text[mention.start : mention.end])
        for mention in mentions
    )


_MOST_DATES: Final = 5_000
"""No news text has more; it keeps the time bounded for what is not news."""
_TO: Final = frozenset(
    {" to ", "-", " - ", "\u2013", " \u2013 ", " through ", " until ", " till ", " to the "}
)


def _joined(lower: str, first: DateMention, last: Found) -> DateMention | None:
    """Join "from 26 June 2020 to 3 July 2020", each written in full, into one range."""
    begun, ended = first.term, last.term
    if not (isinstance(begun, CalendarDate) and isinstance(ended, CalendarDate)):
        return None
    between = lower[first.end : last.start]
    lead = lower[max(0, first.start - 8) : first.start]
    named = lower.startswith("between ", first.start) or lead == "between "
    if between not in _TO and not (named and between in {" and ", " and the "}):
        return None
    if begun.year is None and ended.year is not None:
        later = (begun.month or 0) > (ended.month or 0) > 0
        begun = replace(begun, year=ended.year - later)
    return DateMention(
        first.start,
        last.end,
        "",
        first.kind,
        DateRange(begun, ended),
        first.side,
        Part.WHOLE,
    )


def _kind(term: Term) -> DateKind:
    if isinstance(term, DateRange):
        term = term.first
    if isinstance(term, CalendarDate):
        if term.day is not None:
            return DateKind.DAY
        return DateKind.MONTH if term.month is not None else DateKind.YEAR
    return DateKind.WEEKDAY if isinstance(term, WeekdayTerm) else DateKind.RELATIVE


def resolve(
    mention: DateMention, published: datetime | None, tense: Tense = Tense.PAST
) -> Interval | None:
    """Return the time that a mention means, seen from publication.

    None if it needs a publication that is not known ("on Monday"), for dates that no
    calendar has (31 February) and for times that end before they begin. News of the past is
    meant unless `tense` says otherwise: "in March" is the last March that had begun.
    """
    day = published.date() if published is not None else None
    days = days_of(mention.term, day, past=tense is Tense.PAST)
    if days is None:
        return None
    days = narrowed(days, mention.part, mention.side, day)
    if days.start is not None and days.end is not None and days.end < days.start:
        return None
    return Interval(_midnight(days.start), _midnight(days.end))


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day is not None else None
