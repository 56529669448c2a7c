"""Old or new: dates that put an event into the background."""

import re
from datetime import datetime, timedelta
from typing import Final

from services.detector.reading.dates import find_dates, resolve
from services.detector.reading.wordlist import words

_OLD: Final = timedelta(days=30)
_YEAR: Final = re.compile(
    r"\b(?:in|since|during|from|of|between|and|until|to)\s+(?:(?:early|late|mid-?)\s+)?"
    r"((?:1[5-9]|20)\d\d)s?\b"
)
_LONG_AGO: Final = re.compile(
    r"\b(?:(?:years|decades|months|a year) ago|last year|(?:years|a year|decade) earlier|world war|"
    r"civil war of|last century|centuries|anniversary|so far this year|this year's total|"
    r"commemorat\w+|previous year|in recent years|over the years|"
    r"since the (?:war|conflict|start|beginning|invasion|outbreak))\b",
    re.IGNORECASE,
)
_COURT: Final = words(
    "sentenced sentences convicted convicts guilty indicted indicts trial pleads pleaded pleading "
    "acquitted acquits charged extradited murderer verdict jury prosecutors imprisonment jailed "
    "jails lawsuit compensation"
)


def is_old(
    sentence: str, clause: tuple[int, int], published: datetime | None, lower_words: frozenset[str]
) -> bool:
    """Whether what a clause tells of lies more than 30 days before publication.

    `clause` is the span of the sentence whose dates count; `lower_words` are the sentence's.
    """
    segment = sentence[clause[0] : clause[1]]
    if published is not None:
        for mention in find_dates(segment):
            interval = resolve(mention, published)
            if interval is not None and interval.end is not None:
                return interval.end < published - _OLD
    if _LONG_AGO.search(segment):
        return True
    for match in _YEAR.finditer(segment):
        return published is None or int(match[1]) < published.year
    return bool(lower_words & _COURT)
