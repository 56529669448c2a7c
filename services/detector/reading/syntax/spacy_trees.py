"""spaCy as a maker of trees; its pipeline is passed in, loaded."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from services.detector.reading.syntax.tree import ParsedWord

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH: Final = 64
"""Sentences at once: half the cost of one by one, and more gain little."""


class SpacyTrees:
    """Parses sentences with a spaCy pipeline that has a tagger and a parser."""

    def __init__(self, pipeline: "Language") -> None:
        self._pipeline = pipeline

    def __call__(self, sentences: Sequence[str]) -> Iterator[tuple[ParsedWord, ...]]:
        """Yield the words of each sentence, in order."""
        for document in self._pipeline.pipe(sentences, batch_size=BATCH):
            yield _words(document)


def _words(document: "Doc") -> tuple[ParsedWord, ...]:
    return tuple(
        ParsedWord(word.idx, word.idx + len(word.text), word.head.i, word.dep_, word.tag_)
        for word in document
    )
