"""What a number is, if it is no count: a date, an age, a sum of money, by a language's tables."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from tocsin.services.reading.figures.figure import FigureKind
from tocsin.services.reading.lexicon.lexicon import Lexicon
from tocsin.services.reading.tables.number import Number
from tocsin.services.reading.tables.tokens import Sort, Token

DATE: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d)|\d{1,2}/\d{1,4}(?![\d/])"
    r"|\d{1,2}:\d{2}(?!\d)"
)
"""A date or a time in digits, or a part: "12/6"."""
_CLOCK: Final = re.compile(r"[:.]\d{2}(?!\d)")
_SCORE: Final = re.compile(r"(?:[-:\u2013]| [:\u2013] )\d{1,3}(?!\d)")
_MONEY: Final = frozenset("$\u20ac\u00a3\u00a5\u20bd\u20b4\u20ba\u20b9")
_PERCENT: Final = frozenset("%\u066a\u2030")
_ORDINAL: Final = frozenset("\u00ba\u00aa\u00b0")
_YEARS: Final = range(1900, 2100)
_DAYS: Final = range(1, 32)
_OTHER_SIDE: Final = 2
"""Tokens of the other side of a score."""
_WORDS: Final = 3
_DAY_LONGEST: Final = 2


class Named(NamedTuple):
    """What a number is, and the token behind all that says so."""

    kind: FigureKind
    behind: int


def kind_of(text: str, tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Named:
    """Return what a number is by what touches it; a year may still be a count."""
    named = _by_signs(text, tokens, number, lexicon)
    if named is not None:
        other = _OTHER_SIDE if named is FigureKind.SCORE else 0
        return Named(named, min(len(tokens), number.behind + other))
    by_words = _by_words(tokens, number, lexicon)
    if by_words is not None:
        return by_words
    year = number.plain and _is_year(tokens[number.first].text)
    year = year and not lexicon.writing.years_named
    return Named(FigureKind.YEAR if year else FigureKind.COUNT, number.behind)


def _by_signs(
    text: str, tokens: Sequence[Token], number: Number, lexicon: Lexicon
) -> FigureKind | None:
    """Return what a number is by the signs and characters beside it."""
    first, last = tokens[number.first], tokens[number.behind - 1]
    if number.digits:
        touching = _touching(text, tokens, number, lexicon)
        if touching is not None:
            return touching
    signs = text[max(0, first.start - 2) : first.start].strip(), text[last.end : last.end + 2]
    if _MONEY.intersection(signs[0] + signs[1].strip()[:1]):
        return FigureKind.MONEY
    if signs[1].strip()[:1] in _PERCENT and signs[1].strip():
        return FigureKind.PERCENT
    return None


def _touching(
    text: str, tokens: Sequence[Token], number: Number, lexicon: Lexicon
) -> FigureKind | None:
    """Return what digits are by the characters that touch them."""
    first, last = tokens[number.first], tokens[number.behind - 1]
    before = tokens[number.first - 1] if number.first else None
    if before is not None and before.end == first.start and not _is_glue(before, lexicon):
        if before.sort is Sort.WORD:
            return FigureKind.UNIT_NUMBER
        if before.text in "-/._" and before.start and text[before.start - 1].isalpha():
            return FigureKind.UNIT_NUMBER
    behind = text[last.end : last.end + 1]
    if behind in _ORDINAL and behind:
        return FigureKind.ORDINAL
    if behind.isalpha() or (behind == "-" and text[last.end + 1 : last.end + 2].isalpha()):
        return FigureKind.OTHER
    if number.plain and _CLOCK.match(text, last.end):
        return FigureKind.TIME
    return FigureKind.SCORE if number.plain and _SCORE.match(text, last.end) else None


def _is_glue(token: Token, lexicon: Lexicon) -> bool:
    return token.sort is Sort.WORD and token.text in lexicon.writing.glued


def _by_words(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Named | None:
    ats = _words_behind(tokens, number, lexicon)
    found = lexicon.kinds_after.beginning([tokens[at].text for at in ats])
    if found is not None and (found[1] is not FigureKind.DATE or _is_day(tokens, number)):
        return Named(found[1], ats[found[0] - 1] + 1)
    if ats and lexicon.counted(tokens[ats[0]].text) is not None:
        return None
    words: list[str] = []
    for at in range(max(0, number.first - _WORDS), number.first):
        words = [*words, tokens[at].text] if tokens[at].sort is Sort.WORD else []
    found = lexicon.kinds_before.ending(words)
    if found is None or (found[1] is FigureKind.DATE and not _is_day(tokens, number)):
        return None
    if not number.digits and found[1] is not FigureKind.TIME:
        return None
    return Named(found[1], number.behind)


def _words_behind(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> list[int]:
    """Return the next words; of a date or a million of something, past the joint between."""
    words: list[int] = []
    at = number.behind
    if at < len(tokens) and tokens[at].text == "." and _is_day(tokens, number):
        at += 1
    while at < len(tokens) and len(words) < _WORDS:
        token = tokens[at]
        if token.sort is not Sort.WORD:
            if token.text != "'":
                break
        elif words or token.text not in lexicon.links:
            words.append(at)
        at += 1
    return words


def _is_day(tokens: Sequence[Token], number: Number) -> bool:
    """Whether a number may be the day of a month, or its year."""
    text = tokens[number.first].text
    short = number.plain and len(text) <= _DAY_LONGEST and int(text) in _DAYS
    return short or (number.plain and _is_year(text))


def _is_year(digits: str) -> bool:
    return len(digits) == len("2000") and int(digits) in _YEARS
