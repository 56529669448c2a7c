"""Old or new: dates and words that put what a clause tells into the background."""

import re
from datetime import datetime, timedelta
from typing import Final

from services.detector.reading.clause import Tokens
from services.detector.reading.dates import DateKind, find_dates, resolve
from services.detector.reading.wordlist import words

_OLD: Final = timedelta(days=30)
_YEAR: Final = re.compile(
    r"\b(?:in|since|during|from|of|between|and|until|to|the)\s+(?:(?:early|late|mid)-?\s*)?"
    r"((?:1[0-9]|20)\d\d)s?\b(?! (?:people|soldiers|men|others))"
)
_LONG_AGO: Final = re.compile(
    r"\b(?:(?:years|decades|months|a year) ago|last year|(?:years|a year|decade|months) earlier|"
    r"last century|centur(?:y|ies) ago|so far this year|this year's total|earlier this year|"
    r"previous year|in recent years|over the years|since the (?:war|conflict|start|beginning|"
    r"invasion|outbreak|uprising|revolution|coup)|during (?:world war|the (?:civil|cold|gulf) war)|"
    r"in world war|years? (?:after|since)|months after|this year)\b",
    re.IGNORECASE,
)
_COURT: Final = words(
    "sentenced sentences convicted convicts guilty indicted indicts trial pleads pleaded pleading "
    "acquitted acquits charged charges extradited verdict jury imprisonment jailed jails lawsuit "
    "compensation sentence trials tribunal"
)
_EDGES: Final = words("after which who that whose ; \u2014 before until but though although")
_REACH: Final = 30


def clause_span(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return the tokens of the clause around `start` to `end`: as far as its dates count."""
    low = start
    while low > 0 and start - low < _REACH and tokens[low - 1].lower not in _EDGES:
        low -= 1
    high = end
    while high < len(tokens) and high - end < _REACH and tokens[high].lower not in _EDGES:
        high += 1
    return low, high


def is_old(tokens: Tokens, clause: tuple[int, int], published: datetime | None) -> bool | None:
    """Whether what a clause tells of lies more than 30 days before publication.

    None where its dates do not tell.
    """
    low, high = clause
    if low >= high:
        return None
    segment = " ".join(token.text for token in tokens[low:high])
    if _LONG_AGO.search(segment):
        return True
    if published is not None:
        for mention in find_dates(segment):
            if mention.kind is DateKind.WEEKDAY:
                return False
            interval = resolve(mention, published)
            if interval is not None and interval.end is not None:
                return interval.end < published - _OLD
            if interval is not None and interval.start is not None:
                return interval.start < published - _OLD
    for match in _YEAR.finditer(segment):
        return published is None or int(match[1]) < published.year
    return None


def in_court(tokens: Tokens) -> bool:
    """Whether a sentence tells of a trial: what was done lies before it, often long."""
    return any(token.lower in _COURT for token in tokens)
