"""Figures in a text of any language that has a lexicon: numbers, bounds, and what they count."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Bound, Unit
from tocsin.services.reading.figures import bounds
from tocsin.services.reading.figures.figure import Figure, FigureKind, NounSort
from tocsin.services.reading.lexicon.lexicon import Lexicon, NounMeaning, Role
from tocsin.services.reading.tables.kinds import DATE, kind_of
from tocsin.services.reading.tables.limits import (
    TokenBound,
    behind_suffix,
    limit_after,
    limit_before,
)
from tocsin.services.reading.tables.number import Number
from tocsin.services.reading.tables.numerals import number_at
from tocsin.services.reading.tables.ranges import NumberRange, range_at
from tocsin.services.reading.tables.tokens import Sort, Token, tokens_of

_MOST_FIGURES: Final = 5_000
"""No news text has more; it keeps the time bounded for what is not news."""
_MOST_MODIFIERS: Final = 4
"""Unknown words between a number and its noun."""
_WITHIN: Final = frozenset("'\"-")
_NOUN_BEFORE: Final = 3
_CLOSER: Final = frozenset({Unit.TROOPS, Unit.POLICE, Unit.RESERVISTS, Unit.HOUSEHOLDS})
_NO_QUANTITY: Final = Quantity()


class _Noun(NamedTuple):
    first: int
    counted: NounMeaning


def figures_in(text: str, lexicon: Lexicon) -> tuple[Figure, ...]:
    """Return the number expressions of a text, in order, without overlap.

    Only those of kind COUNT can be an event's quantity; the others say that a number is taken.
    """
    tokens = tokens_of(text, lexicon.fold, lexicon.writing.in_words)
    return tuple(_figures(text, tokens, lexicon))


def _figures(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Figure]:
    at = floor = count = 0
    while at < len(tokens) and count < _MOST_FIGURES:
        token = tokens[at]
        found: tuple[Figure, int] | None = None
        if token.sort is Sort.NUMBER:
            found = _dated(text, tokens, at) or _number(text, tokens, at, floor, lexicon)
        elif token.sort is Sort.WORD:
            unit = lexicon.dual(token.text)
            if unit is not None:
                found = _pair(token, unit), at + 1
            elif lexicon.parts_of(token.text):
                found = _number(text, tokens, at, floor, lexicon)
        if found is None:
            at += 1
            continue
        figure, at = found
        floor = at
        count += 1
        yield figure


def _dated(text: str, tokens: Sequence[Token], at: int) -> tuple[Figure, int] | None:
    match = DATE.match(text, tokens[at].start)
    if match is None:
        return None
    behind = at
    while behind < len(tokens) and tokens[behind].start < match.end():
        behind += 1
    return _taken(tokens, at, behind, FigureKind.DATE), behind


def _pair(token: Token, unit: Unit) -> Figure:
    quantity = bounds.quantity(2, None, vague=False)
    return _figure(
        token.start, token.end, (token.start, token.end), quantity, NounMeaning(unit, None)
    )


def _number(
    text: str, tokens: Sequence[Token], at: int, floor: int, lexicon: Lexicon
) -> tuple[Figure, int] | None:
    number = number_at(tokens, at, lexicon)
    if number is None:
        return None
    span = range_at(tokens, number, lexicon)
    if span is not None:
        return _range(text, tokens, span, floor, lexicon)
    after = limit_after(tokens, number.behind, lexicon.after)
    noun = _noun_behind(tokens, after.at, lexicon)
    kind, behind = kind_of(text, tokens, number, lexicon)
    before = limit_before(tokens, number.first, lexicon)
    bound, end = after.bound, after.at
    if bound is None and noun is not None:
        late = _behind_noun(tokens, noun.first + 1, lexicon)
        bound, end = late.bound, late.at if late.bound is not None else end
    if before.bound not in {None, Bound.APPROX}:
        bound = before.bound
    number = number if bound is None and before.bound is None else number.alone()
    bound = bound or before.bound or (Bound.APPROX if number.rough else None)
    if kind is FigureKind.YEAR and (bound is not None or _is_next(noun, number.behind)):
        kind = FigureKind.COUNT
    if kind is not FigureKind.COUNT or number.value is None:
        return _taken(tokens, number.first, behind, _real(kind)), behind
    counted = _counted(tokens, number, noun, lexicon)
    if number.article and counted is None:
        return None
    begin = max(before.at, floor) if before.bound is not None else number.first
    figure = _figure(
        tokens[begin].start,
        tokens[end - 1].end,
        (tokens[number.first].start, tokens[number.behind - 1].end),
        bounds.quantity(number.value, bound, vague=number.vague),
        counted,
    )
    return figure, max(end, number.behind)


def _behind_noun(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> TokenBound:
    """Return the bound behind a noun, or behind one more word that goes with it."""
    late = limit_after(tokens, at, lexicon.after_noun)
    if late.bound is not None or (at < len(tokens) and _joins(tokens[at], lexicon)):
        return late
    return limit_after(tokens, at + 1, lexicon.after_noun)


def _joins(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word begins something else: "24 bodies and at least"."""
    return any(part.role is Role.JOIN for part in lexicon.parts_of(token.text))


def _real(kind: FigureKind) -> FigureKind:
    return FigureKind.OTHER if kind is FigureKind.COUNT else kind


def _is_next(noun: _Noun | None, behind: int) -> bool:
    return noun is not None and noun.first == behind


def _counted(
    tokens: Sequence[Token], number: Number, noun: _Noun | None, lexicon: Lexicon
) -> NounMeaning | None:
    if lexicon.writing.noun_first:
        before = _noun_before(tokens, number.first, lexicon)
        if before is not None:
            return before
    near = noun is not None and (not number.article or noun.first <= number.behind + 1)
    return noun.counted if noun is not None and near else None


def _noun_behind(tokens: Sequence[Token], behind: int, lexicon: Lexicon) -> _Noun | None:
    """Return what a number counts: the first noun of ours behind it."""
    unknown = 0
    for at in range(behind_suffix(tokens, behind), len(tokens)):
        token = tokens[at]
        if token.sort is Sort.MARK and token.text in _WITHIN:
            continue
        if token.sort is not Sort.WORD or token.text in lexicon.stops:
            return None
        if token.text in lexicon.links:
            continue
        counted = lexicon.counted(token.text)
        if counted is not None:
            return _Noun(at, _closer(tokens, at, counted, lexicon))
        unknown += 1
        if unknown > _MOST_MODIFIERS:
            return None
    return None


def _closer(
    tokens: Sequence[Token], at: int, counted: NounMeaning, lexicon: Lexicon
) -> NounMeaning:
    """Return what the next word counts where the first only says whose they are."""
    if counted.unit is not Unit.PEOPLE or at + 1 >= len(tokens):
        return counted
    behind = lexicon.counted(tokens[at + 1].text) if tokens[at + 1].sort is Sort.WORD else None
    return behind if behind is not None and behind.unit in _CLOSER else counted


def _noun_before(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> NounMeaning | None:
    for at in range(first - 1, max(-1, first - 1 - _NOUN_BEFORE), -1):
        if tokens[at].sort is not Sort.WORD:
            return None
        counted = lexicon.counted(tokens[at].text)
        if counted is not None:
            return counted
    return None


def _range(
    text: str, tokens: Sequence[Token], span: NumberRange, floor: int, lexicon: Lexicon
) -> tuple[Figure, int] | None:
    second = span.second
    kind, behind = kind_of(text, tokens, second, lexicon)
    if kind is FigureKind.YEAR and span.low not in range(1900, 2100):
        kind = FigureKind.COUNT
    if kind is not FigureKind.COUNT:
        return _taken(tokens, span.first, behind, kind), behind
    after = limit_after(tokens, second.behind, lexicon.after)
    noun = _noun_behind(tokens, after.at, lexicon)
    begin = max(span.opens, floor)
    figure = _figure(
        tokens[begin].start,
        tokens[second.behind - 1].end,
        (tokens[span.first].start, tokens[second.behind - 1].end),
        bounds.interval(span.low, span.high),
        _counted(tokens, second._replace(first=span.first), noun, lexicon),
    )
    return figure, second.behind


def _taken(tokens: Sequence[Token], first: int, behind: int, kind: FigureKind) -> Figure:
    """Return a number that counts nothing of ours."""
    start, end = tokens[first].start, tokens[behind - 1].end
    return Figure(start, end, start, end, _NO_QUANTITY, kind)


def _figure(
    start: int, end: int, number: tuple[int, int], quantity: Quantity, counted: NounMeaning | None
) -> Figure:
    unit: Unit | None = counted.unit if counted is not None else None
    sort: NounSort | None = counted.sort if counted is not None else None
    return Figure(start, end, *number, quantity, FigureKind.COUNT, unit=unit, sort=sort)
