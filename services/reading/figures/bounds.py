"""Bounds: how the words around a number limit it."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Bound
from tocsin.services.reading.lexicon.english.figures import EnglishBounds
from tocsin.services.reading.lexicon.english.listed import by_word, either
from tocsin.services.reading.lexicon.load import english

_BOUNDS: Final = english(EnglishBounds)
PHRASES: Final[dict[tuple[str, ...], Bound]] = {
    tuple(phrase.split()): bound
    for bound, limits in _BOUNDS.bounds.items()
    for phrase in limits.before
}
_LAST_WORDS: Final = frozenset(phrase[-1] for phrase in PHRASES)
_LONGEST: Final = max(len(phrase) for phrase in PHRASES)
_BEFORE: Final = 64
_SIGN: Final = re.compile(r"([<>~]=?) ?$")

_ALTERNATIVES: Final = by_word(
    {bound: limits.alternative for bound, limits in _BOUNDS.bounds.items()}
)
_BEHIND: Final = by_word({bound: limits.behind for bound, limits in _BOUNDS.bounds.items()})
_CLOSING: Final = by_word({bound: limits.closing for bound, limits in _BOUNDS.bounds.items()})
_OF_THE_NEXT: Final = either(
    alternative for alternative in _ALTERNATIVES if (alternative.split()[-1],) in PHRASES
)
"""Bound the next number if one follows: "40 or over 50"."""
_AFTER_NUMBER: Final = re.compile(
    rf"(?P<plus>\+(?! ?[0-9]))|[ -](?P<behind>{either(_BEHIND)})(?![a-z])"
    rf"|,? (?!{_OF_THE_NEXT} [0-9])(?P<alternative>{either(_ALTERNATIVES)})(?! than [0-9])(?![a-z])"
    rf"| (?P<closing>{either(_CLOSING)})(?= ?(?:[.,;)]|$))"
)
_AFTER_SIGNS: Final = frozenset(" +-,")
_AFTER_BOUND: Final = _ALTERNATIVES | _BEHIND | _CLOSING | {"+": Bound.MIN}


class BoundedSpan(NamedTuple):
    """Where the bounded expression begins and ends, and its bound; None if none is said."""

    start: int
    end: int
    bound: Bound | None


def bound_before(lower: str, start: int) -> BoundedSpan:
    """Return the bound that the words before `start` put on the number there."""
    floor = max(0, start - _BEFORE)
    head = lower[floor:start]
    sign = _SIGN.search(head) if head.rstrip()[-1:] in {"<", ">", "~", "="} else None
    if sign is not None:
        return BoundedSpan(floor + sign.start(), start, PHRASES[(sign[1],)])
    if not head or head[-1] not in " \u00a0\u202f\u2009\n\t":
        return BoundedSpan(start, start, None)
    words = head.split()
    if floor and words and not head[0].isspace() and lower[floor - 1].isalnum():
        words = words[1:]
    return _walk_back(words, lower, start)


def _walk_back(words: list[str], lower: str, start: int) -> BoundedSpan:
    begin, bound = start, None
    at, definite = start, False
    index = len(words)
    while index > 0:
        phrase = _phrase_ending(words, index)
        if phrase:
            if definite and words[index - 1] != "of":
                break
            found = PHRASES[tuple(_bare(word) for word in words[index - phrase : index])]
            for word in reversed(words[index - phrase : index]):
                at = lower.rindex(_bare(word), 0, at)
            # "at least some 30" is a min: a limit says more than an estimate.
            bound = found if bound in {None, Bound.APPROX} else bound
            begin, index = at, index - phrase
        elif _bare(words[index - 1]) in _BOUNDS.fillers or words[index - 1] in _BOUNDS.determiners:
            definite = definite or words[index - 1] in _BOUNDS.determiners
            at = lower.rindex(_bare(words[index - 1]), 0, at)
            index -= 1
        else:
            break
    return BoundedSpan(begin, start, bound)


def _phrase_ending(words: list[str], index: int) -> int:
    """Return how many words before `index` make the longest bounding phrase; 0 for none."""
    if _bare(words[index - 1]) not in _LAST_WORDS:
        return 0
    if index > 1 and words[index - 2] in _BOUNDS.not_behind.get(words[index - 1], ()):
        return 0
    for size in range(min(_LONGEST, index), 0, -1):
        if tuple(_bare(word) for word in words[index - size : index]) in PHRASES:
            return size
    return 0


def _bare(word: str) -> str:
    """Strip opening quotes and brackets; a closing mark stays and blocks the phrase."""
    return word.lstrip("([\"'\u201c\u2018")


def bound_after(lower: str, end: int) -> BoundedSpan:
    """Return the bound that comes right behind a number (or behind its noun)."""
    if lower[end : end + 1] not in _AFTER_SIGNS:
        return BoundedSpan(end, end, None)
    match = _AFTER_NUMBER.match(lower, end)
    if match is None or match.lastgroup is None:
        return BoundedSpan(end, end, None)
    return BoundedSpan(end, match.end(), _AFTER_BOUND[match[match.lastgroup]])


@lru_cache(maxsize=4096)
def quantity(value: int, bound: Bound | None, *, vague: bool) -> Quantity:
    """Return a number under its bound, as the labelling guide writes it."""
    if bound is Bound.MAX:
        return Quantity(low=None, high=value, bound=Bound.MAX)
    if vague:
        # "more than a few hundred" and "nearly thousands" bind nothing that is vague itself.
        return Quantity(low=value, high=None, bound=Bound.VAGUE)
    if bound is Bound.MIN:
        return Quantity(low=value, high=None, bound=Bound.MIN)
    return Quantity(low=value, high=value, bound=bound or Bound.EXACT)


def interval(low: int, high: int) -> Quantity:
    """Return a range: "between 30 and 50"."""
    return Quantity(low=low, high=high, bound=Bound.RANGE)
