"""The gate: most articles hold no trigger at all, and most sentences of the others neither."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from services.detector.reading.sentences import Sentence
from services.detector.reading.triggers.find import TRIGGERS
from services.detector.reading.triggers.trigger import Trigger
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

_STRONG_ANYWAY: Final = words(
    "capture seize surrender withdraw seizure arrest dead missing detention bodies"
)

_COMPANION: Final = re.compile(
    r"\d|\b(?:thousands?|hundreds?|dozens?|scores|millions?|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|\w+teen|half|one|"
    r"troops?|soldiers?|reservists?|conscripts?|forces|police|army|militar[yi]\w*|navy|naval|guards?|"
    r"guardsmen|warships?|fighters?|rebels?|militants?|militias?|peacekeepers?|marines|garrison|"
    r"border|refugees?|migrants?|homes|protest\w*|demonstrat\w*|workers|unions?|streets|towns?|"
    r"villages?|cit(?:y|ies)|toll|weapons|arms|positions)\b"
)
_SPACED: Final = str.maketrans(
    {
        **{chr(code): " " for code in range(128) if not chr(code).isalnum() and chr(code) != "-"},
        **dict.fromkeys("\u2013\u2014\u2026\u2022\u00b7", " "),
    }
)
"""Marks become spaces, so that a pattern with spaces around finds whole words."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Where trigger words stand in a text: strong ones, and ones that need a companion."""

    strong: tuple[int, ...]
    weak: tuple[int, ...]

    def __bool__(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.strong or self.weak)

    def holds(self, sentence: Sentence) -> bool:
        """Whether a sentence may tell of an event."""
        if _any_within(self.strong, sentence):
            return True
        return _any_within(self.weak, sentence) and bool(_COMPANION.search(sentence.text.lower()))


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
    strong: list[int] = []
    weak: list[int] = []
    for pattern, start, _ in _AUTOMATON.find_matches_as_indexes(padded, overlapping=True):
        (strong if _IS_STRONG[pattern] else weak).append(start)
    return Candidates(tuple(strong), tuple(weak))


def is_common(word: str) -> bool:
    """Whether a trigger's first word is an everyday one that tells little by itself."""
    return word in _COMMON_FORMS


def _lower_alike(text: str) -> str:
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _pattern(trigger: Trigger) -> tuple[str, bool]:
    """Return what to look for, and whether it is strong by itself."""
    if trigger.tail and trigger.gap:
        return f" {' '.join(trigger.tail)} ", True
    if trigger.tail:
        return f" {' '.join((trigger.word, *trigger.tail))} ", True
    return f" {trigger.word} ", trigger.word not in _COMMON_FORMS


def _forms_of(bases: frozenset[str]) -> frozenset[str]:
    return frozenset(form for base in bases for form in forms(base))


_COMMON_FORMS: Final = (
    _forms_of(_COMMON) - _forms_of(words("capture seize surrender withdraw")) | _COMMON_NOUNS
) - _STRONG_ANYWAY
_PATTERNS: Final = sorted({_pattern(trigger) for trigger in TRIGGERS})
_IS_STRONG: Final = [strong for _, strong in _PATTERNS]
_AUTOMATON: Final = AhoCorasick([pattern for pattern, _ in _PATTERNS], matchkind=MatchKind.Standard)
