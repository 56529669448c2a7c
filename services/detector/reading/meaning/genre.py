"""Texts that only borrow the words of war: match reports."""

import re
from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.finding import Finding

_SPORT: Final = re.compile(
    r"\b(goals?|match|striker|midfield(?:er)?|coach|league|half-?time|corners?|headers?|penalt(?:y|ies)|"
    r"season|championship|cup|tournament|innings|wickets?|touchdowns?|quarterback|playoffs?|"
    r"goalkeeper|referee|rugby|football|cricket|tennis|basketball|points?|team|teammates?|"
    r"semi-?finals?|finals|stadium|fixture|manager|squad|batsman|bowler|fans)\b"
)
_ENOUGH: Final = 4
"""So many different words of sport make a match report."""


def is_sport(text: str) -> bool:
    """Whether a text is a match report."""
    return len(set(_SPORT.findall(text[:4_000].lower()))) >= _ENOUGH


def survives_sport(finding: Finding) -> bool:
    """Whether an event is one even in a match report: a number of dead is."""
    return finding.event_type is EventType.CASUALTIES and finding.figure_span is not None
