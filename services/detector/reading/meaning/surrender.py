"""Fighters who give up, desert or change sides, or not: "surrendered a two-set lead"."""

from typing import Final

from services.detector.reading.meaning.force import figure_is_crowd, figure_is_fighters
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import has_object
from services.detector.reading.words.referents import names_force
from services.detector.reading.words.wordlist import words

_ARMS: Final = words("arms weapons rifles guns carbines firearms swords kalashnikovs weaponry")
_YIELDS: Final = frozenset(
    {
        "turn over their",
        "turn in their",
        "hand in their",
        "lay down their",
        "hand over their",
        "throw down their",
    }
)
"""Verbs that say surrender where arms follow."""
_GOES_OVER: Final = frozenset({"go over to the", "cross over to the"})
_GIVEN_UP: Final = words(
    "points lead goals passport licence license sovereignty title crown seat claims"
)


def is_surrender(situation: Situation) -> bool:
    """Whether fighters give up, desert or change sides."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    after = situation.after(4)
    if _GIVEN_UP & set(after):
        return False
    if cue.lemma == "disarm" and has_object(situation.tokens, cue.start):
        return False
    if cue.lemma in _YIELDS and not _ARMS & set(after[:3]):
        return False
    if cue.lemma in _GOES_OVER:
        return (figure_is_fighters(situation) or names_force(theme)) and names_force(after)
    if cue.lemma == "give up" and not {"arms", "weapons", ",", ".", "rifles", "on"} & set(
        after[:3]
    ):
        return False
    if cue.bearer is Bearer.NOUN:
        near = names_force(theme) or names_force(situation.before(5))
        return near or (cue.lemma in {"deserters", "desertions"} and bool(situation.figures()))
    bare = bool(situation.figures()) and situation.figures()[0].noun in {None, "more"}
    if (cue.lemma in {"desert", "defect"} or bare) and figure_is_crowd(situation):
        return True
    return names_force(theme) or figure_is_fighters(situation) or _asked(situation)


def _asked(situation: Situation) -> bool:
    """As in "calls on Hamas to disarm": the infinitive's subject is a named group."""
    group = situation.group
    return (
        situation.cue.lemma
        in {"disarm", "lay down arms", "lay down its arms", "lay down its weapons"}
        and group is not None
        and not any(word in grammar.PRONOUNS for word in situation.words(situation.theme))
        and situation.has_name(situation.theme)
    )
