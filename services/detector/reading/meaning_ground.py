"""Ground that changes hands, or not: places taken by force."""

from typing import Final

from schemas.vocabulary import Unit
from services.detector.reading.cue import Bearer
from services.detector.reading.referents import (
    counts_people,
    names_force,
    names_people,
    names_place,
)
from services.detector.reading.situation import Situation
from services.detector.reading.wordlist import words

_THINGS: Final = words(
    "drugs cocaine heroin tonnes tons kilograms weapons assets ship vessel tanker vessels ships "
    "boat cargo money cash documents phones vehicles power seats seat votes majority title lead "
    "championship medal gold silver records oil yacht goods pills company companies firm bank "
    "airline million computers property properties helicopter aircraft drones equipment attention"
)
_NO_TAKERS: Final = words(
    "police court customs prosecutors judge regulators authorities justice coast fbi"
)


def is_capture(situation: Situation) -> bool:
    """Whether a place or a position changes hands by force."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    figures = situation.figures()
    if figures and figures[0].unit is not Unit.PLACES:
        return False
    if cue.bearer is Bearer.SUBJECT:
        return _falls(situation, theme)
    if any(word in _THINGS for word in theme[:6]):
        return False
    agent = situation.words(situation.agent)
    if any(word in _NO_TAKERS for word in agent):
        return False
    placed = bool(figures) or situation.has_place(situation.theme) or names_place(theme)
    if cue.lemma in {"take", "storm", "occupy", "fall", "control of", "full control of"}:
        placed = (bool(figures) and cue.lemma != "storm") or (
            cue.lemma == "full control of" and placed
        )
    if cue.bearer is Bearer.NOUN:
        return placed and not names_people(theme[:3])
    return placed and not (names_people(theme) and not names_place(theme) and not figures)


def _falls(situation: Situation, theme: list[str]) -> bool:
    after = situation.after(6)
    if situation.cue.lemma == "fall":
        return False
    taken = situation.has_place(situation.theme) or names_place(theme) or bool(situation.figures())
    by = (
        names_force(after)
        or "hands" in after
        or "control" in after
        or situation.cue.lemma == "change hands"
    )
    return (
        taken
        and by
        and not any(counts_people(figure) and figure.unit for figure in situation.figures())
    )
