"""Passages: the stretches of a text that the network reads at once, with what rules find there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.services.reading.figures.figure import Figure, FigureKind
from tocsin.services.reading.languages.english import ENGLISH
from tocsin.services.reading.languages.language import Language
from tocsin.services.reading.places.mention import PlaceMention
from tocsin.services.reading.sentences import Sentence

MOST_CHARACTERS: Final = 700
"""About 160 word pieces: what is written in one breath fits, and attention stays cheap."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences in a row; all offsets but those of `start` count from the passage's beginning."""

    text: str
    start: int
    """Its offset in the article's text."""
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    """The counts in it: an event's figure can only be one of them."""
    places: tuple[PlaceMention, ...]
    language: Language = ENGLISH


def passages_of(
    sentences: tuple[Sentence, ...],
    text: str,
    wanted: Callable[[Sentence], bool],
    language: Language = ENGLISH,
) -> Iterator[Passage]:
    """Yield the passages that hold wanted sentences, in order.

    A short text is read whole. In a longer one each wanted sentence has the one before as
    context; neighbours are read together, as long as they fit.

    Args:
        sentences: of the text, in order.
        text: cleaned.
        wanted: whether the network is to read a sentence.
        language: of the text.
    """
    for group in groups_of(sentences, wanted):
        yield passage(text, group, language)


def groups_of(
    sentences: tuple[Sentence, ...], wanted: Callable[[Sentence], bool]
) -> Iterator[tuple[Sentence, ...]]:
    """Yield the sentences of each passage, without applying the rules."""
    return _grouped(sentences, [wanted(one) for one in sentences])


def passage(text: str, sentences: tuple[Sentence, ...], language: Language = ENGLISH) -> Passage:
    """Return the passage from the first of some sentences to the last."""
    start, end = sentences[0].start, sentences[-1].end
    own = text[start:end]
    return Passage(
        own,
        start,
        tuple(one.moved(-start) for one in sentences),
        tuple(one for one in language.figures(own) if one.kind is FigureKind.COUNT),
        language.places(own),
        language,
    )


def whole(text: str, language: Language = ENGLISH) -> Passage:
    """Return a whole text as one passage."""
    return passage(text, (Sentence(0, len(text), text),), language)


def _grouped(
    sentences: tuple[Sentence, ...], wanted: Sequence[bool]
) -> Iterator[tuple[Sentence, ...]]:
    if any(wanted) and _length(sentences) <= MOST_CHARACTERS:
        yield sentences
        return
    first = behind = 0
    for at, is_wanted in enumerate(wanted):
        if not is_wanted or at < behind:
            continue
        begin, end = max(behind, at - 1), at + 1
        joins = behind > first and begin == behind
        if joins and _length(sentences[first:end]) <= MOST_CHARACTERS:
            behind = end
            continue
        if behind > first:
            yield sentences[first:behind]
        first, behind = begin, end
    if behind > first:
        yield sentences[first:behind]


def _length(sentences: Sequence[Sentence]) -> int:
    """Return the characters of some sentences; the blanks between two count as one."""
    return sum(one.end - one.start + 1 for one in sentences)
