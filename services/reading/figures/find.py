"""Figures in a text: every number, with its bounds, its kind, and what it counts."""

import re
from collections.abc import Iterator
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Bound, Unit
from tocsin.services.reading.figures import bounds
from tocsin.services.reading.figures.figure import Figure, FigureKind
from tocsin.services.reading.figures.kinds.classify import kind_of
from tocsin.services.reading.figures.kinds.signs import strong
from tocsin.services.reading.figures.lexicon import CROWDS, NOUN_SORTS, SINGULARS
from tocsin.services.reading.figures.nouns import CountedNoun, counted_noun
from tocsin.services.reading.figures.numerals.find import Numeral, numeral_at
from tocsin.services.reading.figures.numerals.number_words import (
    FIRST_WORDS,
    MULTIPLE,
    ONE_BEFORE,
    ONE_BEHIND,
    PART,
    SUPERLATIVE,
)
from tocsin.services.reading.figures.numerals.ranges import Range, range_at
from tocsin.services.reading.figures.phrase import Phrase, phrase_after

__all__ = ["Figure", "FigureKind", "find_figures"]

_BEGINNINGS: Final = (*"0123456789", *FIRST_WORDS, " a ", " an ")
_SEARCH: Final = AhoCorasick(_BEGINNINGS, matchkind=MatchKind.LeftmostLongest)
_ARTICLED_NUMBER: Final = re.compile(rf"an? (?:few|couple|{MULTIPLE}|{PART})(?![a-z])")
_PRONOUN_BEFORE: Final = re.compile(rf"(?:\b{ONE_BEFORE} |[a-z]-)$")
_PRONOUN_AFTER: Final = re.compile(
    rf"(?: {ONE_BEHIND}|-off|'s )(?![a-z])"
    r"| of (?:the|his|her|its|their|our|my) (?:[a-z'-]+ ){0,3}?"
    rf"(?:{SUPERLATIVE}|[a-z]{{3,}}est)(?![a-z])"
)
_TABLE: Final = re.compile(r"[0-9]{1,15}+(?:[ \t,;:/|.-]{1,3}+[0-9]{1,15}+){11,}+")
"""A dozen bare numbers in a row are a table or a code, no prose."""
_MOST_FIGURES: Final = 5_000
"""No news text has more; it keeps the time bounded for what is not news."""
_TAIL: Final = re.compile(r"(?:[-\u2013/.:,][0-9]{1,12}){1,6}")
_STRONG_WORD: Final = re.compile(r"[ -]?-([a-z]+)")
_NO_QUANTITY: Final = Quantity()


def lowered(text: str) -> str:
    """Return the text in lower case with every offset kept."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the number expressions of a text, in order, without overlap.

    Only those of kind COUNT can be an event's quantity; the others say that a number is taken.
    "a soldier" is a figure too, of 1.
    """
    lower = lowered(text)
    figures: list[Figure] = []
    done = 0
    for start in _beginnings(lower):
        if start < done:
            continue
        figure = _figure_at(text, lower, start, done)
        if figure is not None:
            if figures and (both := _both_sides(lower, figures[-1], figure)):
                figures[-1] = figure = both
            else:
                figures.append(figure)
            done = max(figure.end, figure.number_end)
        if len(figures) == _MOST_FIGURES:
            break
    return tuple(figures)


def _both_sides(lower: str, first: Figure, second: Figure) -> Figure | None:
    """Join "more than 30 but fewer than 50" into one range."""
    limits = {first.quantity.bound: first.quantity, second.quantity.bound: second.quantity}
    if limits.keys() != {Bound.MIN, Bound.MAX}:
        return None
    low, high = limits[Bound.MIN].low, limits[Bound.MAX].high
    joined = lower[first.end : second.start] in {" and ", ", ", " but ", ", but ", " or "}
    if first.noun is not None or not joined or low is None or high is None or low >= high:
        return None
    return second._replace(
        start=first.start,
        number_start=first.number_start,
        quantity=bounds.interval(low, high),
    )


def _beginnings(lower: str) -> Iterator[int]:
    """Yield where a numeral or an article may begin."""
    if lower.startswith(("a ", "an ")):
        yield 0
    for _, start, end in _SEARCH.find_matches_as_indexes(lower):
        if lower[start] == " ":
            yield start + 1
        elif lower[start].isdigit():
            if start == 0 or not _inside_name(lower, start):
                yield start
        elif (start == 0 or not lower[start - 1].isalnum()) and (
            end == len(lower) or not lower[end].isalpha()
        ):
            yield start


def _inside_name(lower: str, start: int) -> bool:
    """Whether digits continue a name: "M23", "PM2.5"."""
    before = lower[start - 1]
    if before == "." and start > 1 and lower[start - 2].isdigit():
        return True
    return before.isalnum() or before == "_"


def _figure_at(text: str, lower: str, start: int, floor: int) -> Figure | None:
    article = lower[start] == "a" and lower.startswith(("a ", "an "), start)
    if article and not _ARTICLED_NUMBER.match(lower, start):
        return _single(lower, start)
    table = _TABLE.match(lower, start) if lower[start].isdigit() else None
    if table is not None:
        whole = (start, table.end(), start, table.end())
        return _figure(whole, _NO_QUANTITY, FigureKind.OTHER, None)
    numeral = numeral_at(lower, start)
    if numeral is None or _is_pronoun(lower, numeral):
        return None
    span = range_at(lower, numeral)
    if span is not None:
        return _range_figure(text, lower, numeral, span, floor)
    return _number_figure(text, lower, numeral, floor)


def _is_pronoun(lower: str, numeral: Numeral) -> bool:
    """Whether "one" counts nothing: "no one", "one another", "one of the worst attacks"."""
    if numeral.value != 1 or numeral.digits:
        return False
    before = lower[max(0, numeral.start - 16) : numeral.start]
    return bool(_PRONOUN_BEFORE.search(before) or _PRONOUN_AFTER.match(lower, numeral.end))


def _single(lower: str, start: int) -> Figure | None:
    """Read "a soldier", "a border post": one of something that we count."""
    end = start + (1 if lower[start + 1] == " " else 2)
    noun = counted_noun(phrase_after(lower, end), one=True)
    if noun is None or noun.unit is None:
        return None
    return _figure(
        (start, end, start, end), bounds.quantity(1, None, vague=False), FigureKind.COUNT, noun
    )


def _number_figure(text: str, lower: str, numeral: Numeral, floor: int) -> Figure:
    after = bounds.bound_after(lower, numeral.end)
    phrase = phrase_after(lower, after.end)
    noun = _noun(lower, numeral, phrase)
    kind = kind_of(text, lower, numeral, phrase, noun)
    value = numeral.value
    if numeral.dotted is not None and noun is not None and noun.unit is not None:
        value, kind = numeral.dotted, FigureKind.COUNT
    if kind is not FigureKind.COUNT or value is None:
        return _taken(lower, numeral, kind, floor)
    before = bounds.bound_before(lower, numeral.start)
    bound, end = after.bound, after.end
    if bound is None and noun is not None:
        behind = bounds.bound_after(lower, noun.end)
        bound, end = behind.bound, behind.end if behind.bound else end
    bound = before.bound if before.bound not in {None, Bound.APPROX} else bound or before.bound
    return _figure(
        (max(floor, before.start), end, numeral.start, numeral.end),
        bounds.quantity(value, bound, vague=numeral.vague),
        kind,
        noun,
    )


def _noun(lower: str, numeral: Numeral, phrase: Phrase) -> CountedNoun | None:
    if not strong(lower, numeral.end):
        return counted_noun(phrase, one=numeral.value == 1 and not numeral.vague)
    word = _STRONG_WORD.match(lower, numeral.end)
    if word is None:
        return None
    unit = SINGULARS.get(word[1]) or (Unit.PEOPLE if word[1] in {"men", "women"} else None)
    if unit is not None:
        return CountedNoun(word[1], word.start(1), word.end(1), unit)
    behind = phrase_after(lower, word.end())
    for index, crowd in enumerate(behind.words):
        if crowd in CROWDS:
            police = "police" in behind.words[:index]
            start, end = behind.span(index)
            return CountedNoun(crowd, start, end, Unit.POLICE if police else CROWDS[crowd])
    return counted_noun(behind)


def _taken(lower: str, numeral: Numeral, kind: FigureKind, floor: int) -> Figure:
    """A number that is not a count of ours, with what is joined to it ("10:30", "2018-05-17")."""
    tail = _TAIL.match(lower, numeral.end) if numeral.digits else None
    end = numeral.end if tail is None else tail.end()
    start = max(floor, numeral.start)
    return _figure((start, end, numeral.start, end), _NO_QUANTITY, kind, None)


def _range_figure(text: str, lower: str, first: Numeral, span: Range, floor: int) -> Figure:
    phrase = phrase_after(lower, bounds.bound_after(lower, span.second.end).end)
    noun = counted_noun(phrase)
    # The words behind the range describe both its ends.
    kind = kind_of(text, lower, first, Phrase(lower, first.end, []), noun)
    if kind in {FigureKind.COUNT, FigureKind.YEAR}:
        kind = kind_of(text, lower, span.second, phrase, noun)
    start = bounds.bound_before(lower, span.start).start
    count = kind is FigureKind.COUNT
    return _figure(
        (max(floor, start), span.second.end, first.start, span.second.end),
        bounds.interval(span.low, span.high) if count else _NO_QUANTITY,
        kind,
        noun if count else None,
    )


def _figure(
    spans: tuple[int, int, int, int],
    quantity: Quantity,
    kind: FigureKind,
    noun: CountedNoun | None,
) -> Figure:
    start, end, number_start, number_end = spans
    return Figure(
        start=start,
        end=end,
        number_start=number_start,
        number_end=number_end,
        quantity=quantity,
        kind=kind,
        noun=noun.word if noun else None,
        noun_start=noun.start if noun else None,
        noun_end=noun.end if noun else None,
        unit=noun.unit if noun else None,
        sort=NOUN_SORTS.get(noun.word) if noun else None,
    )
