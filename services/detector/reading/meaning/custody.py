"""Detention, or not: people taken, and not a place, a ship, a headline or an old sentence."""

from typing import Final

from schemas.vocabulary import Subtype
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.custody import CARRIED_OFF, HELD, TAKEN_IN
from services.detector.reading.words.clause import Voice
from services.detector.reading.words.referents import (
    counts_people,
    names_crowd,
    names_force,
    names_people,
)
from services.detector.reading.words.wordlist import words

_SHIPS: Final = words(
    "ship vessel tanker boat trawler vessels ships plane aircraft cargo spread decline development "
    "progress decay shipment convoy truck body bodies"
)
"""What is detained or arrested too, and is no person."""
_ESCAPE: Final = words(
    "escape escaped escapes escaping prison fugitive jail inmate inmates prisoners"
)
_AFTER_IN: Final = words(", . ; for on after and over overnight")
_HELD: Final = frozenset(HELD.split("|"))
_TAKEN_IN: Final = frozenset(TAKEN_IN.split("|"))
_CARRIED_OFF: Final = frozenset(CARRIED_OFF.split("|"))
_JUST: Final = words("after following overnight night tonight now by")
_FREED: Final = words("freed released acquitted pardoned")
_HELD_FOR: Final = words("after over following in amid")
_DEMONSTRATORS: Final = words("demonstrators protesters activists marchers dissidents strikers")
_KIDNAPPERS: Final = words(
    "gunmen kidnappers bandits militants jihadists insurgents abductors captors rebels gang gangs "
    "pirates"
)
_STILL: Final = words("remain remains remained still released freed swap exchange")
_POLICE: Final = words(
    "police officers agents gendarmes security soldiers troops authorities intelligence raid raids "
    "sweep sweeps swoop dragnet crackdown operation army guards immigration detectives commandos "
    "militia guard"
)
_RESCUED: Final = words("survivors migrants passengers sailors evacuees bodies victims children")
_NOT_PEOPLE: Final = words(
    "attention imagination power control imagery footage video camera moment essence market share "
    "data weapons drugs assets opportunity"
)


def is_detention(situation: Situation) -> bool:
    """Whether people are taken, by police, by an enemy or by kidnappers."""
    figures = situation.figures()
    if figures and not any(counts_people(figure) for figure in figures):
        return False
    theme = situation.words(situation.theme)
    if any(word in _NOT_PEOPLE for word in theme):
        return False
    if situation.cue.bearer is Bearer.TOLL:
        return bool(figures)
    if situation.cue.bearer is Bearer.NOUN:
        return _of_noun(situation, theme)
    return _of_deed(situation, theme)


def _of_deed(situation: Situation, theme: list[str]) -> bool:
    cue, figures = situation.cue, situation.figures()
    if cue.lemma == "arrest" and situation.before(1) in (["an"], ["most"], ["visually"]):
        return False  # "an arresting portrait"
    if _FREED & set(situation.after(10)) and situation.before(1) == ["those"]:
        return False  # "all of those arrested have been freed"
    if cue.bearer is Bearer.STATE or cue.lemma.startswith(("hold ", "keep ")):
        return _is_in_cells(situation)
    if cue.lemma in _HELD or cue.lemma in _TAKEN_IN:
        whole = cue.lemma in _HELD or _ends_with_in(situation)
        return whole and _is_held(situation, theme)
    if cue.lemma in {"capture", "seize", "recapture"}:
        return _of_capture(situation, theme)
    if situation.is_attributive() or cue.lemma in _CARRIED_OFF:
        return bool(figures)
    return bool(theme) and not _SHIPS & set(theme)


def _ends_with_in(situation: Situation) -> bool:
    """As in "police took 30 of them in": an "in" that leads to nothing."""
    behind = situation.after(8)
    at = behind.index("in") + 1 if "in" in behind else len(behind)
    return "in" in behind and (at == len(behind) or behind[at] in _AFTER_IN)


def _is_in_cells(situation: Situation) -> bool:
    """As in "61 people were behind bars after the riot"; custody that goes on is no event."""
    around = {one.lower for one in situation.tokens}
    return bool(situation.figures()) and bool(_JUST & around) and not _STILL & around


def _is_held(situation: Situation, theme: list[str]) -> bool:
    """As in "police are holding 12 men", "the raid netted 40 suspects": police, and people."""
    group, agent = situation.group, situation.words(situation.agent)
    figures = situation.figures()
    counted = bool(figures) and (figures[0].unit is not None or figures[0].noun is None)
    if group is None or not counted or situation.is_attributive():
        return False
    if group.voice is Voice.PASSIVE:
        if situation.cue.lemma == "lock up" or _DEMONSTRATORS & set(theme):
            return True
        if situation.cue.lemma == "hold" and _is_headline(situation):
            return True
        return bool(_POLICE & {one.lower for one in situation.tokens}) and "talks" not in theme
    return bool(_POLICE & set(agent)) and not _RESCUED & set(theme)


def _is_headline(situation: Situation) -> bool:
    """As in "47 held after clashes": telegraph style, without a noun or an auxiliary."""
    group, figure = situation.group, situation.figures()[0]
    bare = group is not None and group.start == group.at and figure.noun is None
    return bare and bool(_HELD_FOR & set(situation.after(1)))


def _of_noun(situation: Situation, theme: list[str]) -> bool:
    after = situation.after(2)
    if after and after[0] in {
        "center",
        "centre",
        "centers",
        "centres",
        "camp",
        "camps",
        "facility",
        "facilities",
        "conditions",
        "policy",
        "powers",
    }:
        return False
    before = situation.before(2)
    if before and before[-1] in {"house", "cardiac", "administrative"}:
        return False
    if situation.figures() or names_people(theme):
        return True
    if "warrant" in situation.cue.lemma:
        return True
    return situation.cue.lemma in {"arrests", "kidnappings", "abductions"} or situation.has_name(
        situation.theme
    )


def _of_capture(situation: Situation, theme: list[str]) -> bool:
    if situation.is_attributive():
        return bool(situation.figures())
    if situation.cue.lemma == "seize":
        return bool(situation.figures()) and names_people(theme)
    if situation.figures():
        alive = situation.after(1) == ["alive"]
        return alive or situation.figures()[0].unit is not None or names_people(theme)
    if situation.cue.lemma == "recapture" and _ESCAPE & {one.lower for one in situation.tokens}:
        return True
    if not names_people(theme):
        return False
    return not situation.has_place(situation.theme) or names_crowd(theme)


def detention_subtype(situation: Situation) -> Subtype:
    """Return the subtype: captured fighters are prisoners, captured others arrested."""
    subtype = situation.cue.subtype or Subtype.ARREST
    if situation.cue.lemma in {"capture", "recapture"}:
        theme = situation.words(situation.theme)
        return Subtype.PRISONERS if names_force(theme) else Subtype.ARREST
    if subtype is Subtype.ARREST and _tells_not_by_whom(situation):
        around = {one.lower for one in situation.tokens}
        return Subtype.ABDUCTION if _KIDNAPPERS & around and not _POLICE & around else subtype
    return subtype


def _tells_not_by_whom(situation: Situation) -> bool:
    """Whether its word tells only that people are held, and not by whom."""
    return situation.cue.bearer is Bearer.HINT or situation.cue.lemma in _HELD
