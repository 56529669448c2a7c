"""What counts as armed force beside a cue."""

from typing import Final

from schemas.vocabulary import Unit
from services.detector.reading.figures.lexicon import GENERIC_FORCE, IRREGULARS
from services.detector.reading.meaning.situation import Situation

_FORCE_UNITS: Final = frozenset({Unit.TROOPS, Unit.POLICE, Unit.RESERVISTS, Unit.SHIPS})


def figure_is_force(situation: Situation) -> bool:
    """Whether the figure counts troops, police, reservists or ships."""
    figures = situation.figures()
    return bool(figures) and figures[0].unit in _FORCE_UNITS


def figure_is_fighters(situation: Situation) -> bool:
    """Whether the figure counts those who fight: "250 of his men", "16 generals"."""
    figures = situation.figures()
    if not figures or (figures[0].quantity.figure or 0) <= 1:
        return False
    return figure_is_force(situation) or figures[0].noun in (IRREGULARS | GENERIC_FORCE)


def figure_is_crowd(situation: Situation) -> bool:
    """Whether the figure counts two or more people, or two or more of nothing named."""
    figures = situation.figures()
    return bool(figures) and (figures[0].quantity.figure or 0) > 1
