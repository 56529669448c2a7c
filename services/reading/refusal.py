"""Which of the network's events do not become reports, each with its reason."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.vocabulary import Bound, Modality
from tocsin.services.reading.figures.figure import NounSort
from tocsin.services.reading.finding import Finding
from tocsin.services.reading.network.classes import Genre
from tocsin.services.reading.network.triggers_and_roles import PredictedEvent

_SURE_OF_PAST: Final = 0.9
"""From this probability on an old event counts without a figure; below, many were not events."""
_NO_NEWS: Final = frozenset({Genre.FICTION, Genre.SPORT, Genre.SCENARIO})


@dataclass(frozen=True, slots=True)
class EventThresholds:
    """From which probabilities on an event is one; chosen on held-out passages."""

    event: float = 0.55
    alone: float = 0.7
    """Without a figure, or with one that counts who knows what."""
    dated: float = 0.95
    """Below this probability of having just happened, a date of long ago decides."""


class Refusal(StrEnum):
    """Why something that could have been an event was dropped."""

    TOO_UNSURE = "the network is not sure enough"
    NOT_NEWS = "the text is not news: fiction, sport, a scenario"
    NO_WORD = "no word tells of it, only a figure"
    NOT_PEOPLE = "the figure counts vehicles or units"
    IN_PASSING = "a mention without a figure of what is past, feared or denied"
    TOLD_ELSEWHERE = "the text tells of it again elsewhere; that telling is kept"


@dataclass(frozen=True, slots=True)
class Refused:
    """A finding that became no report, and why."""

    finding: Finding
    why: Refusal


def against(told: PredictedEvent, limits: EventThresholds) -> Refusal | None:
    """Return what speaks against an event; None if nothing does."""
    if told.genre in _NO_NEWS:
        return Refusal.NOT_NEWS
    noun = told.figures[0].noun if told.figures else None
    if told.figures and told.figures[0].sort is NounSort.OTHERS:
        return Refusal.NOT_PEOPLE
    if told.trigger is None:
        return Refusal.NO_WORD
    unknown = noun is not None and told.figures[0].unit is None
    wanted = limits.alone if unknown or not told.figures else limits.event
    return None if told.probability >= wanted else Refusal.TOO_UNSURE


def is_in_passing(finding: Finding) -> bool:
    """Whether a finding is only a mention: old or imagined, without a figure."""
    if finding.quantity.bound is not Bound.NONE:
        return False
    if finding.modality is Modality.HISTORICAL:
        return finding.probability < _SURE_OF_PAST
    is_imagined = finding.modality is Modality.HYPOTHETICAL
    return is_imagined and PROFILES[finding.event_type].mentioned_in_passing
