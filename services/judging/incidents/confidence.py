"""How sure it is that an incident was read right, from how sure its reports are."""

from collections.abc import Iterable
from math import prod
from statistics import fmean
from typing import Final

from tocsin.schemas.report import Report
from tocsin.services.judging.incidents.independent_sources import Groups

_DIGITS: Final = 3
_MOST: Final = 0.999
"""Reports of one event share wordings that mislead: nothing is certain."""


def of_sources(sources: Groups) -> float | None:
    """Return the probability that at least one source was read right; None if unknown.

    Copies share their errors, so that a source is as sure as its surest report.
    """
    sure = [most for source in sources if (most := _surest(source)) is not None]
    if not sure:
        return None
    return round(min(_MOST, 1 - prod(1 - one for one in sure)), _DIGITS)


def of_incidents(incidents: Iterable[Groups]) -> float | None:
    """Return the mean over incidents: the share of them that is expected to be right."""
    known = [one for sources in incidents if (one := of_sources(sources)) is not None]
    return round(fmean(known), _DIGITS) if known else None


def _surest(source: tuple[Report, ...]) -> float | None:
    return max((one.confidence for one in source if one.confidence is not None), default=None)
