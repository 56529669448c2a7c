"""Does a denial mean this event? Country and kind alone do not say so: many events share them."""

import re
from typing import Final

from schemas.countries import COUNTRY_NAMES
from services.detector.judging.incidents.cluster import Cluster
from services.detector.judging.incidents.coreference import (
    CLOSE,
    LIVE,
    SOON,
    count_alike,
    may_share_place,
    ratio,
)
from services.detector.judging.incidents.distance import is_fine, may_be_one
from services.detector.judging.incidents.event_place import is_dateline
from services.detector.judging.incidents.independent_sources import outlet
from services.detector.judging.incidents.mention import Mention
from services.detector.judging.incidents.withdrawn import takes_back

_ROUNDED: Final = 1.1
"""Exact figures so close are one, once rounded."""

_STEM: Final = 4
"""Letters that a country's name and its adjective share: Sudan, Sudanese."""

_NAME: Final = re.compile(r"\b[^\W\d_a-z][^\W\d_]{2,}")


def denies(denial: Mention, cluster: Cluster) -> bool:
    """Return whether a denial speaks of this incident: nothing speaks against it, and it says so.

    It says so by the incident's figure, place or actor; or its outlet takes its own report back.
    """
    if not cluster.mentions[0].at - SOON <= denial.at <= cluster.last_at + SOON:
        return False
    if cluster.mentions[0].report.modality not in LIVE:
        return False
    if all(ratio(one, denial) > CLOSE for one in cluster.mentions):
        return False
    fits = all(
        count_alike(denial.kind, one.kind) and may_share_place(denial, one)
        for one in cluster.mentions
    )
    return fits and any(_means(denial, one) for one in cluster.mentions)


def _means(denial: Mention, mention: Mention) -> bool:
    return (
        _names_figure(denial, mention)
        or _names_place(denial, mention)
        or bool(_names(denial) & _names(mention))
        or (takes_back(denial.report) and outlet(denial.report) == outlet(mention.report))
    )


def _names_figure(denial: Mention, mention: Mention) -> bool:
    if not (denial.is_exact and mention.is_exact and denial.figure and mention.figure):
        return False
    return ratio(denial, mention) <= _ROUNDED


def _names_place(denial: Mention, mention: Mention) -> bool:
    here, there = denial.report.place, mention.report.place
    if here is None or there is None or not (is_fine(here) and is_fine(there)):
        return False
    return may_be_one(here, there) and not is_dateline(denial.report, here)


def _names(mention: Mention) -> frozenset[str]:
    """Return the names within its actor; its country's own tell it from no other event there."""
    own = tuple(name[:_STEM] for name in _NAME.findall(_country(mention)))
    named = _NAME.findall(mention.report.actor or "")
    return frozenset(name for name in named if name != "The" and not name.startswith(own))


def _country(mention: Mention) -> str:
    return COUNTRY_NAMES.get(mention.report.country or "", "")
