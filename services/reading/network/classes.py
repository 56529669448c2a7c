"""The closed lists that the network chooses from; their order is that of its outputs."""

from enum import StrEnum
from typing import Final, NamedTuple

from tocsin.schemas.vocabulary import Cause, EventType, Modality, Scope, Subtype, Unit


class EventClass(NamedTuple):
    """One kind of event that a word or a figure may tell of."""

    event_type: EventType
    subtype: Subtype | None = None


CLASSES: Final[tuple[EventClass, ...]] = (
    EventClass(EventType.BORDER_CROSSING),
    EventClass(EventType.MOBILIZATION, Subtype.CALLUP),
    EventClass(EventType.MOBILIZATION, Subtype.DEPLOYMENT),
    EventClass(EventType.DISPLACEMENT),
    EventClass(EventType.EVACUATION),
    EventClass(EventType.TERRITORIAL_CAPTURE),
    EventClass(EventType.SURRENDER),
    EventClass(EventType.WITHDRAWAL),
    EventClass(EventType.CASUALTIES, Subtype.KILLED),
    EventClass(EventType.CASUALTIES, Subtype.INJURED),
    EventClass(EventType.CASUALTIES, Subtype.MISSING),
    EventClass(EventType.DETENTION, Subtype.ARREST),
    EventClass(EventType.DETENTION, Subtype.PRISONERS),
    EventClass(EventType.DETENTION, Subtype.ABDUCTION),
    EventClass(EventType.PROTEST),
)


class Genre(StrEnum):
    """What kind of text it is."""

    NEWS = "news"
    ANALYSIS = "analysis"
    RETROSPECTIVE = "retrospective"
    COURT = "court"
    FACTCHECK = "factcheck"
    FICTION = "fiction"
    SCENARIO = "scenario"
    SPORT = "sport"
    BUSINESS = "business"
    OTHER = "other"


MODALITIES: Final = tuple(Modality)
SCOPES: Final = tuple(Scope)
GENRES: Final = tuple(Genre)
CAUSES: Final = tuple(Cause)
UNITS: Final[tuple[Unit | None, ...]] = (None, *Unit)
PLACE_ROLES: Final = ("none", "where", "from")
