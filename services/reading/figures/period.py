"""Whether words make a figure the total of a period, of a war or of several events.

What reads may take the toll of a war for that of today, and such an alert is the loudest and the
least true. These words settle it for any reader.
"""

import re
from typing import Final

_SPAN: Final = r"(?:weeks|months|years?|decades?|(?:\w+ )?season)"
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_BEGAN: Final = (
    r"(?:(?:the )?(?:start|beginning|outbreak|onset|resumption)\b|(?:the |its |their )?(?:\w+ )?"
    r"(?:war|conflict|invasion|ceasefire|cease-fire|truce|uprising|revolution|coup|offensive)\b"
    rf"|(?:early |late |mid-)?{_MONTH}\b(?! \d{{1,2}}\b(?!,? \d{{4}}))|(?:19|20)\d\d\b"
    r"|last (?:year|month|spring|summer|autumn|winter|january|march)\b)"
)
_LONG: Final = (
    r"\w+-(?:week|month|year)(?:-long)? "
    r"(?:operation|offensive|campaign|crackdown|siege|war|conflict|insurgency)\b"
)
_PERIOD: Final = re.compile(
    rf"\b(?:so far (?:this|in)\b|this year\b|this season\b"
    rf"|(?:in|over|during|within) the (?:last|past|previous) (?:[\w-]+ )?{_SPAN}\b"
    rf"|since {_BEGAN}"
    r"|(?:throughout|during|in|of|over) the (?:\w+ )?(?:war|conflict|civil war|insurgency)\b"
    r"|(?:of|for|in|during) the (?:\w+ )?season\b"
    rf"|{_LONG})",
    re.IGNORECASE,
)
_BRINGS: Final = re.compile(
    r"\b(?:bring(?:s|ing)?|brought|rais(?:es|ing|ed)|tak(?:es|ing)|took) "
    r"(?:the|its|their|to)\b[^.;]*$",
    re.IGNORECASE,
)
"""A new event adds to a figure: "killing four, bringing the toll to 41"."""
_SAME: Final = re.compile(
    r"\b(?:bod(?:y|ies)|remains|died of|dies of|succumb\w*|found|recovered|pulled|rubble|hospital|"
    r"from (?:the|\w+day's|last|yesterday's|an?) [^,;]*$)",
    re.IGNORECASE,
)
"""More dead of one event are found: its own toll rises."""
_NEW: Final = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|shot dead|wound(?:s|ed|ing)?|injur(?:es|ed|ing)|detain\w*|arrest\w*|"
    r"execut\w+|die[sd]?|abduct\w*|kidnap\w*)\b",
    re.IGNORECASE,
)
_HARM: Final = re.compile(rf"{_NEW.pattern}|\bdea(?:d|ths)\b|\bcasualties\b", re.IGNORECASE)
_SOME: Final = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|several|a few|few)"
_IN_SO_LONG: Final = re.compile(
    rf"\b(?:in|over|within) (?:just |only |under |less than |about )?"
    rf"(?:(?:[5-9]|[1-9]\d|five|six|seven|eight|nine|ten|twelve|fourteen|thirty) days"
    rf"|{_SOME} (?:weeks|months))\b",
    re.IGNORECASE,
)
"""What harm came to in that time is of several events; of a plan it is when it will be done."""
_CLAUSE: Final = re.compile(
    r"[.;:]| while | whereas |, (?:as|after|when|but|and|who|which|where|\w+ing)\b"
    r"|\s[\u2013\u2014-]\s"
)
_FRONTED: Final = re.compile(r"^[\s\"'(]*[^,;:]{0,60}(?:, |\b(?:have|has|had) )[^,;:]{0,40}$")
"""Between the sentence's beginning and a figure, if the period comes first: "Since May, 40"."""
_TOLL: Final = re.compile(r"\b(?:toll|number|total|count)\b", re.IGNORECASE)
_HIGHEST: Final = re.compile(r"\b(?:\w{3,}est|most|worst|first|record|time)\b", re.IGNORECASE)
"""What is compared with a period is not part of it: "the deadliest attack this year"."""
_SINCE_THEN: Final = re.compile(
    rf"\bsince {_BEGAN}[^,.;]*, (?:\w+ing\b[^,.;]*|[^.;]*\ba total of )$"
    rf"|\b{_LONG}[^.;]*, (?:in|during|and|killing)\b[^.;]*$",
    re.IGNORECASE,
)
"""Several events since then, and what they did: "266 attacks since the truce, killing 132"."""
_TOTAL_OF_MANY: Final = re.compile(
    r"\btotal (?:death )?(?:toll|number \w+|number of \w+) (?:from|in|of) (?:\w+ ){0,2}\w{4,}s\b"
    r"[^,.;]*$",
    re.IGNORECASE,
)
_BEFORE: Final = 400
_BEHIND: Final = 90
"""So many characters before and behind a figure matter; bounds the time."""
_OPENS: Final = 3


def spans_a_period(sentence: str, figure: tuple[int, int]) -> bool:
    """Return whether the words around a figure make it a total.

    Args:
        sentence: that holds the figure.
        figure: its characters in the sentence.
    """
    start, end = figure
    before = sentence[max(0, start - _BEFORE) : start]
    behind = _CLAUSE.split(sentence[end : end + _BEHIND], maxsplit=1)[0]
    return (
        _told_behind(behind) or _came_to(before, behind) or _told_before(before) or _adds_up(before)
    )


def _told_behind(behind: str) -> bool:
    told = _PERIOD.search(behind)
    return told is not None and _HIGHEST.search(behind, 0, told.end()) is None


def _came_to(before: str, behind: str) -> bool:
    told = _IN_SO_LONG.search(behind)
    if told is None:
        return False
    near = _CLAUSE.split(before)[-1] + behind[: told.start()]
    return _HARM.search(near) is not None


def _told_before(before: str) -> bool:
    if _HIGHEST.search(before):
        return False
    if _SINCE_THEN.search(before) or _TOTAL_OF_MANY.search(before):
        return True
    told = _PERIOD.search(before)
    if told is None:
        return False
    counted = _TOLL.search(before) is not None and "," not in before[told.end() :]
    return counted or (told.start() < _OPENS and _FRONTED.match(before) is not None)


def _adds_up(before: str) -> bool:
    """Whether a figure is what earlier events and this one make together."""
    brings = _BRINGS.search(before)
    if brings is None or _SAME.search(before):
        return False
    return _NEW.search(before, 0, brings.start()) is not None
