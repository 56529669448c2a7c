"""Figures that count one event add up."""

from typing import Final

from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Bound, EventType, Unit
from tocsin.services.reading.figures.figure import Figure, NounSort

NO_QUANTITY: Final = Quantity()


def unit_of(event_type: EventType, figures: tuple[Figure, ...]) -> Unit:
    """Return what an event's figure counts; men who desert or are deployed count as troops."""
    default = PROFILES[event_type].default_unit
    if figures and figures[0].sort is NounSort.HOMES:
        return Unit.HOUSEHOLDS
    unit = figures[0].unit if figures else None
    if unit is None:
        return default
    fighting = default is Unit.TROOPS and unit is Unit.PEOPLE
    return default if fighting and figures[0].sort is NounSort.FIGHTERS else unit


def quantity_of(figures: tuple[Figure, ...]) -> Quantity:
    """Return the figures' sum: "20 soldiers and 3 police" is 23; one open bound opens the sum.

    Households are not added to people.
    """
    if not figures:
        return NO_QUANTITY
    first = figures[0]
    same = [
        figure
        for figure in figures
        if (figure.unit is Unit.HOUSEHOLDS) == (first.unit is Unit.HOUSEHOLDS)
    ]
    total = first.quantity
    for figure in same[1:]:
        total = add(total, figure.quantity)
    return total


def add(one: Quantity, other: Quantity) -> Quantity:
    """Return the sum of two quantities, as wide as the wider of them."""
    if Bound.NONE in {one.bound, other.bound}:
        return one if other.bound is Bound.NONE else other
    bounds = {one.bound, other.bound}
    low = _sum(one.low, other.low)
    high = _sum(one.high, other.high)
    if bounds == {Bound.EXACT}:
        return Quantity(low=low, high=high, bound=Bound.EXACT)
    if Bound.MAX in bounds:
        return Quantity(low=None, high=high, bound=Bound.MAX) if high else one
    if Bound.VAGUE in bounds:
        return Quantity(low=low, high=None, bound=Bound.VAGUE)
    if Bound.MIN in bounds:
        return Quantity(low=low, high=None, bound=Bound.MIN)
    if Bound.RANGE in bounds:
        return Quantity(low=low, high=high, bound=Bound.RANGE)
    return Quantity(low=low, high=high, bound=Bound.APPROX)


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
