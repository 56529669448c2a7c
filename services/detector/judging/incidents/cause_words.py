"""What brought an event about, as far as its words tell: two causes are two events."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from schemas.report import Report


class Cause(StrEnum):
    """Kinds of cause that a reader would not take for one another."""

    QUAKE = "quake"
    WATER = "water"
    SLIDE = "slide"
    STORM = "storm"
    FIRE = "fire"
    BLAST = "blast"
    VESSEL = "vessel"
    ROAD = "road"
    RAIL = "rail"
    AIR = "air"
    CRUSH = "crush"
    COLLAPSE = "collapse"
    DISEASE = "disease"
    SHOOTING = "shooting"
    ATTACK = "attack"


_WORDS: Final[dict[Cause, str]] = {
    Cause.QUAKE: r"earthquakes?|quakes?|aftershocks?|tremors?|tsunamis?",
    Cause.WATER: r"flood\w*|inundat\w+",
    Cause.SLIDE: r"landslides?|mudslides?|avalanches?|rockslides?",
    Cause.STORM: r"storms?|hurricanes?|typhoons?|cyclones?|tornado\w*|blizzards?",
    Cause.FIRE: r"fires?|blazes?|wildfires?|bushfires?",
    Cause.BLAST: r"explosions?|explodes?|blasts?",
    Cause.VESSEL: r"boats?|ferr(?:y|ies)|ships?|vessels?|capsiz\w+|canoes?|dinghy",
    Cause.ROAD: r"bus(?:es)?|trucks?|lorr(?:y|ies)|cars?|minibus|collision|vehicles?",
    Cause.RAIL: r"trains?|trams?|railway|derail\w*|funicular",
    Cause.AIR: r"planes?|aircraft|helicopters?|airliners?|jets?",
    Cause.CRUSH: r"stampedes?|crush",
    Cause.COLLAPSE: r"collaps\w+|cavein",
    Cause.DISEASE: r"cholera|outbreaks?|virus|measles|ebola|epidemic|poisoning",
    Cause.SHOOTING: r"shootings?|gunm[ae]n|shooter|gunfire",
    Cause.ATTACK: r"(?:air)?strikes?|drones?|missiles?|shelling|bomb\w*|attacks?|raids?"
    r"|offensive|clashes|ambush\w*|massacre\w*|militants?|insurgents?",
}

RECURRING: Final = frozenset({None, Cause.SHOOTING, Cause.ATTACK, Cause.ROAD, Cause.BLAST})
"""Causes that strike one place again within days; an unknown one may be any of them."""

_PATTERNS: Final = {cause: re.compile(words) for cause, words in _WORDS.items()}
_JOINED: Final = {
    Cause.WATER: re.compile(r"\bdam burst\b"),
    Cause.COLLAPSE: re.compile(r"\bcave-in\b"),
}
_WORD: Final = re.compile(r"\w+")


def causes_of(report: Report) -> frozenset[Cause]:
    """Return the causes that the report's sentence and headline name."""
    text = f"{report.title or ''}\n{report.evidence.sentence}".casefold()
    causes = frozenset[Cause]().union(*map(_causes_of_word, set(_WORD.findall(text))))
    return causes.union(cause for cause, pattern in _JOINED.items() if pattern.search(text))


@lru_cache(maxsize=65_536)
def _causes_of_word(word: str) -> frozenset[Cause]:
    """Return what a word names; a language has few words, so that most are known."""
    return frozenset(cause for cause, pattern in _PATTERNS.items() if pattern.fullmatch(word))
