"""The grammar of dates: which words are a date."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from tocsin.services.reading.calendar_words import DATES, MONTH, MONTHS, WEEKDAYS
from tocsin.services.reading.dates import rules as date_rules
from tocsin.services.reading.dates.terms import Part, Side, Term
from tocsin.services.reading.dates.words import (
    DAY_WORDS,
    INNER_PARTS,
    NAMED_DECADES,
    PARTS,
    SHIFTS,
    SIDES,
    SPANS,
    TODAY,
    VAGUE_COUNTS,
)
from tocsin.services.reading.figures.numerals.number_words import ATOM
from tocsin.services.reading.lexicon.english.listed import either


@dataclass(frozen=True, slots=True)
class Found:
    """A date expression in a text: offsets, what it says, and which side and part of it."""

    start: int
    end: int
    term: Term
    side: Side
    part: Part


_M: Final = rf"(?P<month>{MONTH})(?![a-z])(?:\.(?= ?[0-9,]))?"
_M2: Final = _M.replace("month>", "month2>")
_DAY_WORD: Final = rf"(?P<dayword>{either(DAY_WORDS)})"
_D: Final = rf"(?:(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![0-9])|{_DAY_WORD})"
_D2: Final = _D.replace("day>", "day2>").replace("dayword>", "dayword2>")
_Y: Final = r"(?P<year>1[0-9]{3}|20[0-9]{2}|21[0-9]{2})(?![0-9a-z]|[.,][0-9])"
_ITS_YEAR: Final = rf"(?:(?: ?, ?| of | |-|/){_Y})?"
_W: Final = rf"(?:(?:{either(WEEKDAYS)})\.?(?:,? (?:the )?| ?-))?"
_FROM: Final = r"(?:from |between )?"
_TO: Final = r" ?(?:-|\u2013|to|through|thru|till|until|and) ?(?:the )?"
_NUMBER: Final = rf"[0-9]{{1,4}}|{ATOM}(?:-{ATOM})?"
_COUNT: Final = rf"(?P<count>{_NUMBER}|{either(VAGUE_COUNTS)})"
_SPAN: Final = rf"(?P<span>{either(SPANS)})s?(?![a-z])"
_SHIFT: Final = rf"(?P<shift>{either(set(SHIFTS) - {'the'})})"
_COUNTED: Final = rf"(?! {either(DATES.counted)}\b)"
_NO_TIME: Final = r"(?![0-9:]|[.,][0-9]| ?[ap]\.?m)" + _COUNTED
_FULL_WEEKDAYS: Final = either(word for word in WEEKDAYS if word.endswith("day"))
_WAY: Final = rf"(?P<way>{either((*DATES.ago, *DATES.hence))})(?![a-z])"
_FOUR: Final = r"(?P<year>1[0-9]{3}|20[0-9]{2})"
_YEARS_JOINT: Final = r"(?: ?[~\u2013-] ?| (?:to|and|through|thru|till|until) )"
_NUMERIC: Final = r"(?P<first>[0-3]?[0-9])(?P<mark>[-/.])(?P<second>[0-3]?[0-9])(?P=mark)"
_BEFORE_YEAR: Final = rf"(?P<only>{either(DATES.before_year)}[ -]|(?<=\()|(?<=, )|^)"
_BEFORE_MONTH: Final = rf"(?P<bare>{either(DATES.before_month)}[ -](?:the )?)"
_NO_DAY: Final = (
    r"(?! ?[0-9]|-[0-9]|, (?:the )?[0-9]{1,2}(?:st|nd|rd|th)|,? [12][0-9]{3}(?![0-9])| of [12])"
)
_NO_MONTH: Final = rf"(?! {MONTH}(?![a-z]))(?![-\u2013/][0-9])"
_INNER_PART: Final = rf"(?P<inner>{either(INNER_PARTS)})"

_Rule = tuple[str, Callable[[date_rules.Words], Term | None]]
_RULES: Final[tuple[_Rule, ...]] = (
    (_FOUR + r"[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>[0-3]?[0-9])(?![0-9])", date_rules.iso),
    (_NUMERIC + _FOUR + r"(?![0-9])", date_rules.numeric),
    (rf"{_FROM}{_D} {_M}{_TO}{_D2} {_M2}(?:,? {_Y})?", date_rules.two_dates),
    (rf"{_FROM}{_M} {_D}{_TO}{_M2} {_D2}(?:,? {_Y})?", date_rules.two_dates),
    (rf"{_FROM}{_M}{_TO}{_M2}(?! ?[0-9]{{1,2}}(?![0-9]))(?:,? {_Y})?", date_rules.two_dates),
    (
        rf"{_W}{_FROM}(?:the )?{_D}(?:{_TO}{_D2})?(?: of|,)?[ /-](?:the )?{_M}{_ITS_YEAR}",
        date_rules.calendar,
    ),
    (
        rf"{_W}{_FROM}{_M}(?: the)?(?:, |[ /-]){_D}(?:{_TO}{_D2})?{_NO_TIME}{_ITS_YEAR}",
        date_rules.calendar,
    ),
    (rf"{_M}(?:,? of|,|-| in)? ?{_Y}", date_rules.calendar),
    (rf"{_Y}[ -]{_M}", date_rules.calendar),
    (rf"{_SHIFT} (?P<weekday>{either(WEEKDAYS)})(?![a-z])", date_rules.weekday),
    (rf"(?P<weekday>{_FULL_WEEKDAYS})(?![a-z])", date_rules.weekday),
    (rf"{_SHIFT} {_M}", date_rules.month_of),
    (rf"(?P<today>{either(TODAY)})(?![a-z])", date_rules.today),
    (rf"{_COUNT} {_SPAN} {_WAY}(?: (?P<anchor>today|yesterday|tomorrow|now))?", date_rules.ago),
    (rf"(?:in|within)(?: the next| next)? {_COUNT} {_SPAN}(?: from now)?", date_rules.ahead),
    (rf"(?:the |these )?{_SHIFT} {_COUNT} {_SPAN}", date_rules.window),
    (r"(?:over |at )?the weekend(?![a-z])", date_rules.weekend),
    (rf"(?:the )?{_SHIFT}[ -]{_SPAN}", date_rules.period),
    (r"(?:the )?(?P<decade>1[0-9]{2}0|20[0-9]0) ?'?s(?![a-z])", date_rules.whole_years),
    (rf"(?P<named>{either(NAMED_DECADES)})(?![a-z])", date_rules.whole_years),
    (r"(?:the )?(?P<century>[12]?[0-9])(?:st|nd|rd|th) {1,3}century", date_rules.whole_years),
    (
        _FOUR + r"[-\u2013/](?P<tail>[0-9]{4}|[0-9]{2})(?![0-9]|[-/][0-9])",
        date_rules.years,
    ),
    (
        rf"(?P<bare>(?:from|between|in) ){_FOUR}{_YEARS_JOINT}(?P<tail>[12][0-9]{{3}})(?![0-9])",
        date_rules.years,
    ),
    (rf"{_INNER_PART}(?: in| of) (?:the )?{_SPAN}", date_rules.part_of),
    (rf"{_BEFORE_YEAR}{_Y}{_NO_MONTH}{_COUNTED}", date_rules.whole_years),
    (rf"{_BEFORE_MONTH}{_M}{_NO_DAY}", date_rules.calendar),
)


def _numbered(pattern: str, index: int) -> str:
    """Give a rule's groups names of their own, so that all rules are one pattern."""
    pattern = re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{index}>", pattern)
    return re.sub(r"\(\?P=(\w+)\)", rf"(?P=\1_{index})", pattern)


_DATE: Final = re.compile(
    "|".join(f"(?P<rule_{i}>{_numbered(rule, i)})" for i, (rule, _) in enumerate(_RULES))
)
_START: Final = re.compile(r"(?<![a-z0-9$\u20ac\u00a3])[a-z0-9]")
_ANCHORS: Final = (
    *MONTHS,
    *WEEKDAYS,
    *TODAY,
    *SPANS,
    *(span + "s" for span in SPANS),
    *NAMED_DECADES,
    *("15", "16", "17", "18", "19", "20", "21", "century", "centuries"),
)
_SEARCH: Final = AhoCorasick(_ANCHORS, matchkind=MatchKind.LeftmostLongest)
"""A date has one of these in it; elsewhere the grammar need not look."""
_BEFORE: Final = re.compile(
    rf"(?:\b(?P<side>{either(SIDES)}) )?(?:the )?(?:\b(?P<part>{either(PARTS)})[ -]"
    r"(?:in )?(?:the )?)?$"
)
_LOOK: Final = 48
_GROUPS: Final = tuple(
    {
        name.rpartition("_")[0]: group
        for name, group in _DATE.groupindex.items()
        if name.endswith(f"_{rule}")
    }
    for rule in range(len(_RULES))
)
"""Of each rule, its named parts and the numbers of their groups in `_DATE`."""


def dates_in(lower: str) -> Iterator[Found]:
    """Yield the date expressions of a lower-case text, in order, without overlap."""
    done = scanned = 0
    for anchor in _anchors(lower):
        if anchor < done:
            continue
        # What begins before the last anchor would contain it too, and was searched there.
        begin = max(done, scanned, anchor - _LOOK)
        scanned = anchor + 1
        match = _date_around(lower, begin, anchor)
        if match is None:
            continue
        rule = _rule_of(match)
        words = {
            name: value
            for name, group in _GROUPS[rule].items()
            if (value := match[group]) is not None
        }
        term = _RULES[rule][1](words)
        if term is not None:
            done = match.end()
            yield _placed(lower, match, rule, term)


def _date_around(lower: str, begin: int, anchor: int) -> re.Match[str] | None:
    """Return the date that begins between two offsets, the earliest."""
    for start in _START.finditer(lower, begin, anchor + 1):
        match = _DATE.match(lower, start.start(), anchor + _LOOK)
        if match is not None:
            return match
    return None


def _anchors(lower: str) -> Iterator[int]:
    for _, start, end in _SEARCH.find_matches_as_indexes(lower):
        if start and lower[start - 1].isalnum():
            continue
        if lower[start].isdigit():
            if lower[end : end + 2].isdigit():
                yield start
        elif not lower[end : end + 1].isalpha():
            yield start


def _rule_of(match: re.Match[str]) -> int:
    return next(i for i, groups in enumerate(_GROUPS) if match[groups["rule"]] is not None)


def _placed(lower: str, match: re.Match[str], index: int, term: Term) -> Found:
    """Leave the preposition out of the date and read the side and part that come before."""
    start, groups = match.start(), _GROUPS[index]
    for lead in ("only", "bare"):
        if lead in groups and match[groups[lead]] is not None:
            start = match.end(groups[lead])
    before = _BEFORE.search(lower, max(0, start - _LOOK), start)
    if before is None:
        return Found(start, match.end(), term, Side.AT, Part.WHOLE)
    side = SIDES[before["side"]] if before["side"] else Side.AT
    part = PARTS[before["part"]] if before["part"] else Part.WHOLE
    inner = match[groups["inner"]] if "inner" in groups else None
    if inner is not None:
        part = INNER_PARTS[inner]
    if before["side"]:
        start = before.start("side")
    elif before["part"]:
        start = before.start("part")
    return Found(start, match.end(), term, side, part)
