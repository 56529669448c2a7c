"""How others code an event: PLOVER's event and mode, CAP's category and urgency. By its cause."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from tocsin.schemas.event_types.profile import NO_PLOVER, PloverBy
from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import (
    VIOLENCE,
    Category,
    Cause,
    EventType,
    Modality,
    Subtype,
    Urgency,
)
from tocsin.services.judging.incidents.incident import published

_LONG_AGO: Final = timedelta(days=7)

_OF_VIOLENCE: Final[Mapping[Cause, str]] = MappingProxyType(
    {
        Cause.FIREARMS: "ASSAULT/firearms",
        Cause.EXPLOSIVES: "ASSAULT/explosives",
        Cause.SUICIDE: "ASSAULT/suicide-attack",
        Cause.PRIMITIVE: "ASSAULT/primitive",
        Cause.EXECUTE: "ASSAULT/execute",
        Cause.ATTACK: "ASSAULT",
        Cause.AIRSTRIKE: "FIGHT/heavy-weapons",
        Cause.SHELLING: "FIGHT/heavy-weapons",
        Cause.FIGHTING: "FIGHT",
        Cause.RIOT: "PROTEST/riot",
    }
)

_CATEGORIES: Final[Mapping[Cause, Category]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                Cause.EARTHQUAKE,
                Cause.TSUNAMI,
                Cause.VOLCANO,
                Cause.LANDSLIDE,
                Cause.AVALANCHE,
            ),
            Category.GEO,
        ),
        **dict.fromkeys(
            (
                Cause.FLOOD,
                Cause.CYCLONE,
                Cause.STORM,
                Cause.TORNADO,
                Cause.COLD_WAVE,
                Cause.HEAT_WAVE,
                Cause.DROUGHT,
            ),
            Category.MET,
        ),
        **dict.fromkeys((Cause.FIRE, Cause.WILDFIRE), Category.FIRE),
        **dict.fromkeys((Cause.EPIDEMIC, Cause.FAMINE, Cause.POISON), Category.HEALTH),
        **dict.fromkeys((Cause.ROAD, Cause.RAIL, Cause.AIR, Cause.WATER), Category.TRANSPORT),
        **dict.fromkeys(
            (Cause.MINE, Cause.COLLAPSE, Cause.BLAST, Cause.CRUSH, Cause.ACCIDENT),
            Category.SAFETY,
        ),
        **dict.fromkeys(VIOLENCE, Category.SECURITY),
    }
)

_URGENCIES: Final[Mapping[Modality, Urgency]] = MappingProxyType(
    {
        Modality.OCCURRED: Urgency.IMMEDIATE,
        Modality.ANNOUNCED: Urgency.EXPECTED,
        Modality.HYPOTHETICAL: Urgency.FUTURE,
        Modality.HISTORICAL: Urgency.PAST,
        Modality.NEGATED: Urgency.UNKNOWN,
    }
)


def plover_of(event_type: EventType, subtype: Subtype | None, cause: Cause) -> str:
    """Return the nearest PLOVER code; what nobody did to anybody has none.

    Deaths of which no source says why are not called an assault.
    """
    profile = PROFILES[event_type]
    if profile.plover_by is PloverBy.VIOLENCE:
        return _OF_VIOLENCE.get(cause, NO_PLOVER)
    is_accident = cause is not Cause.UNKNOWN and cause not in VIOLENCE
    if profile.plover_by is PloverBy.KIND_UNLESS_ACCIDENT and is_accident:
        return NO_PLOVER
    return (profile.kind if subtype is None else profile.subtypes[subtype]).plover


def category_of(cause: Cause, usual: Category) -> Category:
    """Return the CAP category of a cause; if none is known, the rule's."""
    return _CATEGORIES.get(cause, usual)


def urgency_of(lead: Report, reports: tuple[Report, ...]) -> Urgency:
    """Return the CAP urgency: what happened a week before it was reported is past."""
    usual = _URGENCIES[lead.modality]
    ends = [one.happened.latest for one in reports if one.happened is not None]
    if usual is Urgency.IMMEDIATE and ends and max(ends) + _LONG_AGO <= published(lead):
        return Urgency.PAST
    return usual
