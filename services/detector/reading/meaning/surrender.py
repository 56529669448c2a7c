"""Fighters who give up, desert or change sides, or not: "surrendered a two-set lead"."""

from typing import Final

from services.detector.reading.meaning.force import figure_is_crowd, figure_is_fighters
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.force import CHANGED_SIDES, GIVEN_IN
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import has_object
from services.detector.reading.words.referents import names_force
from services.detector.reading.words.wordlist import words

_ARMS: Final = words(
    "arms weapons rifles guns carbines firearms swords kalashnikovs weaponry ammunition"
)
_YIELD: Final = (" their", " its")
"""Verbs with these behind say surrender where arms follow."""
_CHANGED_SIDES: Final = frozenset(CHANGED_SIDES.split("|"))
_SWAPPED: Final = words("swap trade exchange barter")
_GIVEN_IN: Final = frozenset(GIVEN_IN.split("|"))
_BEFORE_BARE: Final = (
    grammar.AUXILIARIES
    | grammar.SUBORDINATORS
    | grammar.DETERMINERS
    | words("and but or then of said says nearly about some around least over than")
)
_UNITS: Final = words("companies units unit battalions brigades divisions crews pilots officers")
_NOBODY: Final = words("nobody none one")
_POLITICIANS: Final = words(
    "delegates lawmakers mps legislators deputies senators senator councillors politicians "
    "ministers voters supporters customers subscribers users viewers readers players employees "
    "scientists activists party advertisers"
)
_PARTIES: Final = words("party parties democrats republicans liberals labour club rival league")
_FLED: Final = words("deserters desertions")
_AT_LAST: Final = words("arms weapons , . rifles on")
_SIDES: Final = words(
    "side enemy government opposition ranks junta regime lines marchers demonstrators protesters "
    "crowd people uprising revolt"
)
_GIVEN_UP: Final = words(
    "points lead goals passport licence license sovereignty title crown seat claims"
)


def is_surrender(situation: Situation) -> bool:
    """Whether fighters give up, desert or change sides."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    if _is_given_up(situation, theme):
        return False
    if cue.lemma in _CHANGED_SIDES:
        after = situation.after(4)
        sided = names_force(after) or not cue.lemma.endswith((" to", " the"))
        sided = sided or bool({"them", "us", "him"} & set(after[:1]))
        return (figure_is_fighters(situation) or names_force(theme)) and (
            sided or bool(_SIDES & set(after))
        )
    if cue.bearer is Bearer.NOUN:
        near = names_force(theme) or names_force(situation.before(5))
        return near or (cue.lemma in _FLED and bool(situation.figures()))
    bare = _counts_nobody_named(situation)
    if cue.lemma in _GIVEN_IN and figure_is_crowd(situation) and _to_a_side(situation):
        return True
    if (cue.lemma in {"desert", "defect"} or bare) and figure_is_crowd(situation):
        return True
    if cue.lemma in {"desert", "defect"} and (_UNITS | _NOBODY) & set(theme):
        return names_force(token.lower for token in situation.tokens) or bool(_UNITS & set(theme))
    return names_force(theme) or figure_is_fighters(situation) or _asked(situation)


def _counts_nobody_named(situation: Situation) -> bool:
    """As in "six surrendered", "another 12 gave up"; not "at move 41 he gave up"."""
    figures = situation.figures()
    if not figures or figures[0].noun not in {None, "more"}:
        return False
    at = next((at for at, one in enumerate(situation.tokens) if one.figure is figures[0]), 0)
    before = situation.tokens[at - 1].lower if at else ""
    return not before.isalpha() or before in _BEFORE_BARE


def _to_a_side(situation: Situation) -> bool:
    """As in "gave themselves up to the Ethiopian side"; not "to the police"."""
    after = set(situation.after(7))
    return "police" not in after and (bool({"side", "enemy"} & after) or names_force(after))


def _is_given_up(situation: Situation, theme: list[str]) -> bool:
    """Whether something else is given up: a lead, a passport, a party."""
    lemma, after = situation.cue.lemma, situation.after(4)
    if _GIVEN_UP & set(after) or (_POLITICIANS & set(theme) and not names_force(theme)):
        return True
    if lemma.startswith("defect") and _PARTIES & set(situation.after(8)):
        return not names_force(theme)
    if lemma == "disarm":
        return has_object(situation.tokens, situation.cue.start)
    if lemma == "give up":
        return not _AT_LAST & set(after[:3])
    if situation.cue.bearer is Bearer.STATE:
        return not (situation.figures() and figure_is_crowd(situation))
    if lemma.split()[0] in _SWAPPED:
        return not (_ARMS & set(after[:3]) and "for" in situation.after(8))
    return lemma.endswith(_YIELD) and not _ARMS & set(after[:3])


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
