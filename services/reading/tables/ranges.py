"""Ranges: "between 30 and 50", "30-50", by a language's tables."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from tocsin.services.reading.lexicon.lexicon import Lexicon
from tocsin.services.reading.lexicon.wordset import WordSet
from tocsin.services.reading.tables.number import Number
from tocsin.services.reading.tables.numerals import number_at
from tocsin.services.reading.tables.tokens import Sort, Token

_DASHES: Final = frozenset("-\u2013\u2014")
_MOST_WORDS: Final = 3
"""Between the opening word and the first number, and before the second: a noun, an article."""


class NumberRange(NamedTuple):
    """Two numbers; tokens from `opens` on, the first number at `first`."""

    opens: int
    first: int
    second: Number
    low: int
    high: int


def range_at(tokens: Sequence[Token], first: Number, lexicon: Lexicon) -> NumberRange | None:
    """Return the range whose low side is a number; None if it is the side of none."""
    first = first.alone()
    if first.value is None or first.vague:
        return None
    for at, opens in _second_places(tokens, first, lexicon):
        second = number_at(tokens, at, lexicon)
        second = second.alone() if second is not None else None
        if second is None or second.value is None or second.vague:
            continue
        low = first.value
        if first.scale == 1 and second.scale > 1 and low < second.value / second.scale:
            low = round(low * second.scale)
        if low < second.value:
            return NumberRange(opens, first.first, second, low, second.value)
    return None


def _second_places(
    tokens: Sequence[Token], first: Number, lexicon: Lexicon
) -> list[tuple[int, int]]:
    """Return where the second number of a range may begin, and where the range does."""
    at = first.behind
    while at < len(tokens) and tokens[at].text == "'" and at + 1 < len(tokens):
        at += 2  # a case ending: "200'den 300'e"
    if at >= len(tokens):
        return []
    token, begin = tokens[at], first.first
    if token.sort is Sort.MARK:
        dash = token.text in _DASHES and "-" in lexicon.between and _is_tight(tokens, at)
        return [(at + 1, begin)] if dash else []
    places: list[tuple[int, int]] = []
    for opens, joins in lexicon.ranges:
        opened = _opened(tokens, begin, opens)
        if opened is not None:
            places += [(one, opened) for one in _joined(tokens, at, joins, lexicon)]
    if token.text in lexicon.between:
        places.append((at + 1, begin))
    return places


def _is_tight(tokens: Sequence[Token], at: int) -> bool:
    """Whether a dash has a blank on both sides or on none."""
    before = tokens[at - 1].end < tokens[at].start
    behind = at + 1 < len(tokens) and tokens[at].end < tokens[at + 1].start
    return before == behind and (not before or tokens[at].text != "-")


def _opened(tokens: Sequence[Token], first: int, opens: WordSet) -> int | None:
    """Return the token that opens a range before its first number."""
    for at in range(first - 1, max(-1, first - 1 - _MOST_WORDS), -1):
        if tokens[at].sort is not Sort.WORD:
            return None
        if tokens[at].text in opens:
            return at
    return None


def _joined(tokens: Sequence[Token], at: int, joins: WordSet, lexicon: Lexicon) -> list[int]:
    """Return where the second number may begin behind the joining word."""
    for here in range(at, min(len(tokens), at + _MOST_WORDS)):
        text = tokens[here].text
        if tokens[here].sort is not Sort.WORD:
            return []
        if text in joins:
            return [here + 1]
        if lexicon.writing.glued and text[:1] in joins and lexicon.parts_of(text):
            return [here]
    return []
