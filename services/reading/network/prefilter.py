"""Which sentences are worth the network's time: a linear model over a sentence's words.

The weights are learned from the labelled passages together with the network (`training/
prefilter.py`). A word counts by its first letters, which takes its forms together; names count for
nothing, or the filter would learn where wars were.
"""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tocsin.services.reading.wordlist import words

LETTERS: Final = 6
"""First letters of a word that count."""
NUMBER: Final = "#"
"""Stands for all numbers."""
_NUMBERS: Final = words(
    "thousand thousands hundred hundreds dozen dozens scores million millions two three four five "
    "six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety half"
)
_MARKS: Final = ".,;:!?\"'()[]{}<>-\u2013\u2014\u2026\u2022*/&"
_HYPHENS: Final = re.compile(r"[-'/\u2013\u2014]")
_REMEMBERED: Final = 100_000
"""Words whose beginnings are cached; a newspaper has no more."""


@dataclass(frozen=True, slots=True)
class Prefilter:
    """Weights of words; a sentence below `least` is not read.

    All in hundredths of log-odds: sums of whole numbers are the same in any order.
    """

    weights: Mapping[str, int]
    bias: int
    least: int

    def passes(self, sentence: str) -> bool:
        """Whether a sentence may describe an event."""
        return self.score(words_of(sentence)) >= self.least

    def score(self, words: AbstractSet[str]) -> int:
        """Return the log-odds that a sentence of these words describes one, in hundredths.

        Each word counts once. Every sentence of every article comes here: sets do it fastest.
        """
        weights = self.weights
        return self.bias + sum(map(weights.__getitem__, weights.keys() & words))


def words_of(sentence: str) -> set[str]:
    """Return what of a sentence counts: its words' beginnings, and whether it has a number."""
    loud = sentence.isupper()
    printed = (sentence.lower() if loud else sentence).split() or [""]
    printed[0] = printed[0].lower()
    found = set(map(_beginning, printed))
    found.discard("")
    return found


@lru_cache(_REMEMBERED)
def _beginning(printed: str) -> str:
    """Return what counts of a word as it is printed; empty for a name or a mark."""
    word = printed.strip(_MARKS)
    if not word:
        return ""
    if any(letter.isdigit() for letter in word):
        return NUMBER
    part = _HYPHENS.split(word)[0]
    if part.lower() in _NUMBERS:
        return NUMBER
    return part[:LETTERS] if part[:1].islower() else ""
