"""Which report's figure an incident has: it rises freely, and falls only for a reason.

Each outlet's newest figure counts, and the largest of these is used. So a smaller figure of
another outlet never overwrites a larger one, nor does a smaller one of another place or day. A
figure falls when the outlet that gave it gives a smaller one, or when anybody's text says that
it corrects. The number of the missing may fall: people are found.
"""

from collections import defaultdict
from typing import Final

from tocsin.schemas.event_types.profiles import kind_of
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import Bound, Modality, Resolution
from tocsin.services.judging.incidents.correction import lowers
from tocsin.services.judging.incidents.distance import is_fine, may_be_one
from tocsin.services.judging.incidents.incident import published
from tocsin.services.judging.incidents.independent_sources import outlet

_SAME_SIZE: Final = 0.5
"""An exact figure from this share of a vague one on says the same, only better."""

_INEXACT: Final = frozenset({Bound.NONE, Bound.VAGUE, Bound.MAX})


def leading(reports: tuple[Report, ...]) -> Report:
    """Return the report whose figure and words are used; the newest that gives the figure."""
    if len(reports) == 1:
        return reports[0]
    current = _current(reports)
    exact = tuple(one for one in current if _is_exact(one))
    if not exact:
        told = tuple(one for one in current if one.quantity.figure is not None)
        return _newest_of_largest(told or current)
    lead = _newest_of_largest(exact)
    begun = min(map(published, exact))
    vague = (one for one in current if one.quantity.bound is Bound.VAGUE)
    older = tuple(one for one in vague if published(one) < begun)
    if older and _figure(lead) < _SAME_SIZE * max(map(_figure, older)):
        return _newest_of_largest(older)
    return lead


def of_one_event(lead: Report, reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """Return the reports whose figures count what the leading one's counts."""
    return tuple(
        one
        for one in reports
        if one.scope is lead.scope
        and may_be_one(one.place, lead.place)
        and not _is_another_day(one, lead)
    )


def _current(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """Return the reports that nothing newer took the place of."""
    ordered = sorted(reports, key=lambda one: (published(one), -_figure(one), one.id))
    claims: dict[str, list[Report]] = defaultdict(list)
    for report in ordered:
        if lowers(report):
            for speaker, said in claims.items():
                claims[speaker] = [one for one in said if not _replaces(report, one)]
        kind = kind_of(report.event_type, report.subtype)
        speaker = "" if kind is not None and kind.newest_count_wins else outlet(report)
        claims[speaker] = [one for one in claims[speaker] if not _replaces(report, one)]
        claims[speaker].append(report)
    return tuple(one for said in claims.values() for one in said)


def _replaces(newer: Report, older: Report) -> bool:
    """Return whether a figure takes the place of an older one; both are of one mouth."""
    if newer.quantity.figure is None:
        return False
    if _is_exact(older) and not _is_exact(newer):
        return False
    if published(newer) == published(older):  # one article that counts twice
        return False
    if newer.modality is not older.modality and newer.modality is not Modality.OCCURRED:
        return False
    return newer.scope is older.scope and not (
        _is_elsewhere(newer, older) or _is_another_day(newer, older)
    )


def _newest_of_largest(reports: tuple[Report, ...]) -> Report:
    return max(reports, key=lambda one: (_figure(one), published(one), one.id))


def _is_exact(report: Report) -> bool:
    return report.quantity.bound not in _INEXACT


def _figure(report: Report) -> int:
    return report.quantity.figure or 0


def _is_elsewhere(one: Report, other: Report) -> bool:
    """Return whether two reports count in different places: two towns, or two far regions."""
    here, there = one.place, other.place
    if here is None or there is None or not (is_fine(here) and is_fine(there)):
        return False
    if here.resolution is there.resolution is Resolution.CITY:
        return here.name.casefold() != there.name.casefold()
    return not may_be_one(here, there)


def _is_another_day(one: Report, other: Report) -> bool:
    mine, theirs = one.happened, other.happened
    if mine is None or theirs is None:
        return False
    return mine.earliest >= theirs.latest or theirs.earliest >= mine.latest
