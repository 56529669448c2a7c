"""The seam for parsers: candidate sentences in, the phrases beside each cue out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from services.detector.reading.attachment.attachment import situate
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.places.mention import Mention
from services.detector.reading.sentences import Sentence
from services.detector.reading.triggers.cue import Cue
from services.detector.reading.words.clause import Tokens


@dataclass(frozen=True, slots=True)
class CandidateSentence:
    """A sentence with cues, and what is known of it before its clauses are read."""

    sentence: Sentence
    tokens: Tokens
    cues: tuple[Cue, ...]
    places: tuple[Mention, ...]
    early: bool = True
    """Whether it is among the first of its text; bounds what a slow parser is asked."""


Situations = Iterator[tuple[CandidateSentence, tuple[Situation, ...]]]
"""Sentences in order, each with one situation for each of its cues."""


class Parser(Protocol):
    """Finds who did what to how many: the phrases beside each cue.

    Sentences come all at once, so that a statistical parser can take them in batches; what it
    says of one may not depend on those beside it.
    """

    def situations(self, candidates: Iterable[CandidateSentence]) -> Situations:
        """Yield each sentence with one situation for each of its cues, in order."""
        ...


class PatternParser:
    """Reads clauses by word classes and positions alone; needs no model."""

    def situations(self, candidates: Iterable[CandidateSentence]) -> Situations:
        """Yield each sentence with one situation for each of its cues, in order."""
        for one in candidates:
            yield one, tuple(situate(one.tokens, cue, one.places) for cue in one.cues)


PATTERNS: Final = PatternParser()
