"""Bounds: how the words around a number limit it."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Bound
from tocsin.services.reading.wordlist import words

_MIN: Final = (
    "more than",
    "at least",
    "at the least",
    "at the very least",
    "at minimum",
    "no fewer than",
    "no less than",
    "not less than",
    "not fewer than",
    "greater than",
    "larger than",
    "higher than",
    "bigger than",
    "over",
    "above",
    "upwards of",
    "upward of",
    "in excess of",
    "a minimum of",
    "minimum of",
    "minimum",
    "exceeds",
    "exceed",
    "exceeded",
    "exceeding",
    "surpasses",
    "surpass",
    "surpassed",
    "surpassing",
    "topped",
    "tops",
    "topping",
    "passes",
    "passed",
    "past",
    "beyond",
    "north of",
    "as few as",
    "equal to or more than",
    "more than or equal to",
    "greater than or equal to",
    "at least or equal to",
    "higher or equal than",
    "bigger or equal than",
    ">",
    ">=",
)
_MAX: Final = (
    "up to",
    "upto",
    "as many as",
    "as much as",
    "at most",
    "at the most",
    "no more than",
    "not more than",
    "no greater than",
    "fewer than",
    "less than",
    "lower than",
    "smaller than",
    "under",
    "below",
    "a maximum of",
    "maximum of",
    "most of",
    "many of",
    "some of",
    "part of",
    "equal to or less than",
    "less than or equal to",
    "less or equal than",
    "smaller or equal than",
    "lower or equal than",
    "< =",
    "<",
    "<=",
)
_APPROX: Final = (
    "around",
    "some",
    "about",
    "roughly",
    "approximately",
    "approx",
    "approx.",
    "estimated",
    "close to",
    "almost",
    "nearly",
    "virtually",
    "circa",
    "c.",
    "ca.",
    "~",
    "in the region of",
    "in the order of",
    "on the order of",
    "of the order of",
    "somewhere around",
    "estimates of",
    "an estimate of",
    "estimate of",
    "estimated at",
    "put at",
    "nigh on",
    "the best part of",
    "perhaps",
    "estimates",
    "estimate",
    "presumably",
)
PHRASES: Final[dict[tuple[str, ...], Bound]] = {
    tuple(phrase.split()): bound
    for bound, phrases in ((Bound.MIN, _MIN), (Bound.MAX, _MAX), (Bound.APPROX, _APPROX))
    for phrase in phrases
}
_LAST_WORDS: Final = frozenset(phrase[-1] for phrase in PHRASES)
_LONGEST: Final = max(len(phrase) for phrase in PHRASES)
_FILLERS: Final = words("""
a an another further additional extra all other total of only just well far reportedly possibly
maybe probably likely record fully now already staggering mere whopping combined
""")
_DETERMINERS: Final = words("the its their these those his her our")
"""Behind one, only a part bounds: "most of the 165", but not "talks about the 20 hostages"."""
_HELD_OVER: Final = words("control authority sovereignty rule power flag")
"""Behind these "over" is not a bound: "restored control over five districts"."""
_BEFORE: Final = 64
_SIGN: Final = re.compile(r"([<>~]=?) ?$")

_AFTER_NUMBER: Final = re.compile(
    r"(?P<plus>\+(?! ?[0-9])|[ -]plus(?![a-z]))"
    r"|,? (?:or|and|if not) (?P<more>more|above|greater|higher|over(?! [0-9]))"
    r"(?! than [0-9])(?![a-z])"
    r"|,? or (?P<less>less|fewer|under|below)(?! than [0-9])(?![a-z])"
    r"|(?P<about>-odd| odd| or so| or thereabouts| approximately)(?![a-z])"
    r"| (?P<least>at least|at a minimum|and counting|and rising)(?= ?(?:[.,;)]|$))"
    r"| (?P<most>at most|at the most|maximum|tops)(?= ?(?:[.,;)]|$))"
)
_AFTER_SIGNS: Final = frozenset(" +-,")
_AFTER_BOUND: Final = {
    "plus": Bound.MIN,
    "more": Bound.MIN,
    "least": Bound.MIN,
    "less": Bound.MAX,
    "most": Bound.MAX,
    "about": Bound.APPROX,
}


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
        elif _bare(words[index - 1]) in _FILLERS or words[index - 1] in _DETERMINERS:
            definite = definite or words[index - 1] in _DETERMINERS
            at = lower.rindex(_bare(words[index - 1]), 0, at)
            index -= 1
        else:
            break
    return BoundedSpan(begin, start, bound)


def _phrase_ending(words: list[str], index: int) -> int:
    """Return how many words before `index` make the longest bounding phrase; 0 for none."""
    if _bare(words[index - 1]) not in _LAST_WORDS:
        return 0
    if index > 1 and words[index - 1] == "over" and words[index - 2] in _HELD_OVER:
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
    return BoundedSpan(end, match.end(), _AFTER_BOUND[match.lastgroup])


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
