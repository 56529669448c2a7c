"""Figures in a text: find_figures and what it returns."""

import re
from typing import Final

from schemas.report import Quantity
from schemas.vocabulary import Bound, Unit
from services.detector.reading.figure import Figure, FigureKind

__all__ = ["Figure", "FigureKind", "find_figures"]

_SIMPLE: Final = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(?: (people|soldiers|troops))?\b")
_UNITS: Final = {"people": Unit.PEOPLE, "soldiers": Unit.TROOPS, "troops": Unit.TROOPS}


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the number expressions of a text, in order, without overlap."""
    figures = []
    for match in _SIMPLE.finditer(text):
        number, noun = int(match.group(1).replace(",", "")), match.group(2)
        figures.append(
            Figure(
                start=match.start(1),
                end=match.end(1),
                number_start=match.start(1),
                number_end=match.end(1),
                quantity=Quantity(low=number, high=number, bound=Bound.EXACT),
                kind=FigureKind.COUNT,
                noun=noun,
                noun_start=match.start(2) if noun else None,
                noun_end=match.end(2) if noun else None,
                unit=_UNITS.get(noun),
            )
        )
    return tuple(figures)
