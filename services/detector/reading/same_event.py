"""One event told twice in one text is one report."""

from dataclasses import replace
from typing import Final

from schemas.vocabulary import Bound, EventType, Modality
from services.detector.reading.finding import Finding

_EXACTNESS: Final = {
    Bound.NONE: 0,
    Bound.VAGUE: 1,
    Bound.MAX: 2,
    Bound.APPROX: 3,
    Bound.MIN: 3,
    Bound.RANGE: 3,
    Bound.EXACT: 4,
}
_BACKGROUND: Final = frozenset({Modality.HISTORICAL, Modality.HYPOTHETICAL, Modality.NEGATED})


def merge(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return one finding for each event, in the order of the text."""
    merged: list[Finding] = []
    for finding in findings:
        for index, known in enumerate(merged):
            if _same(known, finding):
                merged[index] = _joined(known, finding)
                break
        else:
            merged.append(finding)
    return tuple(merged)


def _same(one: Finding, other: Finding) -> bool:
    if (one.event_type, one.subtype) != (other.event_type, other.subtype):
        return False
    if other.other:
        return False
    if _contradict(one, other):
        return False
    if one.where.stated and other.where.stated and one.where.country != other.where.country:
        return one.quantity.bound is Bound.NONE or other.quantity.bound is Bound.NONE
    if one.event_type is EventType.CASUALTIES:
        return _same_toll(one, other)
    return True


def _contradict(one: Finding, other: Finding) -> bool:
    if one.modality == other.modality:
        return False
    return one.modality in _BACKGROUND or other.modality in _BACKGROUND


def _same_toll(one: Finding, other: Finding) -> bool:
    if one.sentence == other.sentence and one.figure_span and other.figure_span:
        return one.figure_span == other.figure_span or other.total or one.total
    return True


def _joined(one: Finding, other: Finding) -> Finding:
    """Keep the first telling's evidence unless the later one has the better figure."""
    better = other if _better(one, other) else one
    rest = one if better is other else other
    return replace(
        better,
        unit=better.unit or rest.unit,
        actor=better.actor or rest.actor,
        where=better.where if better.where.country else rest.where,
        modality=one.modality if better is one else better.modality,
    )


def _better(one: Finding, other: Finding) -> bool:
    mine, theirs = _EXACTNESS[one.quantity.bound], _EXACTNESS[other.quantity.bound]
    if mine == 0 or theirs == 0:
        return theirs > mine
    if other.total:
        return True
    low, high = one.quantity.figure or 0, other.quantity.figure or 0
    if one.in_title:
        return high >= low or theirs > mine
    return theirs > mine and high >= low
