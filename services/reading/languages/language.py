"""The interface of a language: what rules find in its texts, and what its words say outright."""

from datetime import datetime
from typing import Protocol

from tocsin.schemas.report import Period
from tocsin.schemas.vocabulary import EventType, Modality, Subtype
from tocsin.services.reading.figures.figure import Figure
from tocsin.services.reading.languages.figure_relation import FigureRelation
from tocsin.services.reading.places.mention import PlaceMention
from tocsin.services.reading.sentences import Sentence
from tocsin.services.reading.whereabouts.country import Scene


class Language(Protocol):
    """One language that is read. Pure: the same text gives the same answers."""

    code: str
    """ISO 639-1."""

    def sentences(self, text: str) -> tuple[Sentence, ...]:
        """Return the sentences of a cleaned text, in order."""
        ...

    def figures(self, text: str) -> tuple[Figure, ...]:
        """Return the number expressions of a text, in order, without overlap."""
        ...

    def places(self, text: str) -> tuple[PlaceMention, ...]:
        """Return the place mentions of a text, in order, without overlap."""
        ...

    def dateline(self, text: str, mentions: tuple[PlaceMention, ...]) -> str | None:
        """Return the country of a text's dateline; None if it has none with a place."""
        ...

    def faint_scene(self, title: str, text: str) -> Scene:
        """Return what a text that names no place says of where."""
        ...

    def happened(
        self, sentence: str, cue: int, published: datetime | None, modality: Modality
    ) -> Period | None:
        """Return the time that a sentence names for its event, or None if it names none."""
        ...

    def is_long_past(
        self, sentence: str, cue: int, published: datetime | None, before: str = ""
    ) -> bool:
        """Return whether the date nearest to an event lies long before the publication.

        The date of the sentence before counts if this one has none and goes on about it.
        """
        ...

    def standing(self, before: str) -> FigureRelation:
        """Return how a figure relates to others, by the words of its sentence before it."""
        ...

    def is_taken_back(self, before: str, behind: str = "") -> bool:
        """Return whether the words before or behind an event take it back."""
        ...

    def spans_a_period(self, sentence: str, figure: tuple[int, int]) -> bool:
        """Return whether the words around a figure make it a total."""
        ...

    def counts_others(
        self,
        event_type: EventType,
        subtype: Subtype | None,
        sentence: str,
        figure: tuple[int, int],
    ) -> bool:
        """Return whether the words at a figure say that it does not count such an event."""
        ...

    def is_part(self, between: str) -> bool:
        """Return whether the words between two figures make the second a part of the first."""
        ...

    def are_joined(self, between: str) -> bool:
        """Return whether the words between two figures join them: both are of one event."""
        ...

    def is_left(self, before: str) -> bool:
        """Return whether the words before a place say that somebody leaves it."""
        ...

    def is_wide(self, before: str) -> bool:
        """Return whether the words before a country say that all of it is meant."""
        ...

    def names_place(self, between: str) -> bool:
        """Return whether the words behind an adjective lead to a place that belongs to it."""
        ...
