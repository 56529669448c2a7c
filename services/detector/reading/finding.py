"""A finding: one cue read as one event, before findings of the same event are merged."""

from dataclasses import dataclass

from schemas.report import Place, Quantity
from schemas.vocabulary import Cause, EventType, Modality, Scope, Subtype, Unit
from services.detector.reading.confidence.sign import Sign
from services.detector.reading.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Where:
    """Where an event happens, and for a crossing whence; `near` is how sure the text makes it."""

    country: str | None = None
    from_country: str | None = None
    place: Place | None = None
    stated: bool = False
    """Whether the sentence itself says it, and not the text around it."""
    of_people: bool = False
    """Whether it only says who did it: "98,000 Russians", "India", wherever they are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One event as one sentence tells it; `cue` is the cue's offset in the text."""

    sentence: Sentence
    cue: int
    event_type: EventType
    subtype: Subtype | None
    quantity: Quantity
    unit: Unit | None
    modality: Modality
    actor: str | None
    where: Where
    figure_span: tuple[int, int] | None
    in_title: bool = False
    headline: bool = False
    """Whether it stands in the title, or in a first line that is one."""
    total: bool = False
    """Whether the words say that the figure is the whole so far ("the toll rose to")."""
    ancient: bool = False
    """Whether it lies years back: a toll that the text only recalls."""
    part: bool = False
    """Whether the figure is a part of one told before ("of whom 3 were killed")."""
    superseded: bool = False
    """Whether the words take the figure back ("after first saying that 8 were killed")."""
    more: bool = False
    """Whether the figure is one on top ("another three", "six soldiers also died")."""
    signs: frozenset[Sign] = frozenset()
    """What tells how sure the reading is."""
    another: bool = False
    """Whether the words say that it is another event ("in a separate attack")."""
    scope: Scope = Scope.EVENT
    cause: Cause = Cause.UNKNOWN
    probability: float | None = None
    """That there is such an event with this figure, as the network says; None if not asked."""
    passage: int | None = None
    """Where the passage begins that the network read it in; None for what it did not see."""
