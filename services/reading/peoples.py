"""Demonyms: the adjective of each country, and what its people are called."""

from typing import Final

from tocsin.services.reading.lexicon.english.places import EnglishPeoples
from tocsin.services.reading.lexicon.load import english

_PEOPLES: Final = english(EnglishPeoples)
_NO_PLURAL: Final = ("ese", "ish", "ch", "ss", "sh")


def _demonyms() -> tuple[dict[str, str], dict[str, str]]:
    adjectives: dict[str, str] = {}
    plurals: dict[str, str] = {}
    for country, listed in _PEOPLES.adjectives.items():
        words = [word.replace("-", " ") for word in listed]
        adjectives.update(dict.fromkeys(words, country))
        own = _PEOPLES.plurals.get(country)
        if own is None:
            own = tuple(word + "s" for word in words if not word.endswith(_NO_PLURAL))
        plurals.update(dict.fromkeys((word.replace("-", " ") for word in own), country))
    return adjectives, plurals


ADJECTIVES, PLURALS = _demonyms()
"""As printed ("North Korean", "Iraqis"), each with its country."""

PEOPLE_ADJECTIVES: Final = frozenset(word.lower().rpartition(" ")[2] for word in ADJECTIVES)
"""Last words of the adjectives, lower case: "Chinese" in "20 Chinese were held"."""

PEOPLE_PLURALS: Final = (
    frozenset(word.lower().rpartition(" ")[2] for word in PLURALS) | _PEOPLES.others
)
"""Last words of the plurals, lower case, with peoples that have no country of their own."""
