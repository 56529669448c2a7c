"""A figure: a number in a text, with its bounds, its kind, and what it counts."""

from enum import StrEnum
from typing import NamedTuple

from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Unit


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


class Figure(NamedTuple):
    """One number expression; offsets are of the searched text, ends exclusive.

    `start` to `end` is the whole expression with its bounds ("more than 40"), `number_start`
    to `number_end` the numeral alone ("40"). `noun` is the lower-case head of what it counts
    if that follows ("soldiers" in "20 Russian soldiers"); `unit` is None for a bare number
    and for what is not one of our units ("300 cattle").
    """

    start: int
    end: int
    number_start: int
    number_end: int
    quantity: Quantity
    kind: FigureKind
    noun: str | None = None
    noun_start: int | None = None
    noun_end: int | None = None
    unit: Unit | None = None
    sort: NounSort | None = None
