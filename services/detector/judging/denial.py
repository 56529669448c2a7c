"""Does a denial mean this event? Country and kind alone do not say so: many events share them."""

import re
from typing import Final

from schemas.countries import COUNTRY_NAMES
from services.detector.judging.corroboration import outlet
from services.detector.judging.group import Group
from services.detector.judging.matching import (
    CLOSE,
    LIVE,
    SOON,
    count_alike,
    may_share_place,
    ratio,
)
from services.detector.judging.nearness import is_fine, may_be_one
from services.detector.judging.taking_back import takes_back
from services.detector.judging.told import Told
from services.detector.judging.whereabouts import is_dateline

_ROUNDED: Final = 1.1
"""Exact figures so close are one, once rounded."""

_STEM: Final = 4
"""Letters that a country's name and its adjective share: Sudan, Sudanese."""

_NAME: Final = re.compile(r"\b[^\W\d_a-z][^\W\d_]{2,}")


def denies(denial: Told, group: Group) -> bool:
    """Return whether a denial speaks of this incident: nothing speaks against it, and it says so.

    It says so by the incident's figure, place or actor; or its outlet takes its own report back.
    """
    if not group.told[0].at - SOON <= denial.at <= group.last_at + SOON:
        return False
    if group.told[0].report.modality not in LIVE:
        return False
    if all(ratio(one, denial) > CLOSE for one in group.told):
        return False
    fits = all(
        count_alike(denial.kind, one.kind) and may_share_place(denial, one) for one in group.told
    )
    return fits and any(_means(denial, one) for one in group.told)


def _means(denial: Told, told: Told) -> bool:
    return (
        _names_figure(denial, told)
        or _names_place(denial, told)
        or bool(_names(denial) & _names(told))
        or (takes_back(denial.report) and outlet(denial.report) == outlet(told.report))
    )


def _names_figure(denial: Told, told: Told) -> bool:
    if not (denial.is_exact and told.is_exact and denial.figure and told.figure):
        return False
    return ratio(denial, told) <= _ROUNDED


def _names_place(denial: Told, told: Told) -> bool:
    here, there = denial.report.place, told.report.place
    if here is None or there is None or not (is_fine(here) and is_fine(there)):
        return False
    return may_be_one(here, there) and not is_dateline(denial.report, here)


def _names(told: Told) -> frozenset[str]:
    """Return the names within its actor; its country's own tell it from no other event there."""
    own = tuple(name[:_STEM] for name in _NAME.findall(_country(told)))
    named = _NAME.findall(told.report.actor or "")
    return frozenset(name for name in named if name != "The" and not name.startswith(own))


def _country(told: Told) -> str:
    return COUNTRY_NAMES.get(told.report.country or "", "")
