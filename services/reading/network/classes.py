"""The closed lists that the network chooses from; their order is that of its outputs."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.vocabulary import Cause, EventType, Modality, Scope, Subtype, Unit


class EventClass(NamedTuple):
    """One kind of event that a word or a figure may describe."""

    event_type: EventType
    subtype: Subtype | None = None


CLASSES: Final[tuple[EventClass, ...]] = tuple(
    EventClass(event_type, subtype)
    for event_type, profile in PROFILES.items()
    for subtype in (map(Subtype, profile.subtypes) if profile.subtypes else (None,))
)
"""What a network that is trained now distinguishes; one that was trained before may know fewer."""


def named(one: EventClass) -> str:
    """Return the name of a class in the files of a network: "casualties/killed"."""
    return one.event_type if one.subtype is None else f"{one.event_type}/{one.subtype}"


def classes_named(names: Sequence[str]) -> tuple[EventClass, ...]:
    """Return the classes of a network by their names.

    Raises:
        ValueError: a class that this version does not know.
    """
    known = {named(one): one for one in CLASSES}
    if unknown := sorted(set(names) - set(known)):
        message = f"the network tells of {', '.join(unknown)}, which is no event type here"
        raise ValueError(message)
    return tuple(known[name] for name in names)


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
