"""Force called up, or not: voters, aid, a draft of players."""

from collections.abc import Callable
from typing import Final

from schemas.vocabulary import Unit
from services.detector.reading.meaning.force import figure_is_force
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.force import ALERTED, NOTICES, PRESSED
from services.detector.reading.words.clause import Voice, has_object
from services.detector.reading.words.referents import names_force
from services.detector.reading.words.wordlist import words

_CIVIC: Final = words(
    "voters voter support supporters resources funds funding aid money volunteers public opinion "
    "community international donors students fans donations communities society masses capital "
    "base football soccer electorate opposition investment finance financing workers humanitarian"
)
_RESERVE: Final = words(
    "reservists reservist reserve conscripts conscript reserves reserve recruits guardsmen men "
    "guard"
)
_RESERVED: Final = words("reservists reservist reserve reserves guardsmen")
_TAKEN: Final = words("draft conscript enlist recruit levy")
_PLAYERS: Final = words("orchestra coach coaches team club choir theatre selector selectors")
_NO_CALLUP: Final = words("draft recall summon")
_PRESSED: Final = frozenset(PRESSED.split("|")) | {
    "press into service", "put under arms", "call to arms",
}  # fmt: skip
_ENLISTED: Final = words("enlist recruit enrol enroll recruitment")
_RAISED: Final = words("general partial military full mass army total nationwide wartime forced")
_ALERTED: Final = frozenset(ALERTED.split("|")) | {
    "on standby", "on high alert", "on full alert", "on alert", "under arms",
}  # fmt: skip


_CERTAIN: Final = frozenset(
    notice for notice in NOTICES.split("|") if not notice.startswith("reserve")
) | {"conscript", "call to arms"}
_JOINING: Final = words("volunteers fighters conscripts")
_RETIRED: Final = words("veterans draftees nba nfl pick picks rookie")
_ASKED: Final = frozenset({"call", "call in", "contact", "report to", "report for"})
_RECRUITS: Final = words("men recruits conscripts volunteers soldiers reservists youths women")


def is_callup(situation: Situation) -> bool:
    """Whether a state or a group calls up those who serve it."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    if "popular" in situation.before(1) or _RETIRED & {one.lower for one in situation.tokens}:
        return False
    if cue.bearer is Bearer.TOLL:
        return figure_is_force(situation) or bool(_RECRUITS & _nouns(situation))
    judged = _CALLED_UP_BY.get(cue.lemma, _is_raised)
    return judged(situation, theme)


def is_reserve(situation: Situation) -> bool:
    """Whether it counts reservists, or those of a reserve: "500 members of the National Guard"."""
    figures = situation.figures()
    theme = set(situation.words(situation.theme))
    guard = bool(figures) and {"national", "guard"} <= theme
    return (
        guard or (bool(figures) and figures[0].unit is Unit.RESERVISTS) or bool(_RESERVED & theme)
    )


def _is_enlisted(situation: Situation, theme: list[str]) -> bool:
    if figure_is_force(situation):
        return True
    if not situation.figures():
        return False
    return bool(_JOINING & set(theme)) or _is_bare_passive(situation)


def _is_raised(situation: Situation, theme: list[str]) -> bool:
    """As in "mobilized 20,000 men", "drafted", "called up the reserve"."""
    cue = situation.cue
    reserve = bool(_RESERVE & set(theme)) or figure_is_force(situation) or _is_class(theme)
    if cue.bearer is Bearer.NOUN:
        return _is_raising(situation, theme, reserve=reserve)
    if cue.lemma == "draft" and not has_object(situation.tokens, cue.start):
        return situation.group is not None and situation.group.start < situation.group.at
    if _is_single(situation) or _PLAYERS & set(situation.words(situation.agent)):
        return False
    taken = cue.lemma in _TAKEN and names_force(situation.words(situation.agent))
    if taken and bool(situation.figures()) and not names_force(theme):
        return True  # "recruiters of the army drafted 900 villagers"
    loose = cue.lemma.split()[0] in _NO_CALLUP or bool(_CIVIC & set(theme))
    return reserve or (names_force(theme) and not loose)


def _is_single(situation: Situation) -> bool:
    """As in "a reserve of 14 violinists": one reserve, and not of men."""
    figures = situation.figures()
    return bool(figures) and (figures[0].quantity.figure or 0) == 1


def _is_asked_in(situation: Situation, theme: list[str]) -> bool:
    """As in "3,600 reservists are called for training", "reservists must report"."""
    figures = situation.figures()
    reserve = bool(figures) and figures[0].unit is Unit.RESERVISTS
    named = bool(
        _RESERVE - {"men", "recruits", "guard"} & set(theme)
    ) or "guard" in situation.words(situation.agent)
    if situation.cue.lemma in {"call", "contact"}:
        return reserve or bool({"reserve", "reserves"} & set(situation.after(10)) and figures)
    if situation.cue.lemma == "call in":
        return reserve or (named and bool(figures))
    failed = {"failed", "failing", "refused", "refusing"} & set(situation.before(4))
    return (reserve or named) and not failed


def _is_bare_passive(situation: Situation) -> bool:
    """As in "1,120 had been enlisted"."""
    passive = situation.group is not None and situation.group.voice is Voice.PASSIVE
    return passive and situation.figures()[0].noun is None and situation.cue.lemma == "enlist"


def _nouns(situation: Situation) -> set[str]:
    return {figure.noun for figure in situation.figures() if figure.noun is not None}


def _is_class(theme: list[str]) -> bool:
    """As in "every man under 50", "men aged 18 to 30", "the class of 1962"."""
    men = bool({"man", "men", "males"} & set(theme))
    aged = bool({"aged", "under", "between", "every", "able-bodied", "all"} & set(theme))
    return (men and aged) or bool({"class", "classes"} & set(theme))


def _is_raising(situation: Situation, theme: list[str], *, reserve: bool) -> bool:
    """As in "the mobilization of 20,000 men", "a partial mobilization"."""
    before = situation.before(4)
    if _CIVIC & {*before[-2:], *situation.after(3)}:
        return False
    bare = [one.noun for one in situation.figures()] == [None]
    if bare and situation.cue.lemma in {"mobilization", "mobilisation"}:
        return True  # "a mobilisation of 300,000"
    certain = situation.cue.lemma in {"conscription", "call-up", "call-ups", "callup"}
    return reserve or names_force(theme) or bool(_RAISED & set(before)) or (certain and bool(theme))


def _is_notified(situation: Situation, theme: list[str]) -> bool:
    del situation
    return bool(theme)


def _is_pressed(situation: Situation, theme: list[str]) -> bool:
    """As in "200 students were press-ganged into the army": anybody who is counted."""
    return bool(situation.figures()) or _is_raised(situation, theme)


def _is_activated(situation: Situation, theme: list[str]) -> bool:
    del theme
    return is_reserve(situation)


def _is_alerted(situation: Situation, theme: list[str]) -> bool:
    return figure_is_force(situation) or names_force(theme)


_CALLED_UP_BY: Final[dict[str, Callable[[Situation, list[str]], bool]]] = {
    **dict.fromkeys(_ALERTED, _is_alerted),
    **dict.fromkeys(_ASKED, _is_asked_in),
    **dict.fromkeys(_PRESSED, _is_pressed),
    "activate": _is_activated,
    **dict.fromkeys(_CERTAIN, _is_notified),
    **dict.fromkeys(_ENLISTED, _is_enlisted),
}
"""Wordings that each ask their own evidence."""
