"""Words right at a figure that say that it counts something else than the event's people.

People without power have not fled, and those who are freed are not taken. What reads may miss
such a word; these settle it, whoever reads.
"""

import re
from typing import Final

from tocsin.schemas.vocabulary import EventType, Subtype

_ANIMALS: Final = (
    r"(?:dolphins|whales|elephants|birds|chickens|hens|geese|ducks|turkeys|cattle|cows|sheep|goats|"
    r"pigs|horses|camels|dogs|cats|fish|seals|turtles|vultures|bees|animals|livestock|mink|deer)"
)
_THINGS: Final = r"(?:characters|roles|jobs|bills|projects|proposals|amendments|trees|cells)"
_DEFIANT: Final = (
    r"(?:protest|demonstrat|chant|slogan|rall|march|demand|denounc|riot|clash|rush|strike|"
    r"call(?:s|ed|ing)? for)"
)
_SERVICES: Final = r"(?:power|electricity|heating|heat|water|gas|light|internet)"

_PEOPLE: Final = (
    r"(?:residents|people|persons|customers|households|homes|houses|families|others|inhabitants|"
    r"consumers|users|buildings|properties)"
)
_ABOUT: Final = r"(?: (?:nearly|about|some|over|at least|more than|another|all|the|up to|around))*$"

_BEHIND: Final[dict[EventType | Subtype, str]] = {
    EventType.DISPLACEMENT: (
        rf"(?:of )?(?:{_PEOPLE} )?(?:are |were |was |remain(?:ed)? |left )?"
        rf"(?:(?:without|with no) (?:\w+ and )?{_SERVICES}\b"
        r"|(?:trapped|shut|stuck|stranded) (?:in|inside) their (?:homes|houses)\b)"
    ),
    Subtype.MISSING: (
        r"(?:[\w-]+ )?survivors\b"
        r"|[^,.;]*\b(?:rescued|brought out|pulled out|found|freed|walked out) (?:safe and )?alive\b"
    ),
    Subtype.KILLED: rf"(?:[\w-]+ )?(?:(?:infections|cases|infected|{_THINGS}|{_ANIMALS})\b)",
    Subtype.INJURED: rf"(?:[\w-]+ )?{_ANIMALS}\b",
    EventType.PROTEST: (
        r"(?:of )?(?:people )?(?:mourners|mourning|worshippers|pilgrims|fans|faithful)\b"
        rf"(?!.*\b{_DEFIANT})"
    ),
}
"""What may stand right behind a figure."""

_BEFORE: Final[dict[EventType | Subtype, str]] = {
    Subtype.KILLED: (
        rf"\b(?:infect(?:s|ed|ing)?|sicken(?:s|ed|ing)?){_ABOUT}"
        rf"|\b(?:[\d,]+|dozens of|hundreds of|thousands of) (?:\w+ )?{_ANIMALS}\b[^.;]*$"
    ),
    Subtype.MISSING: rf"\b(?:rescu(?:es|ed|ing)){_ABOUT}",
    Subtype.ARREST: rf"\b(?:releas(?:es|ed|ing)|fre(?:es|ed|eing)|pardon(?:s|ed|ing)){_ABOUT}",
    Subtype.ABDUCTION: rf"\b(?:releas(?:es|ed|ing)|fre(?:es|ed|eing)){_ABOUT}",
    EventType.PROTEST: rf"\b(?:seats|holds?){_ABOUT}",
}
"""What may stand right before it."""

_NEAR: Final = 80
_HIND: Final = {key: re.compile(words, re.IGNORECASE) for key, words in _BEHIND.items()}
_FORE: Final = {key: re.compile(words, re.IGNORECASE) for key, words in _BEFORE.items()}


def counts_others(
    event_type: EventType, subtype: Subtype | None, sentence: str, figure: tuple[int, int]
) -> bool:
    """Return whether the words at a figure say that it is none of such an event.

    Args:
        event_type: of the event that the figure was read for.
        subtype: of that event.
        sentence: that holds the figure.
        figure: its characters in the sentence.
    """
    start, end = figure
    before, behind = sentence[max(0, start - _NEAR) : start].rstrip(), sentence[end : end + _NEAR]
    for key in (subtype, event_type):
        hind, fore = _HIND.get(key) if key else None, _FORE.get(key) if key else None
        if hind is not None and hind.match(behind.lstrip()):
            return True
        if fore is not None and fore.search(before):
            return True
    return False
