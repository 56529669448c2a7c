"""What comes out of the encoder for one passage, and the interface that gives it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tocsin.services.reading.network.calibration import Calibration
from tocsin.services.reading.network.heads import Array, Heads, Span
from tocsin.services.reading.network.prefilter import Prefilter


@dataclass(frozen=True, slots=True)
class Encoding:
    """Hidden states of a passage, and the characters that each word piece of it covers."""

    hidden: Array
    """Pieces x width; those of the title that comes before it, too."""
    offsets: tuple[Span | None, ...]
    """Characters of the passage for each piece; None for marks and the title's pieces."""

    def pieces(self, start: int, end: int) -> Span | None:
        """Return the pieces that touch some characters; None if they were cut off."""
        touching = [
            at
            for at, span in enumerate(self.offsets)
            if span is not None and span[0] < end and start < span[1]
        ]
        return (touching[0], touching[-1] + 1) if touching else None

    def characters(self, pieces: Span) -> Span | None:
        """Return the characters that some pieces cover."""
        spans = [one for one in self.offsets[pieces[0] : pieces[1]] if one is not None]
        return (spans[0][0], spans[-1][1]) if spans else None


def offsets_of(
    text: str, pieces: Sequence[Span], sequences: Sequence[int | None], body: int
) -> tuple[Span | None, ...]:
    """Return the characters of a passage that each word piece covers.

    Some tokenisers count the space before a word as part of it; nobody else does.

    Args:
        text: the passage.
        pieces: what the tokeniser says that each piece covers.
        sequences: which text each piece is of.
        body: the passage's number among them.
    """
    return tuple(
        _without_space(text, span) if sequence == body else None
        for span, sequence in zip(pieces, sequences, strict=True)
    )


def _without_space(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    return (start, end) if start < end else None


class Encoder(Protocol):
    """Reads passages; the same passage gives the same states in any batch."""

    heads: Heads
    prefilter: Prefilter
    calibration: Calibration
    languages: tuple[str, ...]
    """ISO 639-1 codes of what is read, by this network or by the one that `of` returns."""

    def of(self, language: str) -> "Encoder":
        """Return the network that reads one of the languages."""
        ...

    def encode(self, passages: Sequence[tuple[str, str]]) -> Sequence[Encoding]:
        """Return an encoding for each (title, passage); the title may be empty."""
        ...
