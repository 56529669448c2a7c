"""Do two reports rest on one text? By their fingerprints, or by the same long sentence."""

from collections import Counter, defaultdict
from functools import lru_cache
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
    """Reports in which those that rest on the text of another are found without comparing all."""

    def __init__(self) -> None:
        self._reports: list[Report] = []
        self._by_bin: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._by_sentence: dict[str, list[int]] = defaultdict(list)

    def add(self, report: Report) -> list[int]:
        """Take a report in; return the numbers, from 0, of those before that rest on its text."""
        number = len(self._reports)
        self._reports.append(report)
        if number < _FEW:
            before = enumerate(self._reports[:number])
            return [one for one, other in before if is_near_duplicate(other, report)]
        if number == _FEW:
            for one in range(number):
                self._index(one)
        return sorted(self._index(number))

    def _index(self, number: int) -> set[int]:
        """Note where a report is found by; return those that are found there before it."""
        report, alike = self._reports[number], list[int]()
        for place in enumerate(bytes.fromhex(report.text_fingerprint or "")):
            if place[1]:
                same = self._by_bin[place]
                alike.extend(same)
                same.append(number)
        found = {
            one
            for one, bins in Counter(alike).items()
            if bins >= _LEAST_EQUAL and is_near_duplicate(self._reports[one], report)
        }
        sentence = _flat(report.evidence.sentence)
        if len(sentence) >= _LONG:
            found.update(self._by_sentence[sentence])
            self._by_sentence[sentence].append(number)
        return found


@lru_cache(maxsize=16_384)
def _flat(sentence: str) -> str:
    return " ".join(sentence.casefold().split())
