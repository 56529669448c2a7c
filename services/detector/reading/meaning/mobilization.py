"""Force raised, sent or massed, or not: voters, aid, a party's base."""

from collections.abc import Callable
from typing import Final

from schemas.vocabulary import Subtype
from services.detector.reading.meaning.callup import is_callup, is_reserve
from services.detector.reading.meaning.crossing import is_crossing
from services.detector.reading.meaning.force import (
    figure_is_crowd,
    figure_is_force,
    is_figurative,
)
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.meaning.wanted import FORMATIONS
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.force import (
    ENLARGED,
    MOVED_UP,
    SENT_UP,
    UNDER_WAY,
)
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Voice
from services.detector.reading.words.referents import MATERIEL, names_force
from services.detector.reading.words.wordlist import words

_SENT_AWAY: Final = words("home back prison jail hospital hospitals court off")
_FIRMS: Final = words("airline airlines carrier company firm operator agency airways charity")
_ENLARGED: Final = frozenset(ENLARGED.split("|"))
_UNDER_WAY: Final = frozenset(UNDER_WAY.split("|"))
_STATIC: Final = words("station deploy mass base concentrate post array")
_KNOWN: Final = words("the its their our these those his her all remaining")
"""Before a count of a force these say that one has heard of it."""
_SENT_LEMMAS: Final = words("send dispatch deploy redeploy mass amass")
_LOOSE_LEMMAS: Final = frozenset(SENT_UP.split("|")) | words(
    "order move position station activate rush reinforce airlift fly ship concentrate"
)
_DEPLOYMENT_NOUNS: Final = words(
    "deployment deployments redeployment buildup build-up massing dispatch despatch arrival "
    "concentration"
)
_GOES_OUT: Final = frozenset(MOVED_UP.split("|")) - {"march on", "march toward", "march towards"}
_ACROSS: Final = (" into", " across", " over the")
_STRONGPOINTS: Final = words("border positions garrison")
_HOMEWARD: Final = words("home barracks base stations")


def is_mobilization(situation: Situation) -> bool:
    """Whether force is raised, sent or massed."""
    if is_figurative(situation):
        return False
    if situation.cue.subtype is Subtype.CALLUP:
        return is_callup(situation)
    return _is_deployed(situation)


def _is_deployed(situation: Situation) -> bool:  # noqa: PLR0911 - each return is one reading
    cue = situation.cue
    theme = situation.words(situation.theme)
    if _is_background(situation) or _is_no_deployment(situation):
        return False
    by_wording = _DEPLOYED_BY.get(cue.lemma)
    if by_wording is not None:
        return by_wording(situation, theme)
    if figure_is_force(situation):
        several = (situation.figures()[0].quantity.figure or 0) > 1
        named = names_force(theme) and cue.lemma not in _LOOSE_LEMMAS
        return (several or named) and (
            cue.lemma != "order" or bool({"to", "onto", "into"} & set(situation.after(14)))
        )
    if cue.lemma in _DEPLOYMENT_NOUNS:
        return _is_deployment(situation, theme)
    if cue.lemma == "reinforcements":
        return "military" in situation.before(2) or names_force(situation.before(4))
    if cue.bearer is Bearer.STATE:
        return _counts_formations(situation)
    if cue.lemma in _LOOSE_LEMMAS:
        return _counts_formations(situation) or (cue.lemma == "activate" and names_force(theme))
    if cue.bearer is Bearer.SUBJECT:
        return names_force(theme) and "rebels" not in theme
    if {"a", "an"} & set(theme[1:]):
        return False  # "sent the police a plan"
    martial = names_force(theme) and not {"member", "officer"} & set(theme)
    armed = cue.lemma in _SENT_LEMMAS and bool(MATERIEL & set(theme))
    return martial or (
        armed and (cue.lemma == "deploy" or names_force(situation.words(situation.agent)))
    )


def _is_no_deployment(situation: Situation) -> bool:
    """Whether it is a homecoming, a call-up, or the doing of a firm's: "deployed 14 aircraft"."""
    lemma = situation.cue.lemma
    if lemma == "send" and _is_sent_away(situation):
        return True
    return (lemma == "activate" and is_reserve(situation)) or bool(
        _FIRMS & set(situation.words(situation.agent))
    )


def _is_sent_away(situation: Situation) -> bool:
    """As in "sent home 200 soldiers", "sent the 200 new conscripts home"."""
    behind = situation.theme.end if situation.theme is not None else situation.cue.end
    beyond = [token.lower for token in situation.tokens[behind : behind + 1]]
    after = situation.after(6)
    again = any(
        after[at : at + 2] == ["back", "to"] and not _HOMEWARD & set(after[at + 2 : at + 4])
        for at in range(len(after))
    )  # "sent 1,000 policemen back to Kosovo"
    return bool(_SENT_AWAY & {*after[:3], *beyond}) and not again


def _counts_formations(situation: Situation) -> bool:
    """As in "rushed two brigades to the river"."""
    return any(figure.noun in FORMATIONS for figure in situation.figures())


def _is_sent(situation: Situation, theme: list[str]) -> bool:
    """As in "800 marines landed in Haiti": a counted force, and not a homecoming or a flight."""
    if not situation.figures():
        return False
    passive = situation.group is not None and situation.group.voice is Voice.PASSIVE
    if passive or (situation.cue.lemma.endswith(_ACROSS) and is_crossing(situation)):
        return False
    counted = (situation.figures()[0].quantity.figure or 0) > 1
    counted = counted and not _HOMEWARD & set(situation.after(4))
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
    if reduced and situation.figures() and situation.theme is not None:
        # "the 750 soldiers stationed at Bria": one has heard of them
        low = situation.theme.start
        known = low > 0 and situation.tokens[low - 1].lower in _KNOWN
        return known and situation.cue.lemma in _STATIC
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


def _is_enlarged(situation: Situation, theme: list[str]) -> bool:
    """As in "reinforced its garrison with 100 marines", "reinforced the border"."""
    counted = figure_is_force(situation) or (bool(situation.figures()) and names_force(theme))
    return counted or (situation.cue.lemma == "reinforce" and bool(_STRONGPOINTS & set(theme)))


def _is_under_way(situation: Situation, theme: list[str]) -> bool:
    """As in "900 paratroopers are on their way to Kuwait"."""
    del theme
    several = figure_is_crowd(situation) and figure_is_force(situation)
    return several and not _HOMEWARD & set(situation.after(3))


_DEPLOYED_BY: Final[dict[str, Callable[[Situation, list[str]], bool]]] = {
    **dict.fromkeys(_GOES_OUT, _is_sent),
    **dict.fromkeys(_UNDER_WAY, _is_under_way),
    **dict.fromkeys(_ENLARGED, _is_enlarged),
    "reinforce": _is_enlarged,
}
"""Wordings that each ask their own evidence."""
