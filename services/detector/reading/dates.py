"""Dates in news: what a text says of when, as an interval relative to publication."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Tense(StrEnum):
    """The tense of the sentence: tells whether "on Monday" is the last or the next one."""

    PAST = "past"
    FUTURE = "future"


class DateKind(StrEnum):
    """How a date is told."""

    DAY = "day"
    """A calendar day: "12 March 2024", "March 12"."""
    MONTH = "month"
    """"March 2024", "in March"."""
    YEAR = "year"
    """"2019", "the 1990s", "2014-15"."""
    WEEKDAY = "weekday"
    """"on Monday", "last Friday"."""
    RELATIVE = "relative"
    """"yesterday", "two years ago", "last week", "over the weekend"."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` until before `end`; an open side is None ("since 2023")."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date expression; offsets are of the searched text, `end` exclusive."""

    start: int
    end: int
    text: str
    kind: DateKind


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Return the date expressions of a text, in order."""
    del text
    return ()


def resolve(
    mention: DateMention, published: datetime | None, tense: Tense = Tense.PAST
) -> Interval | None:
    """Return the time that a mention means; None where that needs an unknown publication."""
    del mention, published, tense
    return None
