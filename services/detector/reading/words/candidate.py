"""A sentence with trigger words, and what is known of it before its clauses are read."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.detector.reading.attachment.attachment import situate
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.places.mention import Mention
from services.detector.reading.sentences import Sentence
from services.detector.reading.triggers.cue import Cue
from services.detector.reading.words.clause import Tokens


@dataclass(frozen=True, slots=True)
class CandidateSentence:
    """A sentence with cues."""

    sentence: Sentence
    tokens: Tokens
    cues: tuple[Cue, ...]
    places: tuple[Mention, ...]

    def situations(self) -> Iterator[Situation]:
        """Yield each cue with the phrases beside it, in order."""
        for cue in self.cues:
            yield situate(self.tokens, cue, self.places)
