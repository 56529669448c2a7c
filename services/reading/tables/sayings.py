"""What phrases around a figure or an event say outright, by a language's tables."""

from collections.abc import Sequence
from typing import Final

from tocsin.services.reading.lexicon.lexicon import Lexicon
from tocsin.services.reading.lexicon.model import Sayings
from tocsin.services.reading.lexicon.wordset import Phrases
from tocsin.services.reading.tables.tokens import Sort, tokens_of

_NEAR: Final = 8
"""Words before a figure that matter to it."""
_CLOSE: Final = 2
_CLAUSE: Final = 12
_BEHIND: Final = 20
"""Words behind an event in which its denial begins."""
_AROUND: Final = 400
"""Characters around a figure that may name a period; bounds the time."""
_HIGHEST: Final = 60


class SayingTables:
    """The sayings of one language."""

    def __init__(self, sayings: Sayings, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._total = self._phrases(sayings.total)
        self._more = self._phrases(sayings.more)
        self._superseded = self._phrases(sayings.superseded)
        self._taken_back = self._phrases(sayings.taken_back)
        self._untrue = self._phrases(sayings.untrue)
        self._part = self._phrases(sayings.part)
        self._leaving = self._phrases(sayings.leaving)
        self._period = self._phrases(sayings.period)

    def _phrases(self, written: Sequence[str]) -> Phrases[bool]:
        phrases = Phrases[bool]()
        for phrase in written:
            phrases.add(self._lexicon.phrase(phrase), value=True, fold=self._lexicon.fold)
        return phrases

    def _words(self, text: str) -> list[str]:
        tokens = tokens_of(text, self._lexicon.fold, self._lexicon.writing.in_words)
        return [token.text for token in tokens if token.sort is Sort.WORD]

    def total(self, before: str) -> bool:
        """Return whether the words before a figure make it the whole so far."""
        return _has(self._words(before)[-_NEAR:], self._total)

    def more(self, before: str) -> bool:
        """Return whether a figure comes on top of another."""
        return _has(self._words(before)[-_CLOSE:], self._more)

    def superseded(self, before: str) -> bool:
        """Return whether another figure replaces this one."""
        return _has(self._words(before)[-_NEAR:], self._superseded)

    def taken_back(self, before: str, behind: str) -> bool:
        """Return whether the words before or behind an event deny it."""
        return _has(self._words(before)[-_CLAUSE:], self._taken_back) or _has(
            self._words(behind)[:_BEHIND], self._untrue
        )

    def part(self, between: str) -> bool:
        """Return whether the words between two figures make the second part of the first."""
        return _has(self._words(between), self._part)

    def leaving(self, before: str) -> bool:
        """Return whether the words before a place say that somebody leaves it."""
        return _has(self._words(before)[-_CLOSE:], self._leaving)

    def period(self, sentence: str, figure: tuple[int, int]) -> bool:
        """Return whether a sentence makes a figure the total of a period."""
        start, end = figure
        before = sentence[max(0, start - _AROUND) : start]
        behind = sentence[end : end + _HIGHEST]
        return _has(self._words(before), self._period) or _has(self._words(behind), self._period)


def _has(words: Sequence[str], phrases: Phrases[bool]) -> bool:
    return any(phrases.beginning(words[at:]) is not None for at in range(len(words)))
