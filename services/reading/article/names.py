"""The names in a text: people, towns, streets, ships. Articles on one event share them. Pure.

A name is a capitalised word that the text never writes in small letters. Every sentence begins
with a capital, so a word that only begins sentences counts only if it does so twice.
"""

import re
from collections import Counter
from importlib.resources import files
from typing import Final

MOST: Final = 16
"""Names kept of a text: the most frequent, then the first."""

_OFTEN: Final = 3
"""From here on a name is not more telling for being repeated."""

_LONG_CAPITALS: Final = 4
"""Shorter words in capitals are abbreviations of bodies and outlets."""

_COMMON: Final = frozenset(
    files("tocsin.services.reading.article")
    .joinpath("common_names.txt")
    .read_text(encoding="utf-8")
    .split()
)
"""Names that one article in 500 has, or more: they distinguish no events."""

_WORD: Final = re.compile(
    r"(?P<begins>^|[.!?:;\n]\s+|[\"\u201c\u2018(\[]\s*|\s[-\u2013\u2014]\s)?"
    r"\b(?P<word>[^\W\d_]{3,}(?:-[^\W\d_]{2,})*)"
)


def names_of(text: str) -> tuple[str, ...]:
    """Return the names in a text, in small letters and sorted."""
    small: set[str] = set()
    within: Counter[str] = Counter()
    begins: Counter[str] = Counter()
    for found in _WORD.finditer(text):
        word = found["word"]
        if word[0].islower():
            small.add(word)
        elif not word.isupper() or len(word) >= _LONG_CAPITALS:
            (within if found["begins"] is None else begins)[word.casefold()] += 1
    counts = within + begins
    told = {word for word, count in counts.items() if word in within or count > 1}
    named = [word for word in counts if word in told - small - _COMMON]
    named.sort(key=lambda word: -min(counts[word], _OFTEN))
    return tuple(sorted(named[:MOST]))
