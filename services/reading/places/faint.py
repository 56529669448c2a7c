"""Faint places: names that only may be places, for texts that name none otherwise.

"Tapovan waits": no word asks for a place, and yet nothing else is called so.
"""

import re
from collections import Counter
from typing import Final

from tocsin.services.reading.places.context import WORDS, neighbours
from tocsin.services.reading.places.gazetteer import (
    GazetteerEntry,
    NameAmbiguity,
    Sense,
    entry,
    fold,
)

_NAME: Final = re.compile(
    r"(?<![\w-])[A-Z\u00c0-\u017f][^\W\d_]{4,}(?:[ -][A-Z][^\W\d_]{3,})?(?![\w-])"
)
_PERSON: Final = re.compile(
    r",? (?:\d\d\b|said|says|told|added|who\b|'s (?:wife|son|mother|family))"
)
_SENTENCE: Final = re.compile(r"(?:^|[.!?:;\n\u2022\"]) ?$")
_VILLAGE: Final = 15_000
"""Below it an unmarked name is not a word of English, so it may begin a sentence."""
_LOOK: Final = 800


def faint_country(text: str) -> str | None:
    """Return the country that most of a text's possible place names are in; None without one."""
    votes: Counter[str] = Counter()
    for match in _NAME.finditer(text[:_LOOK]):
        found = entry(fold(match.group().replace("-", " ")))
        if found is not None and _may_be(found, text, match):
            votes[found.meanings[0].country] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _may_be(found: GazetteerEntry, text: str, match: re.Match[str]) -> bool:
    first = found.meanings[0]
    one_country = len({meaning.country for meaning in found.meanings}) == 1
    if found.mark is not NameAmbiguity.NONE or first.sense is not Sense.TOWN or not one_country:
        return False
    around = neighbours(text, match.start(), match.end())
    if around.named or around.naming or around.before.lower() in WORDS.speech:
        return False
    begins = _SENTENCE.search(text[max(0, match.start() - 3) : match.start()]) is not None
    unlike_a_word = first.inhabitants < _VILLAGE or " " in match.group()
    return (unlike_a_word or not begins) and _PERSON.match(text, match.end()) is None
