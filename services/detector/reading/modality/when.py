"""Old or new: dates and words that put what a clause tells into the background."""

import re
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from services.detector.reading.dates.find import DateKind, find_dates, resolve
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.wordlist import words

_OLD: Final = timedelta(days=30)
_YEAR: Final = re.compile(
    r"\b(?:in|since|during|from|of|between|and|until|to)\s+(?:(?:early|late|mid)-?\s*)?"
    r"((?:1[0-9]|20)\d\d)s?\b(?! (?:people|soldiers|men|others))",
    re.IGNORECASE,
)
_YEAR_AS_SUBJECT: Final = re.compile(r"^\W*((?:1[89]|20)\d\d) (?:saw|brought|was|had)\b")
_FOUR_DIGITS: Final = re.compile(r"\d{4}")
"""Without them no year is named, and none is looked for."""
_YEARS: Final = (
    _YEAR,
    _YEAR_AS_SUBJECT,
    re.compile(
        r"\b((?:1[5-9]|20)\d\d) (?:genocide|massacre|wars?|earthquake|quake|tsunami|bombings?|"
        r"attacks?|"
        r"shooting|disaster|famine|coup|uprising|revolution|hurricane|floods?|crash|invasion|siege)\b"
    ),
    re.compile(r"\b((?:1[5-9]|20)\d\d) ?,? when\b"),
)
"""How sentences name the year of what they tell."""
_LONG_AGO: Final = re.compile(
    r"\b(?:(?:years|decades|months|a year) ago|(?:twenty|thirty|forty|fifty|ten|\d\d?) years on|"
    r"last year|(?:years|a year|decade|months) earlier|"
    r"last century|centur(?:y|ies) ago|so far this year|this year's total|earlier this year|"
    r"previous year|in recent years|over the years|since the (?:war|conflict|"
    r"invasion|outbreak|uprising|revolution|coup|"
    r"(?:start|beginning)(?! of (?:the|this) (?:week|month|day|night|weekend)))|"
    r"during (?:world war|the (?:civil|cold|gulf) war)|"
    r"in world war|annually|each year|every year|per year|years? (?:after|since)|months after|"
    r"(?:people|deaths|lives|killed|dead|of them) a year(?! (?:after|ago|later|earlier|before))|"
    r"responsible for the deaths? of|during (?:the )?(?:colonisation|colonization|apartheid)|"
    r"(?:during|into) (?:his|her|their) (?:tenure|term|reign|presidency|premiership|career|rule|"
    r"lifetime)|(?:during|in) (?:these|those) (?:early |first )?(?:years|decades)|"
    r"this year)\b",
    re.IGNORECASE,
)
_LONG_AGO_HINTS: Final = (
    "year", "month", "decade", "centur", "since the ", "during ", "world war", "annually", "into ",
    "responsible for ",
)  # fmt: skip
"""One of them stands in whatever `_LONG_AGO` finds; much quicker to look for."""
_RECORD: Final = re.compile(
    r"\b(?:\w+est|first|second|third|fourth|fifth|worst|best|most|time|level)\b[^.;,]{0,60}?"
    r"\b(?:since\b[^.;,]*|(?:so far )?this year\b)",
    re.IGNORECASE,
)
"""As in "the fastest call-up since 1973", "the deadliest this year": that dates nothing."""
_IN_A_WAR: Final = re.compile(
    r"\b(?:in|during) (?:the|that|a) (?:civil )?(?:war|conflict|genocide|famine)\W*$", re.IGNORECASE
)
"""As in "300,000 died in the conflict, during which": what a whole war cost."""
_FRESH: Final = re.compile(
    r"\b(?:to-?day|yesterday|this (?:week|month|year)|mon|tues|wednes|thurs|fri|satur|sun)"
    r"(?:day)?\b",
    re.IGNORECASE,
)
"""As in "on Friday": what names it is not only about the past."""
_WHEN: Final = re.compile(r"\b(?:1[5-9]|20)\d\d ?,? when\b")
_CHARGED: Final = words(
    "accused convicted charged guilty suspected sentenced jailed acquitted tried"
)
_REPROACHED: Final = words(
    "blame blames blamed blaming attack attacks attacked criticise criticises criticised criticize "
    "criticizes criticized faults faulted apologised apologized"
)
_COURT: Final = words(
    "sentenced sentences convicted convicts guilty indicted indicts trial pleads pleaded pleading "
    "acquitted acquits charged charges extradited verdict jury imprisonment jailed jails lawsuit "
    "compensation sentence trials tribunal"
)
_EDGES: Final = words("after which who that whose ; \u2014 before until but though although")
_RELATIVE_EDGES: Final = words("which who that whose")
_ANTECEDENT: Final = 12
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


class Age(NamedTuple):
    """How a clause dates what it tells: old or not, None where it does not tell; the year named."""

    old: bool | None = None
    year: int | None = None


def age_of(tokens: Tokens, span: tuple[int, int], published: datetime | None) -> Age:
    """Return whether what the tokens of `span` tell lies more than 30 days before publication.

    The dates of its clause tell; where that is a relative clause without one, those of what
    it is about ("the attack of 16 March 1988, in which").
    """
    low, high = clause_span(tokens, *span)
    age = _age_in(tokens, (low, high), span[0], published)
    relative = low > 0 and tokens[low - 1].lower in _RELATIVE_EDGES
    if age.old is None and relative:
        before = (max(0, low - _ANTECEDENT), low)
        return _age_in(tokens, before, low, published)
    return age


def _age_in(tokens: Tokens, part: tuple[int, int], at: int, published: datetime | None) -> Age:
    """Return the age that a part of a sentence tells; the date nearest to token `at` counts."""
    low, high = part
    if low >= high:
        return Age()
    whole = _text(tokens, low, high)
    has_year = _FOUR_DIGITS.search(whole) is not None
    segment = _without_record(whole, has_year=has_year)
    named = (
        next((found for year in _YEARS if (found := year.search(segment))), None)
        if has_year
        else None
    )
    year = int(named[1]) if named else None
    if _is_long_ago(segment):
        return Age(old=True, year=year)
    offset = len(_text(tokens, low, at))
    if published is not None:
        near = sorted(find_dates(segment), key=lambda one: abs(one.start - offset))
        for mention in near:
            if mention.kind is DateKind.WEEKDAY:
                return Age(old=False)
            if segment[mention.start : mention.end].split()[-1] in {"march", "may"}:
                continue  # "ahead of the march"
            interval = resolve(mention, published)
            edge = interval and (interval.end or interval.start)
            if edge and interval and interval.end is None and mention.kind is DateKind.MONTH:
                edge += _OLD  # "since October": from any of its days
            if edge:
                room = timedelta() if mention.kind is DateKind.YEAR else _OLD
                return Age(old=published - edge >= room, year=year)
    if year is not None:
        return Age(old=published is None or year < published.year, year=year)
    return Age(old=True) if _IN_A_WAR.search(segment.removesuffix("during").rstrip()) else Age()


def _is_long_ago(segment: str) -> bool:
    lower = segment.lower()
    return any(hint in lower for hint in _LONG_AGO_HINTS) and bool(_LONG_AGO.search(segment))


def _without_record(whole: str, *, has_year: bool) -> str:
    """Blank out "the fastest call-up since 1973": that dates nothing."""
    lower = whole.lower()
    if not ("since" in lower or "this year" in lower) or (has_year and _WHEN.search(whole)):
        return whole
    return _RECORD.sub(_blank, whole)


def _text(tokens: Tokens, low: int, high: int) -> str:
    return " ".join(token.text for token in tokens[low:high])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def past_year_of(text: str, published: datetime | None) -> int | None:
    """Return a year long before publication that a sentence names, where it is the only date."""
    if published is None or not _FOUR_DIGITS.search(text):
        return None
    named = next((found for year in _YEARS if (found := year.search(text))), None)
    if named is None or _FRESH.search(text):
        return None
    year = int(named[1])
    return year if year < published.year - 1 else None


def in_court(tokens: Tokens) -> bool:
    """Whether a sentence tells of a trial: what was done lies before it, often long."""
    return any(token.lower in _COURT for token in tokens)


def is_charge(tokens: Tokens, start: int) -> bool:
    """Whether what begins at token `start` is what somebody is tried for: "accused of killing"."""
    before = [token.lower for token in tokens[max(0, start - 5) : start]]
    return before[-1:] in (["of"], ["for"], ["with"]) and bool(_CHARGED & set(before))


def is_reproach(tokens: Tokens, start: int) -> bool:
    """As in "attacked the president for the 200,000 deaths": a count that all know already."""
    at = start - 1
    while at > 0 and tokens[at].lower in {"the", "those", "these"}:
        at -= 1
    before = {token.lower for token in tokens[max(0, at - 4) : max(0, at)]}
    return at > 0 and tokens[at].lower == "for" and bool(_REPROACHED & before)
