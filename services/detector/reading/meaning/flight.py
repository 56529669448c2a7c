"""People on the move, or not: out of home, out of danger."""

from typing import Final

from schemas.vocabulary import Unit
from services.detector.reading.meaning.crossing import is_crossing, is_crowd
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.words.referents import counts_people, names_crowd, names_people
from services.detector.reading.words.wordlist import words

_NO_FLIGHT: Final = words(
    "scene prison jail custody arrest police vehicle car prosecution captivity court justice "
    "sanctions investigation detention hostages officers embassy consulate train"
)
_TOLD_TO_GO: Final = frozenset(
    {
        "order to leave",
        "tell to leave",
        "tell to go",
        "advise to leave",
        "urge to leave",
        "ask to leave",
    }
)
_MOVING: Final = frozenset({"on the move", "take to the roads", "take to the road"})
_ON_THE_ROAD: Final = words("demonstrators protesters marchers troops soldiers fans pilgrims")
_SHELTERED: Final = frozenset(
    {
        "lodge in",
        "house in",
        "camp in",
        "sleep in",
        "bed down in",
        "live in",
        "stay in",
        "accommodate in",
        "shelter in",
    }
)
_SHELTERS: Final = words(
    "tents tent camp camps shelter shelters schools school dormitories kindergartens halls mosques "
    "churches stadium stadiums gymnasiums gym centers centres church mosque barns sheds"
)
_ANIMALS: Final = words(
    "animals cattle livestock pets dogs cats horses birds sheep elephants paintings artefacts"
)
_HUNTED: Final = words(
    "attackers attacker gunmen suspects suspect assailants thieves robbers perpetrators inmates "
    "prisoners driver militants insurgents gang killers bandits president minister leader drivers "
    "troops soldiers"
)


def is_displacement(situation: Situation) -> bool:
    """Whether people are driven from home."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    if situation.figures() and not counts_people(situation.figures()[0]):
        return False
    if cue.lemma in _MOVING and _ON_THE_ROAD & set(theme):
        return False
    if cue.lemma in _SHELTERED:
        return bool(situation.figures()) and bool(_SHELTERS & set(situation.after(6)))
    if cue.bearer is Bearer.TOLL or situation.is_attributive():
        return bool(situation.figures())
    if cue.bearer is Bearer.NOUN:
        return bool(situation.figures()) or names_people(theme) or cue.lemma == "exodus"
    if cue.bearer is Bearer.STATE:
        return bool(situation.figures()) or (_is_predicate(situation) and names_crowd(theme))
    return _is_driven_out(situation, theme)


def _is_driven_out(situation: Situation, theme: list[str]) -> bool:
    after = situation.after(6)
    lemma = situation.cue.lemma
    if lemma == "flee":
        hunted = _NO_FLIGHT & set(after[:4]) or _HUNTED & set(theme)
        return not hunted and is_crowd(situation) and not is_crossing(situation)
    if lemma in {"drive from", "force from", "drive out of", "force out of"}:
        return bool({"homes", "home", "houses", "villages"} & set(after)) and is_crowd(situation)
    return is_crowd(situation)


def _is_predicate(situation: Situation) -> bool:
    return situation.group is not None and situation.group.start != situation.group.at


def is_evacuation(situation: Situation) -> bool:
    """Whether people are moved out, or told to go."""
    if situation.is_attributive():
        return False
    cue = situation.cue
    if _ANIMALS & set(situation.words(situation.theme)):
        return False
    figures = situation.figures()
    theme = situation.words(situation.theme)
    if figures and figures[0].unit in {Unit.SHIPS, Unit.TROOPS}:
        return False
    if figures and not counts_people(figures[0]):
        return figures[0].unit is Unit.PLACES
    if cue.lemma in _TOLD_TO_GO and not is_crowd(situation):
        return False
    if cue.lemma in {"fly out of", "bring out of", "move out of the"}:
        return bool(figures) and is_crowd(situation) and "way" not in situation.after(8)
    if cue.lemma in {"airlift", "relocate", "move to safety", "bring to safety", "take to safety"}:
        return bool(figures) and not {"asylum", "refugees", "migrants"} & set(theme)
    return not (
        cue.bearer is Bearer.NOUN
        and situation.after(1)[:1]
        in (
            ["flight"],
            ["flights"],
            ["centre"],
            ["center"],
            ["plan"],
            ["plans"],
            ["route"],
            ["routes"],
            ["centres"],
            ["centers"],
        )
    )
