"""What counts as armed force beside a cue."""

from typing import Final

from schemas.vocabulary import Unit
from services.detector.reading.figures.lexicon import GENERIC_FORCE, IRREGULARS
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.words.wordlist import words

_BODIES: Final = words(
    "battalion regiment brigade force garrison contingent column detachment squad corps army unit "
    "militia flotilla fleet patrol company platoon"
)
_FORCE_UNITS: Final = frozenset({Unit.TROOPS, Unit.POLICE, Unit.RESERVISTS, Unit.SHIPS})


def figure_is_force(situation: Situation) -> bool:
    """Whether the figure counts troops, police, reservists or ships."""
    figures = situation.figures()
    return bool(figures) and (figures[0].unit in _FORCE_UNITS or _is_body_of(situation))


def _is_body_of(situation: Situation) -> bool:
    """As in "a battalion of some 600 men"."""
    start = situation.theme.start if situation.theme is not None else 0
    before = [token.lower for token in situation.tokens[max(0, start - 2) : start]]
    return before[-1:] == ["of"] and bool(_BODIES & set(before))


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
