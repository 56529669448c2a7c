"""What a trigger is: a word, perhaps with more words behind, that can tell of one event type."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.vocabulary import EventType, Subtype
from services.detector.reading.cue import Bearer
from services.detector.reading.verb_forms import NO_FORM, Form, forms


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: its first word, the words that must follow, and what it tells.

    `gap` is how many words may stand between the first word and the tail
    ("took 20 villagers hostage").
    """

    word: str
    event_type: EventType
    subtype: Subtype | None
    bearer: Bearer
    lemma: str
    form: Form = NO_FORM
    tail: tuple[str, ...] = ()
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Tells:
    """What a group of triggers has in common."""

    event_type: EventType
    subtype: Subtype | None
    bearer: Bearer

    def verbs(self, phrases: Iterable[str], gap: int = 0) -> tuple[Trigger, ...]:
        """Return a trigger for each form of each verb; "lay down arms" inflects its first word."""
        return tuple(
            Trigger(
                word,
                self.event_type,
                self.subtype,
                self.bearer,
                phrase,
                form,
                tuple(phrase.split()[1:]),
                gap,
            )
            for phrase in phrases
            for word, form in forms(phrase.split()[0]).items()
        )

    def words(self, phrases: Iterable[str]) -> tuple[Trigger, ...]:
        """Return a trigger for each word or phrase as it stands."""
        return tuple(
            Trigger(
                phrase.split()[0],
                self.event_type,
                self.subtype,
                self.bearer,
                phrase,
                NO_FORM,
                tuple(phrase.split()[1:]),
            )
            for phrase in phrases
        )
