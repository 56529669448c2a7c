"""Do two reports rest on one text? By their fingerprints, or by the same long sentence."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Final

from schemas.report import Report

NEAR_DUPLICATE: Final = 0.5
"""Share of equal bins from which two texts are one with small changes; stories that outlets
wrote for themselves share under 0.1."""

_LEAST_BINS: Final = 6
"""Fewer filled bins tell nothing: the text is a line or two."""

_LEAST_EQUAL: Final = 3
"""Bins that near-duplicates have in common at least: half of the fewest."""

_FEW: Final = 12
"""So many reports are compared with each other sooner than put in order."""

_LONG: Final = 60
"""Characters from which a sentence is not the same by chance; a clause can be."""


def is_near_duplicate(one: Report, other: Report) -> bool:
    """Return whether both rest on one text."""
    if shared(one.text_fingerprint, other.text_fingerprint) >= NEAR_DUPLICATE:
        return True
    sentence = _flat(one.evidence.sentence)
    return len(sentence) >= _LONG and sentence == _flat(other.evidence.sentence)


def shared(one: str | None, other: str | None) -> float:
    """Return the share of wording that two fingerprints tell, 0 where one is unknown."""
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
    """Reports in which those that rest on one's text are found without comparing it with all."""

    def __init__(self) -> None:
        self._reports: dict[str, Report] = {}
        self._by_bin: dict[tuple[int, int], set[str]] = defaultdict(set)
        self._by_sentence: dict[str, set[str]] = defaultdict(set)
        self._is_ordered = False

    def add(self, report: Report) -> set[str]:
        """Take a report in; return the ids of those in here that rest on its text."""
        if self._is_ordered:
            alike = self._found(report)
            self._index(report)
        else:
            known = self._reports.values()
            alike = {one.id for one in known if is_near_duplicate(one, report)}
        self._reports[report.id] = report
        if not self._is_ordered and len(self._reports) > _FEW:
            self._is_ordered = True
            for one in self._reports.values():
                self._index(one)
        return alike

    def remove(self, report: Report) -> None:
        """Let a report go."""
        del self._reports[report.id]
        if self._is_ordered:
            for place in _filled(report):
                self._by_bin[place].discard(report.id)
            self._by_sentence[_flat(report.evidence.sentence)].discard(report.id)

    def _found(self, report: Report) -> set[str]:
        alike = Counter(chain.from_iterable(self._by_bin.get(at, ()) for at in _filled(report)))
        found = {
            one
            for one, bins in alike.items()
            if bins >= _LEAST_EQUAL and is_near_duplicate(self._reports[one], report)
        }
        sentence = _flat(report.evidence.sentence)
        return found | self._by_sentence[sentence] if len(sentence) >= _LONG else found

    def _index(self, report: Report) -> None:
        for place in _filled(report):
            self._by_bin[place].add(report.id)
        self._by_sentence[_flat(report.evidence.sentence)].add(report.id)


def _filled(report: Report) -> Iterator[tuple[int, int]]:
    """Return the bins of a text that are not empty, with what they hold."""
    bins = bytes.fromhex(report.text_fingerprint or "")
    return ((place, value) for place, value in enumerate(bins) if value)


@lru_cache(maxsize=16_384)
def _flat(sentence: str) -> str:
    return " ".join(sentence.casefold().split())
