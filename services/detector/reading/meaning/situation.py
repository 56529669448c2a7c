"""A cue with the phrases beside it: what the meaning of the cue is judged on."""

from typing import Final, NamedTuple

from services.detector.reading.figures.figure import Figure
from services.detector.reading.places.mention import Mention
from services.detector.reading.triggers.cue import Cue
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import (
    TIME_NOUNS,
    Tokens,
    VerbGroup,
    Voice,
)
from services.detector.reading.words.phrases import Phrase
from services.detector.reading.words.referents import PLACE_WORDS, names_people
from services.detector.reading.words.tokens import NUMBER

_ADDING: Final = (grammar.PREPOSITIONS - {"of"}) | {",", "operated", "carrying"}
_NO_NOUN: Final = (
    grammar.PREPOSITIONS
    | grammar.SUBORDINATORS
    | grammar.RELATIVES
    | TIME_NOUNS
    | {
        "and",
        "or",
        "but",
        "to",
    }
)


class Situation(NamedTuple):
    """One cue in its sentence.

    `theme` is the phrase that bears the figure, `agent` who does it, where that is another.
    """

    tokens: Tokens
    cue: Cue
    group: VerbGroup | None
    theme: Phrase | None
    agent: Phrase | None
    places: tuple[Mention, ...]

    def words(self, phrase: Phrase | None) -> list[str]:
        """Return the lower-case words of a phrase; none for no phrase."""
        if phrase is None:
            return []
        return [token.lower for token in self.tokens[phrase.start : phrase.end]]

    def after(self, limit: int = 8) -> list[str]:
        """Return the words right behind the cue, at most `limit`, until a full stop."""
        return [token.lower for token in self.tokens[self.cue.end : self.cue.end + limit]]

    def before(self, limit: int = 8) -> list[str]:
        """Return the words right before the cue, at most `limit`."""
        return [
            token.lower for token in self.tokens[max(0, self.cue.start - limit) : self.cue.start]
        ]

    def figures(self) -> tuple[Figure, ...]:
        """Return the figures of the theme."""
        return self.theme.figures if self.theme else ()

    def head(self, phrase: Phrase | None) -> Phrase | None:
        """Return a phrase without what its prepositions add, but for "of"."""
        if phrase is None:
            return None
        for at in range(phrase.start + 1, phrase.end):
            word = self.tokens[at].lower
            if word in _ADDING or word in grammar.RELATIVES:
                return Phrase(phrase.start, at, phrase.figures, phrase.singles)
        return phrase

    def is_attributive(self) -> bool:
        """Whether the cue is a participle before its noun: "the severely wounded prisoners"."""
        group = self.group
        if group is None or group.voice is not Voice.PASSIVE:
            return False
        own = self.tokens[group.start : group.at]
        if any(token.lower in grammar.AUXILIARIES for token in own):
            return False
        after = self.tokens[self.cue.end] if self.cue.end < len(self.tokens) else None
        if after is None or not after.text.isalpha() or after.lower in _NO_NOUN:
            return False
        before = self.before(1)
        determined = bool(before) and before[0] in (
            grammar.DETERMINERS | grammar.PREPOSITIONS | {NUMBER, "and"}
        )
        return names_people([after.lower]) or after.lower in PLACE_WORDS or determined

    def has_place(self, phrase: Phrase | None) -> bool:
        """Whether a phrase names a place."""
        if phrase is None or phrase.start >= phrase.end:
            return False
        low, high = self.tokens[phrase.start].start, self.tokens[phrase.end - 1].end
        return any(low <= place.start < high and place.place is not None for place in self.places)

    def has_place_behind(self, reach: int = 80) -> bool:
        """Whether a place is named so few characters behind the cue."""
        end = self.tokens[self.cue.end - 1].end
        return any(end <= one.start < end + reach and one.place for one in self.places)

    def has_name(self, phrase: Phrase | None) -> bool:
        """Whether a phrase holds a capitalised word."""
        return phrase is not None and any(
            token.capital for token in self.tokens[phrase.start : phrase.end]
        )
