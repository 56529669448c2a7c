"""English, by the rules that were written for it."""

from datetime import datetime

from tocsin.schemas.report import Period
from tocsin.schemas.vocabulary import EventType, Modality, Subtype
from tocsin.services.reading.dates import happened
from tocsin.services.reading.figures.figure import Figure
from tocsin.services.reading.figures.find import find_figures
from tocsin.services.reading.figures.misfit import counts_others
from tocsin.services.reading.figures.parts import are_joined, is_part
from tocsin.services.reading.figures.period import spans_a_period
from tocsin.services.reading.languages.figure_relation import FigureRelation, standing
from tocsin.services.reading.languages.leaving import is_left
from tocsin.services.reading.languages.negation_words import is_taken_back
from tocsin.services.reading.languages.place_words import is_wide, names_place
from tocsin.services.reading.places.find import find_places
from tocsin.services.reading.places.mention import PlaceMention
from tocsin.services.reading.sentences import Sentence, split_sentences
from tocsin.services.reading.whereabouts.country import Scene, faint_scene
from tocsin.services.reading.whereabouts.dateline import dateline


class English:
    """English, as `Language` says."""

    code = "en"

    def sentences(self, text: str) -> tuple[Sentence, ...]:
        """Return the sentences of a cleaned text, in order."""
        return split_sentences(text)

    def figures(self, text: str) -> tuple[Figure, ...]:
        """Return the number expressions of a text, in order, without overlap."""
        return find_figures(text)

    def places(self, text: str) -> tuple[PlaceMention, ...]:
        """Return the place mentions of a text, in order, without overlap."""
        return find_places(text)

    def dateline(self, text: str, mentions: tuple[PlaceMention, ...]) -> str | None:
        """Return the country of a text's dateline; None if it has none with a place."""
        return dateline(text, mentions)

    def faint_scene(self, title: str, text: str) -> Scene:
        """Return what a text that names no place says of where."""
        return faint_scene(title, text)

    def happened(
        self, sentence: str, cue: int, published: datetime | None, modality: Modality
    ) -> Period | None:
        """Return the time that a sentence names for its event, or None if it names none."""
        return happened.happened(sentence, cue, published, modality)

    def is_long_past(
        self, sentence: str, cue: int, published: datetime | None, before: str = ""
    ) -> bool:
        """Return whether the date nearest to an event lies long before the publication."""
        return happened.is_long_past(sentence, cue, published, before)

    def standing(self, before: str) -> FigureRelation:
        """Return how a figure relates to others, by the words of its sentence before it."""
        return standing(before)

    def is_taken_back(self, before: str, behind: str = "") -> bool:
        """Return whether the words before or behind an event take it back."""
        return is_taken_back(before, behind)

    def spans_a_period(self, sentence: str, figure: tuple[int, int]) -> bool:
        """Return whether the words around a figure make it a total."""
        return spans_a_period(sentence, figure)

    def counts_others(
        self,
        event_type: EventType,
        subtype: Subtype | None,
        sentence: str,
        figure: tuple[int, int],
    ) -> bool:
        """Return whether the words at a figure say that it does not count such an event."""
        return counts_others(event_type, subtype, sentence, figure)

    def is_part(self, between: str) -> bool:
        """Return whether the words between two figures make the second a part of the first."""
        return is_part(between)

    def are_joined(self, between: str) -> bool:
        """Return whether the words between two figures join them: both are of one event."""
        return are_joined(between)

    def is_left(self, before: str) -> bool:
        """Return whether the words before a place say that somebody leaves it."""
        return is_left(before)

    def is_wide(self, before: str) -> bool:
        """Return whether the words before a country say that all of it is meant."""
        return is_wide(before)

    def names_place(self, between: str) -> bool:
        """Return whether the words behind an adjective lead to a place that belongs to it."""
        return names_place(between)


ENGLISH = English()
