"""A figure: a number in a text, with its bounds, its kind, and what it counts."""

from typing import NamedTuple

from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Unit
from tocsin.services.reading.lexicon.terms import FigureKind, NounSort

__all__ = ["Figure", "FigureKind", "NounSort"]


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
