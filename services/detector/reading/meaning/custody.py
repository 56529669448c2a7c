"""Detention, or not: people taken, and not a place, a ship, a headline or an old sentence."""

from typing import Final

from schemas.vocabulary import Subtype
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
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
    if situation.cue.bearer is Bearer.NOUN:
        return _of_noun(situation, theme)
    if situation.cue.lemma in {"capture", "seize", "recapture"}:
        return _of_capture(situation, theme)
    if situation.is_attributive():
        return bool(figures)
    return bool(theme) and not _SHIPS & set(theme)


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
        return situation.figures()[0].unit is not None or names_people(theme)
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
    return subtype
