"""Force raised, sent or massed, or not: voters, aid, a party's base."""

from typing import Final

from schemas.vocabulary import Subtype
from services.detector.reading.meaning.force import figure_is_force
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.force import ALERTED, MOVED_UP, NOTICES, SENT_UP
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Voice, has_object
from services.detector.reading.words.referents import MATERIEL, names_force
from services.detector.reading.words.wordlist import words

_CIVIC: Final = words(
    "voters voter support supporters resources funds funding aid money volunteers public opinion "
    "community international donors students fans donations communities society masses capital "
    "base football soccer electorate opposition investment finance financing workers humanitarian"
)
_RESERVE: Final = words(
    "reservists reservist conscripts conscript reserves reserve recruits guardsmen men guard"
)
_NO_CALLUP: Final = words("draft recall summon")
_ENLISTED: Final = words("enlist recruit enrol enroll recruitment")
_RAISED: Final = words("general partial military full mass army total nationwide wartime forced")
_SENT_AWAY: Final = words("home back prison jail hospital hospitals court off")
_SENT_LEMMAS: Final = words("send dispatch deploy redeploy mass amass")
_LOOSE_LEMMAS: Final = frozenset(SENT_UP.split("|")) | words(
    "order move position station activate rush reinforce airlift fly ship concentrate"
)
_DEPLOYMENT_NOUNS: Final = words(
    "deployment deployments redeployment buildup build-up massing dispatch despatch arrival "
    "concentration"
)
_GOES_OUT: Final = frozenset(MOVED_UP.split("|"))
_ALERTED: Final = frozenset(ALERTED.split("|")) | {
    "on standby", "on high alert", "on full alert", "on alert", "under arms",
}  # fmt: skip
_CERTAIN: Final = words("conscript") | {"call to arms"}
_JOINING: Final = words("volunteers fighters conscripts")
_RETIRED: Final = words("veterans draftees nba nfl pick picks rookie")
_NOTICES: Final = frozenset(NOTICES.split("|"))


def is_mobilization(situation: Situation) -> bool:  # noqa: PLR0911 - each return is one reading
    """Whether force is raised, sent or massed."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    if cue.subtype is Subtype.CALLUP:
        return _is_callup(situation, theme)
    if _is_background(situation) or (cue.lemma == "send" and _SENT_AWAY & set(situation.after(3))):
        return False
    if cue.lemma in _GOES_OUT:
        return bool(situation.figures()) and _is_sent(situation, theme)
    if figure_is_force(situation):
        several = (situation.figures()[0].quantity.figure or 0) > 1
        return (several or names_force(theme)) and (
            cue.lemma != "order" or bool({"to", "onto", "into"} & set(situation.after(14)))
        )
    if cue.lemma in _DEPLOYMENT_NOUNS:
        return _is_deployment(situation, theme)
    if cue.lemma == "reinforcements":
        return "military" in situation.before(2) or names_force(situation.before(4))
    if cue.lemma in _LOOSE_LEMMAS:
        return (cue.lemma == "activate" and names_force(theme)) or (
            cue.lemma == "reinforce" and bool({"border", "positions", "garrison"} & set(theme))
        )
    if cue.bearer is Bearer.SUBJECT:
        return names_force(theme) and "rebels" not in theme
    if {"a", "an"} & set(theme[1:]):
        return False  # "sent the police a plan"
    martial = names_force(theme) and not {"member", "officer"} & set(theme)
    armed = cue.lemma in _SENT_LEMMAS and bool(MATERIEL & set(theme))
    return martial or (
        armed and (cue.lemma == "deploy" or names_force(situation.words(situation.agent)))
    )


def _is_sent(situation: Situation, theme: list[str]) -> bool:
    """As in "800 marines landed in Haiti": a counted force, and not a homecoming or a flight."""
    counted = (situation.figures()[0].quantity.figure or 0) > 1
    return counted and (figure_is_force(situation) or names_force(theme))


def _is_background(situation: Situation) -> bool:
    """As in "the task force deployed there said": a participle that only tells who."""
    group = situation.group
    if group is None:
        return False
    if group.voice is Voice.GERUND and situation.cue.bearer is Bearer.SUBJECT:
        return True
    reduced = group.voice is Voice.PASSIVE and group.start == group.at
    relative = (
        situation.tokens[group.start - 1].lower in grammar.RELATIVES if group.start else False
    )
    headline = situation.theme is not None and situation.theme.start == 0
    return (relative or (reduced and not headline)) and not situation.figures()


def _is_deployment(situation: Situation, theme: list[str]) -> bool:
    before = situation.before(6)
    if {"missiles", "missile", "weapons", "nuclear"} & set(theme) and not names_force(theme):
        return False
    return (
        names_force(theme)
        or bool(MATERIEL & set(theme))
        or "military" in before[-2:]
        or "troop" in before[-2:]
        or (not theme and names_force(before))
    )


def _is_callup(situation: Situation, theme: list[str]) -> bool:
    cue = situation.cue
    if "popular" in situation.before(1) or _RETIRED & {one.lower for one in situation.tokens}:
        return False
    if cue.lemma in _ENLISTED:
        return figure_is_force(situation) or (
            bool(situation.figures()) and bool(_JOINING & set(theme))
        )
    if (cue.lemma in _NOTICES and cue.lemma.split()[0] != "reserve") or cue.lemma in _CERTAIN:
        return bool(theme)
    if cue.lemma in _ALERTED:
        return figure_is_force(situation) or names_force(theme)
    reserve = bool(_RESERVE & set(theme)) or figure_is_force(situation)
    if cue.bearer is Bearer.NOUN:
        return _is_raising(situation, theme, reserve=reserve)
    if cue.lemma == "draft" and not has_object(situation.tokens, cue.start):
        return situation.group is not None and situation.group.start < situation.group.at
    loose = cue.lemma.split()[0] in _NO_CALLUP or bool(_CIVIC & set(theme))
    return reserve or (names_force(theme) and not loose)


def _is_raising(situation: Situation, theme: list[str], *, reserve: bool) -> bool:
    """As in "the mobilization of 20,000 men", "a partial mobilization"."""
    before = situation.before(4)
    if _CIVIC & {*before[-2:], *situation.after(3)}:
        return False
    certain = situation.cue.lemma in {"conscription", "call-up", "call-ups", "callup"}
    return reserve or names_force(theme) or bool(_RAISED & set(before)) or (certain and bool(theme))
