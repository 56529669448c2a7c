"""Does a denial mean this event? Country and kind alone do not say so: many events share them."""

from datetime import timedelta
from typing import Final

from tocsin.schemas.vocabulary import Cause
from tocsin.services.judging.incidents.comparable_report import ComparableReport, count_alike
from tocsin.services.judging.incidents.coreference.cluster import Cluster
from tocsin.services.judging.incidents.coreference.joining import LIVE
from tocsin.services.judging.incidents.coreference.pair_score import are_related
from tocsin.services.judging.incidents.distance import is_fine, may_be_one
from tocsin.services.judging.incidents.event_place import is_dateline
from tocsin.services.judging.incidents.independent_sources import outlet
from tocsin.services.judging.incidents.withdrawn import takes_back

_SOON: Final = timedelta(days=3)
_CLOSE: Final = 1.5
"""Figures of one event that count at different hours, or count differently."""

_ROUNDED: Final = 1.1
"""Exact figures so close are one, once rounded."""


def denies(denial: ComparableReport, cluster: Cluster) -> bool:
    """Return whether a denial speaks of this incident: nothing speaks against it, and it says so.

    It says so by the incident's figure, place or actor; or its outlet takes its own report back.
    """
    if not cluster.mentions[0].at - _SOON <= denial.at <= cluster.last_at + _SOON:
        return False
    if cluster.mentions[0].report.modality not in LIVE:
        return False
    if all(_ratio(one, denial) > _CLOSE for one in cluster.mentions):
        return False
    fits = all(
        count_alike(denial.kind, one.kind) and _may_be_there(denial, one)
        for one in cluster.mentions
    )
    return fits and any(_means(denial, one) for one in cluster.mentions)


def _means(denial: ComparableReport, mention: ComparableReport) -> bool:
    return (
        _names_figure(denial, mention)
        or _names_place(denial, mention)
        or bool(denial.actors & mention.actors)
        or (takes_back(denial.report) and outlet(denial.report) == outlet(mention.report))
    )


def _names_figure(denial: ComparableReport, mention: ComparableReport) -> bool:
    if not (denial.is_exact and mention.is_exact and denial.figure and mention.figure):
        return False
    return _ratio(denial, mention) <= _ROUNDED


def _names_place(denial: ComparableReport, mention: ComparableReport) -> bool:
    here, there = denial.report.place, mention.report.place
    if here is None or there is None or not (is_fine(here) and is_fine(there)):
        return False
    return may_be_one(here, there) and not is_dateline(denial.report, here)


def _may_be_there(denial: ComparableReport, mention: ComparableReport) -> bool:
    """Return whether one event can have been where each says, for the reason that each names."""
    mine, theirs = denial.report, mention.report
    if len({mine.from_country, theirs.from_country} - {None}) > 1:
        return False
    if not may_be_one(mine.place, theirs.place):
        return False
    if Cause.UNKNOWN in {denial.cause, mention.cause} or denial.cause is mention.cause:
        return True
    return are_related(denial.cause, mention.cause)


def _ratio(one: ComparableReport, other: ComparableReport) -> float:
    """Return how many times the larger figure is the smaller; 1 if one is not known."""
    mine, theirs = one.figure, other.figure
    if not mine or not theirs:
        return 1.0
    times = mine / theirs if mine > theirs else theirs / mine
    return times / 5.0 if one.is_vague or other.is_vague else times
