"""Terms of the tables: what a number is, what a counted noun says, and what dates are made of."""

from enum import StrEnum


class FigureKind(StrEnum):
    """What a number is; only a COUNT can be the quantity of an event."""

    COUNT = "count"
    ORDINAL = "ordinal"
    YEAR = "year"
    DATE = "date"
    TIME = "time"
    AGE = "age"
    MONEY = "money"
    DISTANCE = "distance"
    PERCENT = "percent"
    SCORE = "score"
    UNIT_NUMBER = "unit_number"
    WEAPON = "weapon"
    DURATION = "duration"
    OTHER = "other"


class NounSort(StrEnum):
    """What a counted noun says beyond its unit."""

    FIGHTERS = "fighters"
    """People who count as troops if they surrender, desert, are deployed or pull out."""
    HOMES = "homes"
    """To empty them is to move those who live there."""
    OTHERS = "others"
    """Vehicles and formations: their number says nothing of how many people there are."""


class CalendarUnit(StrEnum):
    """A unit of the calendar."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Side(StrEnum):
    """Which side of a date is meant."""

    AT = "at"
    SINCE = "since"
    """From its first moment on."""
    UNTIL = "until"
    """Before its first moment."""
    AFTER = "after"
    """From its last moment on."""


class Part(StrEnum):
    """Which part of a period is meant."""

    WHOLE = "whole"
    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    SO_FAR = "so_far"
    """"Earlier this week": up to publication."""
    REST = "rest"
    """"Later this week": from publication on."""
