"""A sentence that an alert rests on, small enough to keep: do two of one article tell of one event?

Only what is certain counts: the same sentence, or the next one with the same cause. A score of
two reports is no evidence here, as they count different things.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import Final, Literal

from tocsin.schemas.report import Period, Report
from tocsin.schemas.vocabulary import Cause, Resolution
from tocsin.services.judging.incidents.coreference.pair_score import are_related
from tocsin.services.judging.incidents.distance import is_fine, within_reach
from tocsin.services.judging.incidents.event_cause import cause_named
from tocsin.services.judging.stories.same_story import SAME_SENTENCE

NEXT_SENTENCE: Final = 1e6
"""More than any score of two reports, less than one sentence."""

_BETWEEN: Final = 4
"""Characters that may lie between two sentences: a space, line breaks, a quotation mark."""

_ANOTHER_TIME: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlacePoint:
    """Where an event was, as far as distances go."""

    latitude: float
    longitude: float
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class ToldSentence:
    """A sentence, where it stands, and what it says of its event."""

    article: str
    """A hash of the article's id."""
    start: int
    end: int
    part: Literal["text", "title"] = "text"
    cause: Cause = Cause.UNKNOWN
    place: PlacePoint | None = None
    happened: Period | None = None


def sentences_of(reports: Iterable[Report]) -> tuple[ToldSentence, ...]:
    """Return the sentences that reports rest on, each once."""
    return tuple(dict.fromkeys(_sentence_of(one) for one in reports))


def bond(one: ToldSentence, other: ToldSentence) -> float:
    """Return how strongly two sentences say that they tell of one event; 0: they do not."""
    if (one.article, one.part) != (other.article, other.part):
        return 0.0
    if one.start == other.start:
        return 0.0 if _has_another_cause(one, other) else SAME_SENTENCE
    between = max(one.start, other.start) - min(one.end, other.end)
    if not 0 <= between <= _BETWEEN or one.cause is Cause.UNKNOWN:
        return 0.0
    is_one = one.cause is other.cause and not _is_elsewhere(one, other)
    return NEXT_SENTENCE if is_one else 0.0


def _sentence_of(report: Report) -> ToldSentence:
    place, evidence = report.place, report.evidence
    return ToldSentence(
        article=blake2b(report.article_id.encode(), digest_size=8).hexdigest(),
        start=evidence.start,
        end=evidence.end,
        part=evidence.part,
        cause=cause_named(report),
        place=PlacePoint(place.latitude, place.longitude, place.resolution)
        if place is not None and is_fine(place)
        else None,
        happened=report.happened,
    )


def _has_another_cause(one: ToldSentence, other: ToldSentence) -> bool:
    return (
        one.cause is not other.cause
        and Cause.UNKNOWN not in {one.cause, other.cause}
        and not are_related(one.cause, other.cause)
    )


def _is_elsewhere(one: ToldSentence, other: ToldSentence) -> bool:
    """Return whether both name a place, or a time, and these cannot be one."""
    here, there = one.place, other.place
    if here is not None and there is not None and not within_reach(here, there):
        return True
    mine, theirs = one.happened, other.happened
    if mine is None or theirs is None:
        return False
    return max(mine.earliest, theirs.earliest) - min(mine.latest, theirs.latest) > _ANOTHER_TIME
