"""A language by its tables."""

import re
from datetime import datetime
from typing import Final

from tocsin.schemas.report import Period
from tocsin.schemas.vocabulary import EventType, Modality, Subtype
from tocsin.services.reading.figures.figure import Figure
from tocsin.services.reading.languages.figure_relation import FigureRelation
from tocsin.services.reading.lexicon.lexicon import Lexicon
from tocsin.services.reading.places.mention import MentionKind, PlaceMention
from tocsin.services.reading.sentences import Sentence, split_sentences
from tocsin.services.reading.tables.dates import DateTables
from tocsin.services.reading.tables.figures import figures_in
from tocsin.services.reading.tables.places import PlaceFinder
from tocsin.services.reading.tables.sayings import SayingTables
from tocsin.services.reading.whereabouts.country import Scene
from tocsin.services.reading.whereabouts.emblems import Emblems

_HEAD: Final = 60
"""Characters of a line in which its dateline stands."""
_LINES: Final = 3
_FAINT: Final = 2_000
"""Characters of a text that is searched for what only hints at a country."""
_DATELINE: Final = re.compile(r"^[^\n]{2,60}?(?: ?[-\u2013\u2014/:] ?|\. )")


class TableLanguage:
    """A language, as `Language` says, by its lexicon."""

    def __init__(
        self,
        lexicon: Lexicon,
        atlas: PlaceFinder,
        emblems: Emblems,
        dates: DateTables,
        sayings: SayingTables,
    ) -> None:
        self.code = lexicon.code
        self._lexicon = lexicon
        self._atlas = atlas
        self._emblems = emblems
        self._dates = dates
        self._sayings = sayings

    def sentences(self, text: str) -> tuple[Sentence, ...]:
        """Return the sentences of a cleaned text, in order."""
        return split_sentences(text, self.code)

    def figures(self, text: str) -> tuple[Figure, ...]:
        """Return the number expressions of a text, in order, without overlap."""
        return figures_in(text, self._lexicon)

    def places(self, text: str) -> tuple[PlaceMention, ...]:
        """Return the place mentions of a text, in order, without overlap."""
        return self._atlas.places_in(text)

    def dateline(self, text: str, mentions: tuple[PlaceMention, ...]) -> str | None:
        """Return the country of a text's dateline; None if it has none with a place."""
        at = 0
        for line in text.split("\n", _LINES)[:_LINES]:
            head = _DATELINE.match(line[: _HEAD + 1])
            if head is not None:
                for one in mentions:
                    if one.start == at and one.how is not MentionKind.ADJECTIVE:
                        return one.country
            at += len(line) + 1
        return None

    def faint_scene(self, title: str, text: str) -> Scene:
        """Return the country whose forces or offices it names, or that the language is of."""
        country = self._emblems.country_of(f"{title}\n{text[:_FAINT]}")
        country = country or self._atlas.assumed
        return Scene((country,) if country is not None else ())

    def happened(
        self, sentence: str, cue: int, published: datetime | None, modality: Modality
    ) -> Period | None:
        """Return the time that a sentence names for its event, or None if it names none."""
        return self._dates.happened(sentence, cue, published, modality)

    def is_long_past(
        self, sentence: str, cue: int, published: datetime | None, before: str = ""
    ) -> bool:
        """Return whether the date nearest to an event lies long before the publication.

        The sentence before does not count: the tables have no words that refer to it yet.
        """
        del before
        return self._dates.is_long_past(sentence, cue, published)

    def standing(self, before: str) -> FigureRelation:
        """Return how a figure stands to others, by the words of its sentence before it."""
        return FigureRelation(
            total=self._sayings.total(before),
            superseded=self._sayings.superseded(before),
            more=self._sayings.more(before),
        )

    def is_taken_back(self, before: str, behind: str = "") -> bool:
        """Return whether the words before or behind an event take it back."""
        return self._sayings.taken_back(before, behind)

    def spans_a_period(self, sentence: str, figure: tuple[int, int]) -> bool:
        """Return whether the words around a figure make it a total."""
        return self._sayings.period(sentence, figure)

    def counts_others(
        self,
        event_type: EventType,
        subtype: Subtype | None,
        sentence: str,
        figure: tuple[int, int],
    ) -> bool:
        """Return False: only English knows such words so far; the network judges alone."""
        del event_type, subtype, sentence, figure
        return False

    def is_part(self, between: str) -> bool:
        """Return whether the words between two figures make the second a part of the first."""
        return self._sayings.part(between)

    def are_joined(self, between: str) -> bool:
        """Return False: the tables have no such words yet; the network judges alone."""
        del between
        return False

    def is_left(self, before: str) -> bool:
        """Return whether the words before a place say that somebody leaves it."""
        return self._sayings.leaving(before)

    def is_wide(self, before: str) -> bool:
        """Return False: the tables have no such words yet; the network judges alone."""
        del before
        return False

    def names_place(self, between: str) -> bool:
        """Return False: the tables have no such words yet; the network judges alone."""
        del between
        return False
