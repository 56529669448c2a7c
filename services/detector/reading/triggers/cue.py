"""A cue: a word or two of a sentence that may tell of an event."""

from enum import StrEnum, auto
from typing import NamedTuple

from schemas.vocabulary import EventType, Subtype
from services.detector.reading.words.verb_forms import NO_FORM, Form


class Bearer(StrEnum):
    """Which phrase beside the cue carries the figure."""

    OBJECT = auto()
    """A transitive verb's object, or a passive's subject: "killed 20", "20 were killed"."""
    SUBJECT = auto()
    """An intransitive verb's subject: "20 died"."""
    STATE = auto()
    """What an adjective is said of: "20 dead", "20 are missing"."""
    NOUN = auto()
    """A noun of action: "20 deaths", "the arrest of 20"."""
    TOLL = auto()
    """A noun whose number is told later: "the death toll rose to 20"."""
    NOTICE = auto()
    """A paper that is sent to those it tells of: "call-up papers for 20"."""
    LABEL = auto()
    """A word that tells of an event only as the label of a number: "Hostages: 80"."""
    HINT = auto()
    """A word that only beside others hints at an event."""
    NONE = auto()
    """Carries no figure."""


class Cue(NamedTuple):
    """Where the cue stands (token indices, `end` exclusive) and how it is to be read."""

    start: int
    end: int
    event_type: EventType
    subtype: Subtype | None
    bearer: Bearer
    lemma: str
    form: Form = NO_FORM
