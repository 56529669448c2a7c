"""Words of English that say how a country and a place in it belong together."""

import re
from typing import Final

from tocsin.services.reading.lexicon.english.listed import either
from tocsin.services.reading.lexicon.english.sayings import EnglishSayings
from tocsin.services.reading.lexicon.load import english

_SAYINGS: Final = english(EnglishSayings)
_WIDE: Final = re.compile(
    rf"\b{either(_SAYINGS.wide.phrases)}(?: (?:all of|much of|parts of|the))* \Z"
)
_NAMED: Final = re.compile(
    rf" (?:[\w-]+ ){{0,2}}{either(_SAYINGS.kinds_of_place.phrases)}(?: of)? (?:the )?"
)


def is_wide(before: str) -> bool:
    """Return whether the words before a country say that all of it is meant."""
    return _WIDE.search(before) is not None


def names_place(between: str) -> bool:
    """Return whether the words behind an adjective lead to a place: "the Serbian city of"."""
    return _NAMED.fullmatch(between) is not None
