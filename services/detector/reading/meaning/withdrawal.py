"""Forces that leave where they stood, or not: a candidate, a treaty."""

from collections.abc import Callable
from typing import Final

from services.detector.reading.meaning.crossing import is_crossing
from services.detector.reading.meaning.force import (
    figure_is_crowd,
    figure_is_fighters,
    figure_is_force,
)
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.force import GONE
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import TIME_NOUNS, Voice, has_object
from services.detector.reading.words.referents import names_force
from services.detector.reading.words.wordlist import words

_TREATY: Final = words(
    "remark remarks statement accusation allegation allegations comment comments bid rights "
    "agreement treaty accord accords pact convention deal organization organisation race "
    "election elections tournament contest competition talks negotiations nomination candidacy bid "
    "case lawsuit charges partnership statute protocol membership summit conference bloc party "
    "championship consideration festival season list application council programme program "
    "alliance ecowas nato who unesco icc support statement bill proposal resolution appeal games "
    "cup eurovision game match team union cash money funds licence license accreditation "
    "ambassador offer exchange series framework complaint funding government cabinet budget "
    "coalition endorsement ad ads product products vaccine advertisement market bank banks savings "
    "consent visa visas"
)
_BODIES_OF_MEN: Final = words("government party coalition alliance council team mission union")
"""What forces can be of, and what one can also leave."""
_LEFT: Final = words(
    "country base bases area region city town village airfield post outpost barracks camp "
    "positions province territory soil"
)
_BEYOND: Final = words(
    "under after amid following as by since ahead when before during because while"
)
_PULLS_OUT: Final = words("withdraw retreat") | {"pull out", "pull back", "fall back"}
_RETIRING: Final = words("retire redeploy depart")
_GONE: Final = frozenset(GONE.split("|"))
_MONEY: Final = words("aid spending budget budgets pay salaries casualties costs deaths")
_BESIDE: Final = 12
"""So many characters at most stand between "left" and the place left."""
_NEAR: Final = 80
"""So many characters behind a withdrawal its place may stand."""


def is_withdrawal(situation: Situation) -> bool:
    """Whether forces leave where they stood."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    after = situation.after(9)
    if _TREATY & set(_left(after)) or (_TREATY - _BODIES_OF_MEN - {"who"}) & set(theme):
        return False
    if cue.lemma in _GONE:
        return _is_gone(situation, theme)
    by_verb = _WITHDRAWN_BY.get(cue.lemma)
    if by_verb is not None:
        return by_verb(situation, theme, after)
    if figure_is_fighters(situation):
        return True
    if situation.figures():
        return names_force(theme)
    agent = situation.words(situation.agent)
    if names_force(theme) or names_force(agent):
        return True
    if cue.bearer is Bearer.NOUN:
        return _from_place(situation, after) or names_force(situation.before(4))
    state = situation.has_place(situation.agent) or situation.has_place(situation.theme)
    someone = state or bool({"it", "they", "he"} & {*theme, *agent})
    return (someone and _from_place(situation, after)) or _they_pull_out(situation, theme)


def _they_pull_out(situation: Situation, theme: list[str]) -> bool:
    """As in "the jihadists held the town for six hours before they pulled out"."""
    first = situation.theme.start if situation.theme is not None else 0
    before = [token.lower for token in situation.tokens[:first]]
    return theme == ["they"] and situation.cue.lemma in _PULLS_OUT and names_force(before)


def _left(after: list[str]) -> list[str]:
    """Return what is left: the words behind the verb up to what only says when or why."""
    end = next((at for at, word in enumerate(after) if at and word in _BEYOND), len(after))
    return after[:end]


def _is_gone(situation: Situation, theme: list[str]) -> bool:
    """As in "150 men rolled out of the base": a force that is counted, and moves of itself."""
    moving = situation.group is not None and situation.group.voice is Voice.ACTIVE
    if situation.cue.lemma.split()[0] in _RETIRING:
        return moving and (figure_is_force(situation) or names_force(theme))
    force = figure_is_force(situation) or (bool(situation.figures()) and names_force(theme))
    return force and moving and figure_is_crowd(situation) and not is_crossing(situation)


def _go(situation: Situation, theme: list[str], after: list[str]) -> bool:
    del after
    if situation.cue.bearer is Bearer.SUBJECT and has_object(
        situation.tokens, situation.cue.end - 1
    ):
        return False  # "turned back 1,200 people"
    return figure_is_force(situation) or names_force(theme)


def _counted_force(situation: Situation, theme: list[str], after: list[str]) -> bool:
    del theme, after
    return figure_is_force(situation)


def _thinned(situation: Situation, theme: list[str], after: list[str]) -> bool:
    """As in "cut its 28,500 troops in Korea"; not "cut military aid"."""
    del after
    counted = bool(situation.figures()) and names_force(theme)
    return (
        counted or figure_is_force(situation) or bool({"troops", "presence"} & set(theme))
    ) and not (_MONEY & set(theme))


def _give_up_ground(situation: Situation, theme: list[str], after: list[str]) -> bool:
    del situation
    held = {"positions", "base", "posts", "outposts", "bases"}
    return bool(held & set(after[:4])) and names_force(theme)


def _leaves(situation: Situation, theme: list[str], after: list[str]) -> bool:
    """As in "the troops left the country"; not "leaving 12 dead"."""
    group = situation.group
    if (
        group is None
        or group.voice is Voice.GERUND
        or not (names_force(theme) or figure_is_force(situation))
    ):
        return False
    end = situation.tokens[situation.cue.end - 1].end
    reached = any(end <= one.start < end + _BESIDE and one.place for one in situation.places) or (
        situation.cue.end < len(situation.tokens)
        and situation.tokens[situation.cue.end].capital
        and situation.tokens[situation.cue.end].lower not in TIME_NOUNS
    )
    if situation.figures() and not figure_is_crowd(situation):
        return False
    coming = (group.modal is not None or group.infinitive) and figure_is_fighters(situation)
    bare = not after or after[0] in grammar.PREPOSITIONS or after[0] in {".", ","}
    return reached or bool(_LEFT & set(after[:3])) or (coming and bare)


def _leaves_ground(situation: Situation, theme: list[str], after: list[str]) -> bool:
    """As in "ordered the troops to quit the city", "vacated two bases"."""
    return _give_up_ground(situation, theme, after) or _leaves(situation, theme, after)


_WITHDRAWN_BY: Final[dict[str, Callable[[Situation, list[str], list[str]], bool]]] = {
    "cut": _thinned,
    "reduce": _thinned,
    "slash": _thinned,
    "trim": _thinned,
    "halve": _thinned,
    "scale back": _thinned,
    "scale down": _thinned,
    "vacate": _leaves_ground,
    "march out": _go,
    "move out": _go,
    "ship out": _go,
    "clear out": _go,
    "decamp": _go,
    "turn round": _go,
    "come home": _go,
    "head home": _go,
    "return to barracks": _go,
    "go back to barracks": _go,
    "return to their barracks": _go,
    "return to base": _go,
    "departure": _go,
    "extract": _counted_force,
    "repatriate": _counted_force,
    "leave": _leaves,
    "evacuate": _counted_force,
    "remove": _counted_force,
    "abandon": _leaves_ground,
    "quit": _leaves_ground,
    "go home": _go,
    "return home": _go,
    "depart": _go,
    "fly home": _go,
    "sail home": _go,
    "turn back": _go,
    "draw down": _thinned,
    "shrink": _thinned,
    "move back": _counted_force,
    "take back to": _counted_force,
    "draw back": _counted_force,
    "bring back from": _counted_force,
    "bring back to": _counted_force,
    "order back to": _counted_force,
    "recall from": _counted_force,
    "hand over the base": _go,
    "hand over their base": _go,
    "bring home": _go,
    "order to leave": _go,
    "order to depart": _go,
}
"""Verbs that say so little of forces that each asks its own evidence."""


def _from_place(situation: Situation, after: list[str]) -> bool:
    """Whether what follows is where they leave: "from Kherson", not "from the race"."""
    if not {"from", "of"} & set(after[:4]):
        return False
    end = situation.tokens[situation.cue.end - 1].end
    return any(
        end <= place.start < end + _NEAR and place.place is not None for place in situation.places
    )
