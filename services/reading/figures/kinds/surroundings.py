"""Surroundings: a number and the text around it, as the rules of its kind see it."""

from dataclasses import dataclass
from typing import Final

from tocsin.services.reading.figures.nouns import CountedNoun
from tocsin.services.reading.figures.numerals.find import Numeral
from tocsin.services.reading.figures.phrase import Phrase

LOOK: Final = 44
"""How many characters before a number matter."""


@dataclass(slots=True)
class Surroundings:
    """A number with the text around it, as the rules below see it."""

    lower: str
    proper: str
    numeral: Numeral
    phrase: Phrase
    noun: CountedNoun | None
    touching: str
    """The character before the number; empty at the start."""
    following: str
    """The character behind it; empty at the end."""
    previous: str
    """The word before, with its punctuation."""

    @property
    def head(self) -> str:
        """The text before the number, as much as matters."""
        return self.lower[max(0, self.numeral.start - LOOK) : self.numeral.start]
