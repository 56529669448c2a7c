"""How long an incident stays open after its last report: by its cause and kind."""

from datetime import timedelta
from typing import Final

from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import Cause
from tocsin.services.judging.incidents.event_cause import cause_named

LONGEST: Final = timedelta(days=30)
"""Tolls of disasters, outbreaks and sieges move for weeks, and so does a flight."""

USUAL: Final = timedelta(days=14)
"""An attack or a crash: late counts, identifications, the wounded who die."""

_LONG_CAUSES: Final = frozenset(
    {
        Cause.EARTHQUAKE,
        Cause.TSUNAMI,
        Cause.FLOOD,
        Cause.CYCLONE,
        Cause.STORM,
        Cause.TORNADO,
        Cause.VOLCANO,
        Cause.WILDFIRE,
        Cause.LANDSLIDE,
        Cause.COLD_WAVE,
        Cause.HEAT_WAVE,
        Cause.DROUGHT,
        Cause.EPIDEMIC,
        Cause.FAMINE,
        Cause.MINE,
    }
)


def lifetime_of(report: Report) -> timedelta:
    """Return how long a report keeps its incident open."""
    if PROFILES[report.event_type].stays_open or cause_named(report) in _LONG_CAUSES:
        return LONGEST
    return USUAL
