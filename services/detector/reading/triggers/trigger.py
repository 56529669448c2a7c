"""What a trigger is: a word, perhaps with more words behind, that can tell of one event type."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from schemas.vocabulary import EventType, Subtype
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.words.verb_forms import NO_FORM, Form, forms


class Needs(Enum):
    """What must stand in a trigger's sentence for it to be worth reading."""

    NOTHING = auto()
    COMPANION = auto()
    """A number, or a word of war, flight or unrest."""
    NUMBER = auto()
    """A number, or a "they" that one may stand for."""


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
    needs: Needs = Needs.NOTHING
    alike: Form = NO_FORM
    """The verb forms of the word, where the same word is also a noun of this trigger list."""


@dataclass(frozen=True, slots=True)
class Tells:
    """What a group of triggers has in common."""

    event_type: EventType
    subtype: Subtype | None
    bearer: Bearer

    def verbs(
        self, phrases: str, gap: int = 0, *, needs: Needs = Needs.NOTHING
    ) -> tuple[Trigger, ...]:
        """Return a trigger for each form of each verb of a list with bars between.

        "kill|lay down arms" inflects "kill" and "lay".
        """
        return tuple(
            replace(self._trigger(phrase), word=word, form=form, gap=gap, needs=needs)
            for phrase in _listed(phrases)
            for word, form in forms(phrase.split()[0]).items()
        )

    def words(self, phrases: str, *, needs: Needs = Needs.NOTHING) -> tuple[Trigger, ...]:
        """Return a trigger for each word or phrase of a list with bars between, as it stands."""
        return tuple(replace(self._trigger(phrase), needs=needs) for phrase in _listed(phrases))

    def _trigger(self, phrase: str) -> Trigger:
        first, *tail = phrase.split()
        return Trigger(first, self.event_type, self.subtype, self.bearer, phrase, tail=tuple(tail))


def crossed(verbs: str, particles: str) -> str:
    """Return every verb of a list with every particle of another: "pour into|pour across"."""
    return "|".join(
        f"{verb} {particle}" for verb in _listed(verbs) for particle in _listed(particles)
    )


def _listed(phrases: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in phrases.split("|")]
