"""The lexicon of one language, ready for use: its tables as sets and phrases of folded words."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from tocsin.schemas.vocabulary import Bound, Unit
from tocsin.services.reading.lexicon.folding import folding
from tocsin.services.reading.lexicon.model import Figures, Nouns
from tocsin.services.reading.lexicon.terms import FigureKind, NounSort
from tocsin.services.reading.lexicon.wordset import STAR, Phrases, WordSet

_MARKS: Final = re.compile(r"[-'\u2019]")
_LEAST_PART: Final = 2
"""Letters of the shortest part of a number word that is written together."""
_LONGEST: Final = 80
"""Letters of the longest word that is looked into; no language counts in longer ones."""
_VAGUE: Final = {10: 24, 12: 24, 100: 200, 1_000: 2_000}
"""What "several" of a magnitude means at the least; twice a greater one."""


class Role(StrEnum):
    """What a part of a number does."""

    ATOM = "atom"
    TIMES = "times"
    FRACTION = "fraction"
    TEEN = "teen"
    VAGUE = "vague"
    SEVERAL = "several"
    JOIN = "join"


class NumberPart(NamedTuple):
    """One part of a number as words write it."""

    role: Role
    value: float = 0
    vague: int | None = None
    """What the word means where it stands for a rough number itself."""
    rough: bool = False
    article: bool = False
    teen: bool = False
    """Whether it adds ten to a unit before it."""
    alone: float | None = None
    """What a magnitude means without a number before it, if that is not one of it."""


class NounMeaning(NamedTuple):
    """What a noun says of the number before it."""

    unit: Unit | None
    sort: NounSort | None


class Lexicon:
    """What is known of one language."""

    def __init__(self, code: str, figures: Figures, nouns: Nouns) -> None:
        self.code = code
        self.writing = figures.writing
        self.fold = folding(figures.writing.letters)
        self._parts = dict(self._number_words(figures))
        self._stars = {word[:-1]: part for word, part in self._parts.items() if word.endswith(STAR)}
        self._endings = tuple(map(self.fold, figures.writing.endings))
        self._glued = tuple(sorted(map(self.fold, figures.writing.glued), key=len, reverse=True))
        numbers = figures.numbers
        self._never = WordSet(numbers.never, self.fold)
        self.abbreviated = WordSet(numbers.abbreviated, self.fold)
        self.fillers = WordSet(figures.fillers, self.fold)
        self.before, self.after, self.after_noun = self._limits(figures)
        self.kinds_before, self.kinds_after = self._kinds(figures)
        self.ranges = tuple(
            (WordSet(one.open, self.fold), WordSet(one.join, self.fold))
            for one in figures.ranges.pairs
        )
        self.between = WordSet(figures.ranges.between, self.fold)
        self.links = WordSet(nouns.links, self.fold)
        self.stops = WordSet(nouns.stops, self.fold)
        self._nouns = tuple(self._noun_sets(nouns))
        self._duals = tuple(
            (unit, WordSet(words, self.fold)) for unit, words in nouns.duals.items()
        )
        self.parts_of = lru_cache(maxsize=16_384)(self._parts_of)
        self.counted = lru_cache(maxsize=16_384)(self._counted)

    def _number_words(self, figures: Figures) -> Iterable[tuple[str, NumberPart]]:
        numbers, fold = figures.numbers, self.fold
        vague = {fold(word): int(value) for value, words in numbers.vague.items() for word in words}
        rough = set(map(fold, numbers.round))
        articles = set(map(fold, numbers.articles))
        teens = set(map(fold, numbers.teens))
        alone = {fold(word): value for value, words in numbers.words.items() for word in words}
        yield from ((fold(word), NumberPart(Role.TEEN, 10)) for word in numbers.teens)
        yield from ((word, NumberPart(Role.VAGUE, value, value)) for word, value in vague.items())
        for role, table in (
            (Role.ATOM, numbers.words),
            (Role.FRACTION, numbers.fractions),
            (Role.TIMES, numbers.magnitudes),
        ):
            for value, words in table.items():
                for word in map(fold, words):
                    part = NumberPart(role, value, vague.get(word), word in rough, word in articles)
                    more = alone.get(word) if role is Role.TIMES else None
                    yield word, part._replace(teen=word in teens, alone=more)
        yield from ((fold(word), NumberPart(Role.SEVERAL)) for word in numbers.several)
        yield from ((fold(word), NumberPart(Role.JOIN)) for word in numbers.joiners)

    def phrase(self, written: str) -> str:
        """Return a phrase as its words are compared: marks within words part them."""
        marks = "-" if self.writing.in_words else "-'\u2019"
        return re.sub(f"[{re.escape(marks)}]", " ", written)

    def _limits(self, figures: Figures) -> tuple[Phrases[Bound], ...]:
        before, after, late = Phrases[Bound](), Phrases[Bound](), Phrases[Bound]()
        for bound, limits in figures.bounds.items():
            for found, phrases in (
                (before, limits.before),
                (after, (*limits.after, *limits.after_noun)),
                (late, limits.after_noun),
            ):
                for phrase in phrases:
                    found.add(self.phrase(phrase), bound, self.fold)
        return before, after, late

    def _kinds(self, figures: Figures) -> tuple[Phrases[FigureKind], Phrases[FigureKind]]:
        before, after = Phrases[FigureKind](), Phrases[FigureKind]()
        for kind, around in figures.kinds.items():
            for word in around.before:
                before.add(word.replace("_", " "), kind, self.fold)
            for word in around.after:
                after.add(word.replace("_", " "), kind, self.fold)
        return before, after

    def _noun_sets(self, nouns: Nouns) -> Iterable[tuple[NounMeaning, WordSet]]:
        fold = self.fold
        yield NounMeaning(None, NounSort.OTHERS), WordSet(nouns.others, fold)
        yield NounMeaning(Unit.HOUSEHOLDS, NounSort.HOMES), WordSet(nouns.homes, fold)
        yield NounMeaning(Unit.PEOPLE, NounSort.FIGHTERS), WordSet(nouns.fighters, fold)
        yield from (
            (NounMeaning(unit, None), WordSet(words, fold)) for unit, words in nouns.units.items()
        )

    def _counted(self, word: str) -> NounMeaning | None:
        """Return what a folded word counts; None if it is no noun of ours."""
        for form in (word, *self._unglued(word)):
            for counted, words in self._nouns:
                if form in words:
                    return counted
        return None

    def dual(self, word: str) -> Unit | None:
        """Return the unit of a word that says two of them: "two soldiers" in one word."""
        for form in (word, *self._unglued(word)):
            for unit, words in self._duals:
                if form in words:
                    return unit
        return None

    def _unglued(self, word: str) -> Iterable[str]:
        """Yield a word without the small words that are written together with it."""
        if len(word) > _LONGEST:
            return
        for small in self._glued:
            if word.startswith(small) and len(word) - len(small) >= _LEAST_PART:
                rest = word[len(small) :]
                yield rest
                yield from self._unglued(rest)

    def _parts_of(self, word: str) -> tuple[NumberPart, ...]:
        """Return what a folded word is in a number; nothing if it is no number word."""
        if word in self._never or len(word) > _LONGEST:
            return ()
        known = self._known(word)
        if known is not None:
            return (known,)
        if self.kinds_after.beginning((word,)) or self.kinds_before.ending((word,)):
            return ()
        for small in self._glued:
            rest = word[len(small) :]
            if (
                word.startswith(small)
                and len(rest) >= _LEAST_PART
                and (found := self._parts_of(rest))
            ):
                joins = self._parts.get(small)
                joined = joins is not None and found[0].role is not Role.JOIN
                return (joins, *found) if joins is not None and joined else found
        return self._together(word) if self.writing.compound else ()

    def _known(self, word: str) -> NumberPart | None:
        known = self._parts.get(word)
        if known is not None or self.kinds_before.ending((word,)):
            return known
        for ending in self._endings:
            stem = word[: -len(ending)]
            known = self._parts.get(stem) if word.endswith(ending) and stem else None
            if known is not None and known.role in {Role.ATOM, Role.TIMES}:
                return known
        begins = [one for one in self._stars if word.startswith(one)]
        return self._stars[max(begins, key=len)] if begins else None

    def _together(self, word: str) -> tuple[NumberPart, ...]:
        """Return the parts of number words that are written together: "threehundredfifty"."""
        for end in range(len(word) - 1, _LEAST_PART - 1, -1):
            first = self._parts.get(word[:end])
            if first is None or first.role not in {Role.ATOM, Role.TIMES, Role.JOIN}:
                continue
            last = self._parts.get(word[end:])
            whole = last is not None and last.role in {Role.ATOM, Role.TIMES, Role.FRACTION}
            rest = (last,) if last is not None and whole else self._together(word[end:])
            if rest:
                return (first, *rest)
        return ()


def vague_of(magnitude: float) -> int:
    """Return what "several" of a magnitude means at the least."""
    return _VAGUE.get(int(magnitude), int(2 * magnitude))


Lexicons = Mapping[str, Lexicon]
