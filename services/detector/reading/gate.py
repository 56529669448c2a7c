"""The gate: most articles hold no trigger at all, and most sentences of the others neither."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from services.detector.reading.sentences import Sentence
from services.detector.reading.triggers.find import TRIGGERS
from services.detector.reading.triggers.trigger import Needs, Trigger
from services.detector.reading.words.verb_forms import forms
from services.detector.reading.words.wordlist import words

_COMMON: Final = words(
    "take leave send order move go come give tell bring join attend reach enter arrive rush fall "
    "return remove quit activate station summon draft recall pass lose put place seek gather walk "
    "gain hold strike storm march claim drive force hand land fly escape cross live stay sleep "
    "camp lodge house turn suffer sustain reinforce mass retreat abandon depart submit recruit "
    "enlist enrol enroll rally hurt relocate seize capture occupy regain reclaim win surrender "
    "desert defect disarm withdraw disappear execute drown intern head converge mutiny bed "
    "concentrate muster picket suffocate succumb"
)
_COMMON_NOUNS: Final = words(
    "life lives loss fall march strike rally entries crossing arrivals dispatch influx toll "
    "capture seizure retreat execution executions bodies arrest detention exodus dead missing"
)
"""Triggers so frequent that they count only beside a number or a word of `_COMPANION`."""

_COMMON_TAIL: Final = words(
    "to go leave out of off the from report get up over across into back home on in at down"
)
"""Words of which a tail is so frequent that it counts as little as a frequent verb."""
_STRONG_ANYWAY: Final = words(
    "capture seize surrender withdraw seizure arrest dead missing detention bodies"
)

_NUMBER: Final = (
    r"\d|\b(?:thousands?|hundreds?|dozens?|scores|millions?|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|\w+teen|half|"
)
_COUNTED: Final = re.compile(_NUMBER + r"they|them)\b")
_COMPANION: Final = re.compile(
    _NUMBER
    + r"one|troops?|soldiers?|reservists?|conscripts?|forces|police|army|militar[yi]\w*|navy|"
    r"naval|guards?|guardsmen|warships?|fighters?|rebels?|militants?|militias?|peacekeepers?|marines|"
    r"garrison|battalions?|brigades?|regiments?|gendarmes?|insurgents?|border|refugees?|migrants?|homes|protest\w*|demonstrat\w*|workers|unions?|streets|"
    r"towns?|villages?|cit(?:y|ies)|toll|weapons|arms|positions)\b"
)
_SPACED: Final = str.maketrans(
    {
        **{chr(code): " " for code in range(128) if not chr(code).isalnum() and chr(code) != "-"},
        **dict.fromkeys("\u2013\u2014\u2026\u2022\u00b7", " "),
    }
)
"""Marks become spaces, so that a pattern with spaces around finds whole words."""


class _Kind(IntEnum):
    """How much a pattern says by itself."""

    SPLIT = auto()
    """Nothing without the words that it needs somewhere behind it."""
    COUNTED = auto()
    """Nothing without a number, or a "they" that a number may stand for."""
    WEAK = auto()
    """Nothing without a number or a word of war, flight or unrest."""
    STRONG = auto()


_KINDS: Final = {
    Needs.NOTHING: _Kind.STRONG,
    Needs.COMPANION: _Kind.WEAK,
    Needs.NUMBER: _Kind.COUNTED,
}


@dataclass(frozen=True, slots=True)
class Candidates:
    """Where trigger words stand in a text: strong ones, and ones that need a companion.

    `split` holds those that need more words behind them too, which may stand apart.
    """

    strong: tuple[int, ...]
    weak: tuple[int, ...]
    counted: tuple[int, ...]
    split: tuple[tuple[int, str], ...]

    def __bool__(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.strong or self.weak or self.counted or self.split)

    def holds(self, sentence: Sentence) -> bool:
        """Whether a sentence may tell of an event."""
        if _any_within(self.strong, sentence):
            return True
        lower = sentence.text.lower()
        if _any_within(self.weak, sentence) and _COMPANION.search(lower):
            return True
        counted = _any_within(self.counted, sentence) or self._is_whole(sentence)
        return counted and _COUNTED.search(lower) is not None

    def _is_whole(self, sentence: Sentence) -> bool:
        """Whether a word and the words that it needs behind it stand in a sentence."""
        low = bisect_left(self.split, (sentence.start, ""))
        high = bisect_left(self.split, (sentence.end, ""))
        if low == high:
            return False
        padded = f" {sentence.text.lower().translate(_SPACED)} "
        return any(
            tail in padded for _, word in self.split[low:high] for tail in _TAILS_BEHIND[word]
        )


def _any_within(offsets: tuple[int, ...], sentence: Sentence) -> bool:
    at = bisect_left(offsets, sentence.start)
    return at < len(offsets) and offsets[at] < sentence.end


def candidates(text: str) -> Candidates:
    """Return where the triggers of a cleaned text may stand; offsets are of the text.

    Lets too much through, never too little: every word form of every trigger is looked for,
    overlapping ones too, so that no longer trigger hides a shorter one.
    """
    padded = f" {text.lower().translate(_SPACED)} "
    if len(padded) != len(text) + 2:
        # lower-casing a few rare letters changes a text's length; offsets must hold
        padded = f" {_lower_alike(text).translate(_SPACED)} "
    found: dict[_Kind, list[int]] = {kind: [] for kind in _Kind}
    split: list[tuple[int, str]] = []
    whole: dict[str, bool] = {}
    for index, start, _ in _AUTOMATON.find_matches_as_indexes(padded, overlapping=True):
        pattern, kind = _PATTERNS[index]
        if kind is not _Kind.SPLIT:
            found[kind].append(start)
            continue
        if pattern not in whole:
            whole[pattern] = any(tail in padded for tail in _TAILS_BEHIND[pattern])
        if whole[pattern]:
            split.append((start, pattern))
    strong, weak, counted = (
        tuple(found[kind]) for kind in (_Kind.STRONG, _Kind.WEAK, _Kind.COUNTED)
    )
    return Candidates(strong, weak, counted, tuple(sorted(split)))


def is_common(word: str) -> bool:
    """Whether a trigger's first word is an everyday one that tells little by itself."""
    return word in _COMMON_FORMS


def _lower_alike(text: str) -> str:
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _pattern(trigger: Trigger) -> tuple[str, _Kind]:
    """Return what to look for, and whether it is strong by itself."""
    kind = _KINDS[trigger.needs]
    if trigger.tail and trigger.gap:
        if _COMMON_TAIL.issuperset(trigger.tail):
            return f" {trigger.word} ", _Kind.SPLIT
        return f" {' '.join(trigger.tail)} ", kind
    if trigger.tail:
        return f" {' '.join((trigger.word, *trigger.tail))} ", kind
    common = trigger.word in _COMMON_FORMS and kind is _Kind.STRONG
    return f" {trigger.word} ", _Kind.WEAK if common else kind


def _forms_of(bases: frozenset[str]) -> frozenset[str]:
    return frozenset(form for base in bases for form in forms(base))


_COMMON_FORMS: Final = (
    _forms_of(_COMMON) - _forms_of(words("capture seize surrender withdraw")) | _COMMON_NOUNS
) - _STRONG_ANYWAY


def _kinds() -> tuple[tuple[str, _Kind], ...]:
    found: dict[str, _Kind] = {}
    for pattern, kind in map(_pattern, TRIGGERS):
        found[pattern] = max(found.get(pattern, kind), kind)
    return tuple(sorted(found.items()))


def _tails_behind() -> dict[str, frozenset[str]]:
    """Return what must stand somewhere behind each word whose tail is too frequent to look for."""
    found: dict[str, set[str]] = {}
    for trigger in TRIGGERS:
        pattern, kind = _pattern(trigger)
        if kind is _Kind.SPLIT:
            found.setdefault(pattern, set()).add(f" {' '.join(trigger.tail)} ")
    return {pattern: frozenset(tails) for pattern, tails in found.items()}


_PATTERNS: Final = _kinds()
_TAILS_BEHIND: Final = _tails_behind()
_AUTOMATON: Final = AhoCorasick([pattern for pattern, _ in _PATTERNS], matchkind=MatchKind.Standard)
