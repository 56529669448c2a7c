"""Words and phrases as the tables write them; a star stands for any ending."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

T = TypeVar("T")
Fold = Callable[[str], str]
"""Brings a word into the form in which words are compared."""

STAR: Final = "*"


class WordSet:
    """Words, and beginnings of words: "soldier*"."""

    def __init__(self, words: Iterable[str], fold: Fold) -> None:
        folded = [fold(word) for word in words]
        self._exact = frozenset(word for word in folded if not word.endswith(STAR))
        self._begins = tuple(word[:-1] for word in folded if word.endswith(STAR))

    def __contains__(self, word: str) -> bool:
        """Whether a folded word is one of them."""
        return word in self._exact or word.startswith(self._begins)

    def __bool__(self) -> bool:
        """Whether there is a word."""
        return bool(self._exact or self._begins)


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[T]):
    words: tuple[str, ...]
    value: T

    def fits(self, words: Sequence[str]) -> bool:
        """Whether words, as many as its own, are this phrase."""
        return all(
            there.startswith(own[:-1]) if own.endswith(STAR) else there == own
            for own, there in zip(self.words, words, strict=True)
        )


@dataclass(slots=True)
class Phrases(Generic[T]):
    """Phrases, each with what it means; the longest that fits is taken."""

    longest: int = 0
    _by_size: dict[int, list[_Phrase[T]]] = field(default_factory=dict)

    def add(self, phrase: str, value: T, fold: Fold) -> None:
        """Add a phrase of one or more words."""
        words = tuple(fold(word) for word in phrase.split())
        self._by_size.setdefault(len(words), []).append(_Phrase(words, value))
        self.longest = max(self.longest, len(words))

    def ending(self, words: Sequence[str]) -> tuple[int, T] | None:
        """Return size and meaning of the longest phrase that some words end with."""
        return self._longest(words, lambda size: words[len(words) - size :])

    def beginning(self, words: Sequence[str]) -> tuple[int, T] | None:
        """Return size and meaning of the longest phrase that some words begin with."""
        return self._longest(words, lambda size: words[:size])

    def _longest(
        self, words: Sequence[str], part: Callable[[int], Sequence[str]]
    ) -> tuple[int, T] | None:
        for size in range(min(self.longest, len(words)), 0, -1):
            there = part(size)
            for phrase in self._by_size.get(size, ()):
                if phrase.fits(there):
                    return size, phrase.value
        return None
