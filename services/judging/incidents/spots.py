"""Which names in a sentence are in the position of a place: "in Dumba, Borno State"."""

import re
from functools import lru_cache
from typing import Final

from tocsin.schemas.report import Report

_PART: Final = r"[^\W\d_a-z][^\W\d_]+"
_NAMED: Final = rf"{_PART}(?:[-' ](?:{_PART}|al|de|del|des|el|la|of))*"
_SPOT: Final = re.compile(
    r"\b(?:across|around|at|between|from|in|into|near|of|off|on|outside|over|towards?) "
    r"(?:the |an? )?(?:[a-z-]+ (?:of |in )?(?:the )?){0,3}"
    rf"({_NAMED}(?:(?: and|,|, and) (?:the )?{_NAMED})*)"
)
_WORD: Final = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]{2,})*")


def spots_in(report: Report) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of the places that a sentence names, in small letters.

    First those of the finest places, then of the wider ones around them. No gazetteer is asked, so
    a village counts too.
    """
    return _spots_in(report.evidence.sentence)


@lru_cache(maxsize=4096)
def _spots_in(sentence: str) -> tuple[frozenset[str], frozenset[str]]:
    finest: set[str] = set()
    wider: set[str] = set()
    for found in _SPOT.finditer(sentence):
        first, *others = found[1].casefold().split(",")
        finest.update(_WORD.findall(first))
        wider.update(word for name in others for word in _WORD.findall(name))
    return frozenset(finest), frozenset(wider - finest)
