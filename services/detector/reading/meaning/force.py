"""What counts as armed force beside a cue."""

from typing import Final

from schemas.vocabulary import Unit
from services.detector.reading.figures.lexicon import GENERIC_FORCE, IRREGULARS
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.words import grammar
from services.detector.reading.words.referents import names_force
from services.detector.reading.words.tokens import Token
from services.detector.reading.words.wordlist import words

_MEN: Final = words("men women recruits volunteers fighters gunmen")
_BEHIND_BARE: Final = words("more , . ; to of in at for on")
_BODIES: Final = words(
    "battalion regiment brigade force garrison contingent detachment squad corps army unit "
    "militia flotilla fleet patrol company platoon"
)
_FORCE_UNITS: Final = frozenset({Unit.TROOPS, Unit.POLICE, Unit.RESERVISTS, Unit.SHIPS})


def figure_is_force(situation: Situation) -> bool:
    """Whether the figure counts troops, police, reservists or ships."""
    figures = situation.figures()
    return bool(figures) and (
        figures[0].unit in _FORCE_UNITS
        or _is_body_of(situation)
        or _is_bare(situation)
        or _are_men(situation)
    )


def _are_men(situation: Situation) -> bool:
    """As in "the army has sent 50 men"."""
    return situation.figures()[0].noun in _MEN and names_force(situation.words(situation.agent))


def _is_bare(situation: Situation) -> bool:
    """As in "riot police ringed the parliament; 800 were on duty": the sentence tells of whom."""
    figure = situation.figures()[0]
    if figure.unit is not None or figure.noun not in {None, "more"}:
        return False
    tokens = situation.tokens
    at = next((at for at, one in enumerate(tokens) if one.figure is figure), None)
    if at is None or any(map(_tells_force, tokens)):
        return False
    after = tokens[at + 1].lower if at + 1 < len(tokens) else "."
    alone = grammar.is_finite(after) or after in _BEHIND_BARE
    return alone and names_force(token.lower for token in tokens[:at])


def _tells_force(token: Token) -> bool:
    """Whether a number in the sentence says itself that it counts a force."""
    figure = token.figure
    return figure is not None and (figure.unit in _FORCE_UNITS or figure.noun in IRREGULARS)


def _is_body_of(situation: Situation) -> bool:
    """As in "a battalion of some 600 men"."""
    start = situation.theme.start if situation.theme is not None else 0
    before = [token.lower for token in situation.tokens[max(0, start - 2) : start]]
    noun = situation.figures()[0].noun
    men = noun in {None, "men", "people", "volunteers"} or noun in IRREGULARS
    return men and before[-1:] == ["of"] and bool(_BODIES & set(before))


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


def is_figurative(situation: Situation) -> bool:
    """As in "an army of 40 cooks": a body of men that is none."""
    theme = situation.theme
    if theme is None:
        return False
    low = max(0, theme.start - 2)
    tokens = situation.tokens[low : theme.end]
    for at in range(2, len(tokens)):
        figure = tokens[at].figure
        body = tokens[at - 1].lower == "of" and tokens[at - 2].lower in _BODIES
        if body and figure is not None and figure.unit is Unit.PEOPLE:
            return figure.noun not in _MEN | IRREGULARS and figure.noun != "people"
    return False
