"""Do two reports rest on one text? By their fingerprints, or by the same long sentence."""

from functools import lru_cache
from typing import Final

from tocsin.schemas.report import Report

NEAR_DUPLICATE: Final = 0.5
"""Share of equal bins from which two texts are one with small changes; stories that outlets
wrote for themselves share under 0.1."""

_LEAST_BINS: Final = 6
"""Fewer filled bins say nothing: the text is a line or two."""

_LEAST_EQUAL: Final = 3
"""Bins that near-duplicates have in common at least: half of the fewest."""

_BINS: Final = 32
"""Of a fingerprint, one byte each."""

_LONG: Final = 60
"""Characters from which a sentence is not the same by chance; a clause can be."""


def is_near_duplicate(one: Report, other: Report) -> bool:
    """Return whether both rest on one text."""
    if shared(one.text_fingerprint, other.text_fingerprint) >= NEAR_DUPLICATE:
        return True
    sentence = _flat(one.evidence.sentence)
    return len(sentence) >= _LONG and sentence == _flat(other.evidence.sentence)


def shared(one: str | None, other: str | None) -> float:
    """Return the share of wording by two fingerprints, 0 if one is unknown."""
    if one is None or other is None:
        return 0.0
    mine, theirs = int(one, 16), int(other, 16)
    bins = len(one) // 2
    empty = (mine | theirs).to_bytes(bins).count(0)
    if bins - empty < _LEAST_BINS:
        return 0.0
    equal = (mine ^ theirs).to_bytes(bins).count(0)
    return (equal - empty) / (bins - empty)


class NearDuplicates:
    """Reports in which those that rest on one's text are found without comparing it with all.

    Their fingerprints are stored in columns, one per bin with a byte of each report. This takes
    one byte, and some microseconds to search hundreds of reports.
    """

    def __init__(self) -> None:
        self._reports: list[Report] = []
        self._sentences: list[int] = []
        """Hashes of the long ones; 0 for others."""
        self._columns = [bytearray() for _ in range(_BINS)]

    def add(self, report: Report) -> set[str]:
        """Take a report in; return the ids of those in here that rest on its text."""
        bins = bytes.fromhex(report.text_fingerprint or "") or bytes(_BINS)
        sentence = _hash_of_long(report.evidence.sentence)
        likely = (self._reports[at] for at in self._likely(bins, sentence))
        alike = {one.id for one in likely if is_near_duplicate(one, report)}
        self._reports.append(report)
        self._sentences.append(sentence)
        for column, value in zip(self._columns, bins, strict=True):
            column.append(value)
        return alike

    def remove(self, report: Report) -> None:
        """Let a report go."""
        at = next(at for at, one in enumerate(self._reports) if one.id == report.id)
        del self._reports[at], self._sentences[at]
        for column in self._columns:
            del column[at]

    def _likely(self, bins: bytes, sentence: int) -> set[int]:
        """Return the positions of those that share enough bins, or the sentence."""
        # each column becomes a number with a digit, to base 256, for each report: 1 if its bin
        # is the same; their sum has the counts, which are at most the number of bins
        equal = sum(
            int.from_bytes(column.translate(_ONLY[value]))
            for column, value in zip(self._columns, bins, strict=True)
            if value
        )
        counts = equal.to_bytes(len(self._reports))
        found = {at for at, count in enumerate(counts) if count >= _LEAST_EQUAL}
        if sentence and sentence in self._sentences:
            found |= {at for at, one in enumerate(self._sentences) if one == sentence}
        return found


_ONLY: Final = tuple(bytes(value == only for value in range(256)) for only in range(256))
"""Of each byte: a table that turns it into 1 and all others into 0."""


def _hash_of_long(sentence: str) -> int:
    flat = _flat(sentence)
    return hash(flat) if len(flat) >= _LONG else 0


@lru_cache(maxsize=16_384)
def _flat(sentence: str) -> str:
    return " ".join(sentence.casefold().split())
