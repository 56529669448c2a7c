"""A finding: one event as one passage has it, before findings of the same event are merged."""

from dataclasses import dataclass

from tocsin.schemas.report import Place, Quantity
from tocsin.schemas.vocabulary import Cause, EventType, Modality, Scope, Subtype, Unit
from tocsin.services.reading.sentences import Sentence


@dataclass(frozen=True, slots=True)
class EventLocation:
    """Where an event happens, and for a crossing where from."""

    country: str | None = None
    from_country: str | None = None
    place: Place | None = None
    stated: bool = False
    """Whether the passage itself says it, and not the text around it."""
    of_people: bool = False
    """Whether it only says who did it: "98,000 Russians", wherever they are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One event; `cue` is the offset in the text of the word that describes it."""

    sentence: Sentence
    cue: int
    event_type: EventType
    subtype: Subtype | None
    quantity: Quantity
    unit: Unit | None
    modality: Modality
    scope: Scope
    cause: Cause
    actor: str | None
    where: EventLocation
    figure_span: tuple[int, int] | None
    """Characters of the sentence."""
    probability: float
    """That there is such an event, and that the figure is its."""
    modality_probability: float
    passage: int
    """Where the passage begins that it was read in."""
    in_title: bool = False
    headline: bool = False
    """Whether it is in the title, or in a first line that is one."""
    total: bool = False
    """Whether the words say that the figure is the whole so far ("the toll rose to")."""
    superseded: bool = False
    """Whether the words take the figure back ("after first saying that 8 were killed")."""
    more: bool = False
    """Whether the figure comes on top of one given before ("another three")."""
    told_twice: bool = False
    """Whether another sentence of the text gives the same figure."""
