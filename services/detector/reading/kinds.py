"""Kinds: what a number is when it is no count: a year, an age, money, a distance, a name …"""

import re
from typing import Final

from services.detector.reading.figure import FigureKind
from services.detector.reading.measures import (
    CALIBRES,
    CAPITAL_DESIGNATORS,
    DESIGNATORS,
    DURATION,
    MEASURES,
    MONEY,
    MONTHS,
    PERCENT,
    REPEATS,
    TIMES,
    VERSUS,
    WEAPONS,
)
from services.detector.reading.nouns import CountedNoun, words_after
from services.detector.reading.numerals import Numeral

_CURRENCY_BEFORE: Final = re.compile(
    r"(?:[$\u20ac\u00a3\u00a5\u20b9\u20bd\u20aa\u20a6\u20bf] ?[-+]?|\b(?:usd|us\$|eur|gbp|cad|aud|rs\.?|inr|chf|cny|rmb|sek|jpy) ?)$"
)
_PREVIOUS: Final = re.compile(r"([a-z#][a-z.'-]*|#)[ -]?$")
_NUMBER_LIST: Final = re.compile(
    r"([a-z]+) (?:[0-9]{1,4}[a-z]?(?:, | and | or | to |-|\u2013)){1,3}$"
)
_ATTACHED: Final = re.compile(r"([a-z]+|%|\u00b0|\u2033|[\u2032\"](?![a-z ]))")
_HYPHENED: Final = re.compile(r"(?:- ?to-? ?[0-9]+)?[ -]?-([a-z]+)(?:-([a-z]+))?")
_TIME_AFTER: Final = re.compile(
    r"[:.h][0-5][0-9](?![0-9])(?: ?[ap]\.?m\b)?| ?[ap]\.?m\b\.?| o'clock"
)
_TIME_BEFORE: Final = re.compile(r"(?:^|[^0-9])[0-9]{1,2}[:]$")
_DATE_AFTER: Final = re.compile(
    r"(?:st|nd|rd|th)?,?(?: of)?[ -](?:the )?(january|february|march|april|may|june|july|august|september|"
    r"october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?![a-z])"
)
_DATE_BEFORE: Final = re.compile(
    r"(?:^|[^a-z])(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?[ /-](?:the )?"
    r"(?:[0-9]{1,2}(?:st|nd|rd|th)?(?:-|\u2013| and | to | or |, ))?$"
)
_NUMERIC_DATE: Final = re.compile(
    r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}|[0-9]{1,2}/[0-9]{1,2}(?![0-9])"
)
_IN_NUMERIC: Final = re.compile(r"[0-9][-/.:]$")
_SCORE: Final = re.compile(r"[-\u2013:](?=[0-9]{1,3}(?![0-9,.:]|-[a-z]))([0-9]{1,3})(?!-[0-9])")
_AGE_AFTER: Final = re.compile(
    r"[ -](?:years?|months?|weeks?|days?)[ -](?:old|of age)(?![a-z])|-?yo\b| y/o\b"
)
_AGE_BEFORE: Final = re.compile(
    r"(?:\b(?:aged?|ages|aged between|under the age of|over the age of|age of|ages of|turned|turns)"
    r"(?: (?:about|around|just|only|between|under|over|at least))?(?: [0-9]{1,3}(?: and| to|-|,))?) $"
)
_AGE_COMMA: Final = re.compile(r"(?:^|[\s'-])[A-Z][^\W\d_]+\"?(?:,| \() ?$")
_PART_FOLLOWS: Final = re.compile(r", (?:including|mostly|of |among|some|many|were|and )")
_YEAR_BEFORE: Final = re.compile(
    r"\b(?:in|since|by|during|until|till|from|after|before|early|mid|late|of|for|circa|summer|winter|"
    r"spring|autumn|fall|year|years|between|around|and|to|through|election|elections|january|february|"
    r"march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|"
    r"aug|sept?|oct|nov|dec|the|this|that|its|[0-9]{1,2}(?:st|nd|rd|th)?|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday|\(|\u2013|-)[.,]?[ -]?$"
)
_STRONG_YEAR: Final = re.compile(
    r"\b(?:in|since|during|until|till|early|mid|late|summer|winter|spring|autumn|fall|year|january|"
    r"february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|"
    r"jun|jul|aug|sept?|oct|nov|dec|[0-9]{1,2}(?:st|nd|rd|th)?)[.,]?[ -]?$"
)
_FIRST_YEAR: Final = 1700
_LAST_YEAR: Final = 2100
_MAX_AGE: Final = 120
_PEOPLE_HYPHENS: Final = frozenset(
    "strong man men woman member person people soldier troop".split()
)
"""After a hyphen these make a count: "a 300-strong contingent", "a 12-member crew"."""


def kind_of(lower: str, numeral: Numeral, noun: CountedNoun | None, *, proper: str) -> FigureKind:
    """Return what a number is, from the words around it.

    Args:
        lower: The text in lower case.
        numeral: The number.
        noun: What it counts, as far as a noun follows.
        proper: The text as printed, same offsets: some names show only in their capitals.
    """
    before = lower[max(0, numeral.start - 40) : numeral.start]
    return (
        _by_signs(lower, numeral, before)
        or _by_name(lower, numeral, before, proper, noun)
        or _by_calendar(lower, numeral, before, noun)
        or _by_noun(lower, numeral, noun)
        or _score(lower, numeral, before, noun)
        or _age(lower, numeral, before, proper)
        or (FigureKind.OTHER if numeral.value is None else FigureKind.COUNT)
    )


def strong(lower: str, end: int) -> bool:
    """Whether a hyphen after the number makes it a head count: "300-strong"."""
    match = _HYPHENED.match(lower, end)
    return match is not None and match[1] in _PEOPLE_HYPHENS


def _by_signs(lower: str, numeral: Numeral, before: str) -> FigureKind | None:
    """Signs and letters written against the number: $20, 20%, 10:30, 9th, 155mm."""
    after = lower[numeral.end : numeral.end + 1]
    if _CURRENCY_BEFORE.search(before) or after in {"\u20ac", "\u00a3", "$", "\u20bd"}:
        return FigureKind.MONEY
    if not numeral.digits:
        return _by_hyphen(lower, numeral) if after == "-" else None
    if after == "%" or lower.startswith(" %", numeral.end):
        return FigureKind.PERCENT
    if _TIME_AFTER.match(lower, numeral.end) and numeral.plain or _TIME_BEFORE.search(before):
        return FigureKind.TIME
    attached = _ATTACHED.match(lower, numeral.end)
    if attached is not None:
        return _by_letters(attached[1], lower, numeral, before)
    return _by_hyphen(lower, numeral) if after in {"-", "\u2013"} else None


def _by_letters(letters: str, lower: str, numeral: Numeral, before: str) -> FigureKind:
    if letters in {"st", "nd", "rd", "th"}:
        date = _DATE_AFTER.match(lower, numeral.end) or _DATE_BEFORE.search(before)
        return FigureKind.DATE if date else FigureKind.ORDINAL
    if letters == "s":
        return FigureKind.YEAR if numeral.value and numeral.value > _FIRST_YEAR else FigureKind.AGE
    if letters in CALIBRES:
        return FigureKind.WEAPON
    if letters in MEASURES or letters in "%\u00b0\u2032\u2033":
        return FigureKind.DISTANCE
    if letters in DURATION or letters in {"h", "hr", "min"}:
        return FigureKind.DURATION
    if letters in TIMES:
        return FigureKind.TIME
    return FigureKind.OTHER


def _by_hyphen(lower: str, numeral: Numeral) -> FigureKind | None:
    match = _HYPHENED.match(lower, numeral.end)
    if match is None:
        return None
    word = match[1]
    if word in {"year", "month", "week", "day"} and match[2] in {"old", "olds"}:
        return FigureKind.AGE
    if word in _PEOPLE_HYPHENS or word in {"odd", "plus", "some"}:
        return None
    if word in PERCENT:
        return FigureKind.PERCENT
    if word in DURATION:
        return FigureKind.DURATION
    if word in CALIBRES and numeral.value and numeral.value not in range(1, 5):
        return FigureKind.WEAPON
    if word in MEASURES:
        return FigureKind.DISTANCE
    return FigureKind.MONEY if word in MONEY else FigureKind.OTHER


def _by_name(
    lower: str, numeral: Numeral, before: str, proper: str, noun: CountedNoun | None
) -> FigureKind | None:
    """A number that is part of a name: F-16, Resolution 2254, Sector 7, #5."""
    if not before or not numeral.digits:
        return None
    if before[-1] == "-" and len(before) > 1 and before[-2].isalpha():
        return FigureKind.WEAPON
    if before[-1] == "+":
        return FigureKind.OTHER
    if before[-1] == "/" and before[-2:-1].isalnum() and not before[-2:-1].isalpha():
        return FigureKind.OTHER
    previous = _PREVIOUS.search(before)
    if previous is None:
        listed = _NUMBER_LIST.search(before)
        return FigureKind.UNIT_NUMBER if listed and listed[1] in DESIGNATORS else None
    word = previous[1]
    at = numeral.start - len(before) + previous.start()
    if word == "#" or (word in DESIGNATORS and not _verb_or_negation(word, before, noun)):
        return FigureKind.UNIT_NUMBER
    if word in CAPITAL_DESIGNATORS and proper[at].isupper() and numeral.plain:
        sentence_start = not proper[:at].rstrip() or proper[:at].rstrip()[-1] in ".!?"
        return None if sentence_start and noun and noun.unit else FigureKind.UNIT_NUMBER
    return None


_NUMBERED: Final = re.compile(
    r"\b(?:the|a|an|flight|phone|serial|case|telephone|its|his|plate) number $"
)


def _verb_or_negation(word: str, before: str, noun: CountedNoun | None) -> bool:
    """ "no 20 soldiers", "refugees number 1,911": no name."""
    if word == "number":
        return _NUMBERED.search(before) is None
    return word in {"no", "cat", "figure", "measure"} and noun is not None and noun.unit is not None


def _by_calendar(
    lower: str, numeral: Numeral, before: str, noun: CountedNoun | None
) -> FigureKind | None:
    """Dates and years."""
    if not numeral.digits:
        return None
    value = numeral.value
    if _NUMERIC_DATE.match(lower, numeral.start):
        return FigureKind.DATE
    if _IN_NUMERIC.search(before) and before[-1] == "/":
        return FigureKind.DATE
    if not numeral.plain or value is None:
        return None
    if value <= 31:  # noqa: PLR2004 - the longest month
        if _DATE_BEFORE.search(before) and not (noun and noun.unit):
            return FigureKind.DATE
        if _DATE_AFTER.match(lower, numeral.end):
            return FigureKind.DATE
    if numeral.end - numeral.start == 4 and _FIRST_YEAR <= value <= _LAST_YEAR:  # noqa: PLR2004 - a year has four digits
        return _year(lower, numeral, before, noun)
    return None


def _year(lower: str, numeral: Numeral, before: str, noun: CountedNoun | None) -> FigureKind | None:
    if _STRONG_YEAR.search(before):
        return FigureKind.YEAR
    counted = noun is not None and (
        noun.unit is not None or noun.word in DURATION | MEASURES | MONEY
    )
    if counted and noun is not None and lower.startswith(" ", numeral.end):
        # "2015 migrants", but "the 2015 Paris attacks", "2024 refugee crisis victims".
        direct = noun.start - numeral.end <= len(" other ")
        if direct and not re.search(r"\b(?:the|its|their) $", before):
            return None
    if counted and re.search(
        r"\b(?:least|than|about|around|some|nearly|over|killed|total of) $", before
    ):
        return None
    return FigureKind.YEAR


def _by_noun(lower: str, numeral: Numeral, noun: CountedNoun | None) -> FigureKind | None:
    """Money, measures, durations and times, by the word behind the number."""
    if (
        numeral.abbreviated
        and lower[numeral.end - 1] == "m"
        and (noun is None or noun.unit is None)
    ):
        return FigureKind.DISTANCE
    for token in words_after(lower, numeral.end, 3):
        word = token.word.rstrip(".")
        kind = _by_word(word)
        if kind is not None:
            if word in {
                "in",
                "m",
                "second",
                "c",
                "f",
                "min",
                "stone",
                "terms",
                "quarters",
                "foot",
                "cal",
            }:
                return _doubtful(word, lower, token.end)
            if word in CALIBRES | MEASURES and _weapon_follows(lower, token.end):
                return FigureKind.WEAPON
            return kind
        if noun is not None and token.start >= noun.start and noun.unit is not None:
            return None
        if word not in _BEFORE_UNIT:
            return None
    return None


_BEFORE_UNIT: Final = frozenset(
    "us u.s american canadian australian british hong kong consecutive straight more additional full "
    "million billion trillion thousand hundred metric short long nautical square cubic sq working "
    "calendar whole further of the successive".split()
)
"""What may stand between a number and its unit: "20 million US dollars", "three straight days"."""


def _by_word(word: str) -> FigureKind | None:
    if word in MONEY:
        return FigureKind.MONEY
    if word in PERCENT:
        return FigureKind.PERCENT
    if word in DURATION:
        return FigureKind.DURATION
    if word in MEASURES:
        return FigureKind.DISTANCE
    if word in TIMES:
        return FigureKind.TIME
    return FigureKind.OTHER if word in REPEATS else None


def _doubtful(word: str, lower: str, end: int) -> FigureKind | None:
    """Short unit words that are mostly something else: "killed 20 in", "20 second graders"."""
    if word == "m":
        return FigureKind.DISTANCE
    if word == "foot" and not lower.startswith(" soldiers", end):
        return FigureKind.DISTANCE
    if word in {"min", "cal"}:
        return FigureKind.DURATION if word == "min" else FigureKind.WEAPON
    return None


def _weapon_follows(lower: str, end: int) -> bool:
    return any(token.word in WEAPONS for token in words_after(lower, end, 2))


def _score(
    lower: str, numeral: Numeral, before: str, noun: CountedNoun | None
) -> FigureKind | None:
    """ "won 3-1", "a 6-3 ruling"; a hyphen between rising numbers is a range."""
    if not numeral.plain or numeral.value is None:
        return None
    match = _SCORE.match(lower, numeral.end)
    if match is None:
        return None
    if _VERSUS.search(before) or _VERSUS.search(lower[match.end() : match.end() + 24]):
        return None if noun and noun.unit else FigureKind.SCORE
    return FigureKind.SCORE if int(match[1]) <= numeral.value else None


_VERSUS: Final = re.compile(r"(?<![a-z])(?:" + "|".join(sorted(VERSUS)) + r")(?![a-z])")


def _age(lower: str, numeral: Numeral, before: str, proper: str) -> FigureKind | None:
    """ "aged 34", "34 years old", and the number between commas behind a name."""
    if _AGE_AFTER.match(lower, numeral.end):
        return FigureKind.AGE
    value = numeral.value
    if value is None or value > _MAX_AGE:
        return None
    if _AGE_BEFORE.search(before):
        return FigureKind.AGE
    if not numeral.plain or not lower.startswith((",", ")", ";"), numeral.end):
        return None
    named = _AGE_COMMA.search(proper, max(0, numeral.start - 40), numeral.start)
    part = _PART_FOLLOWS.match(lower, numeral.end)
    return FigureKind.AGE if named and not part else None
