"""Place context: whether the words around a name let it be a place."""

import re
from typing import Final, NamedTuple

from tocsin.services.reading.lexicon.english.places import EnglishPlaces
from tocsin.services.reading.lexicon.load import english
from tocsin.services.reading.places.gazetteer import GazetteerEntry, NameAmbiguity, Sense

LARGE_TOWN: Final = 300_000
"""From this many inhabitants on, a town's name counts without a word that asks for a place."""
SMALL_TOWN: Final = 100_000
"""Below, a name needs such a word: most small towns are called like somebody."""

WORDS: Final = english(EnglishPlaces)

_OUTLETS: Final = re.compile(
    r"(?:\b(?:Agence|Radio|T[ée]l[ée](?:vision)?|Air)|\b(?:Bank|Times|Voice) of(?: the)?) $"
)
"""Before a country's name: a body named after it speaks or pays anywhere."""

_DATELINE: Final = re.compile(
    r"[A-Z\u00c0-\u00de]{2,}(?:[ '-][A-Z\u00c0-\u00de]{2,}){0,3}(?: ?[:\u2014\u2013]| - |, | \()"
)
_NEXT_WORD: Final = re.compile(r"[ \u00a0]([^\W\d_]+)")
_LOOK: Final = 24
_MANY_WORDS: Final = 5
_TITLE_SHARE: Final = 0.75
_LONG_WORD: Final = 4


class Neighbours(NamedTuple):
    """The words that touch a name; empty if punctuation separates them."""

    before: str
    after: str

    @property
    def named(self) -> bool:
        """Whether the word before makes it part of a longer name: "Michael Jordan"."""
        return self.before[:1].isupper() and self.before.lower() not in WORDS.before

    @property
    def naming(self) -> bool:
        """Whether the word behind does: "Chad Smith"; "Goma Airport" stays a place."""
        return self.after[:1].isupper() and self.after.lower() not in WORDS.geographic


def neighbours(text: str, start: int, end: int) -> Neighbours:
    """Return the words right before and behind a name."""
    before = ""
    if start and text[start - 1] == " ":
        before = text[max(0, start - _LOOK) : start - 1].rpartition(" ")[2]
        before = (
            before.lstrip("(\"'") if before.rstrip("-").isalpha() or before[:1] in "(\"'" else ""
        )
    after = _NEXT_WORD.match(text, end)
    return Neighbours(before if before.isalpha() else "", after[1] if after else "")


def _locative(text: str, start: int, around: Neighbours) -> bool:
    """Whether the words before ask for a place: "in", "the town of", or nothing in a dateline."""
    if start == 0 or text[start - 1] == "\n":
        return _DATELINE.match(text, start) is not None
    word = around.before.lower()
    if word == "of":
        before = text[max(0, start - 30) : start - 3].rstrip().rpartition(" ")[2].lower()
        return before in WORDS.parts or before == "out"
    return word in WORDS.locatives


def in_title_case(text: str, start: int) -> bool:
    """Whether the line around an offset is a headline, where capitals say nothing."""
    begin = text.rfind("\n", max(0, start - 200), start) + 1 or max(0, start - 200)
    stop = text.find("\n", start, start + 200)
    line = text[begin : stop if stop != -1 else start + 200]
    long = [word for word in line.split() if len(word) >= _LONG_WORD and word[0].isalpha()]
    if len(long) < _MANY_WORDS:
        return False
    return sum(word[0].isupper() for word in long) >= _TITLE_SHARE * len(long)


def is_place(name: str, entry: GazetteerEntry, text: str, start: int, end: int) -> bool:
    """Whether a region or town name means the place, by its own words alone."""
    if entry.mark is NameAmbiguity.NEVER:
        return False
    around = neighbours(text, start, end)
    if entry.mark is NameAmbiguity.RARELY:
        asked = _locative(text, start, around) and not around.naming
        return asked and not in_title_case(text, start)
    meaning = entry.meanings[0]
    large = meaning.sense is not Sense.TOWN or meaning.inhabitants >= LARGE_TOWN or " " in name
    alone = not (around.named or around.naming)
    if not alone and not in_title_case(text, start):
        # "Moscow Mayor": a large town may come before any name, but not behind one.
        return large and name not in WORDS.personal and not around.named
    if large:
        return True
    if _locative(text, start, around):
        return True
    return meaning.inhabitants >= SMALL_TOWN and alone and not in_title_case(text, start)


def is_country(name: str, entry: GazetteerEntry, text: str, start: int, end: int) -> bool:
    """Whether a country's name means the country and not somebody."""
    if entry.mark is NameAmbiguity.ACRONYM:
        return _is_acronym(name, text, start, end)
    if _OUTLETS.search(text[max(0, start - _LOOK) : start]):
        return False
    if name not in WORDS.personal:
        return True
    around = neighbours(text, start, end)
    return not (around.named or around.naming) or in_title_case(text, start)


def _is_acronym(name: str, text: str, start: int, end: int) -> bool:
    if not text[start:end].isupper():
        return False
    if name not in {"us", "car"}:
        return True
    around = neighbours(text, start, end)
    shouting = len(around.before) > 2 and around.before.isupper()  # noqa: PLR2004 - "IN CAR"
    loud = len(around.after) > 2 and around.after.isupper()  # noqa: PLR2004
    return not (name == "car" and (shouting or loud))
