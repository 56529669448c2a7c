"""Words that make a number something else than a count: money, measures, times, names."""

from typing import Final

from tocsin.services.reading.calendar_words import DATES
from tocsin.services.reading.calendar_words import MONTHS as _MONTHS
from tocsin.services.reading.figures.figure import FigureKind
from tocsin.services.reading.lexicon.english.figures import EnglishKinds
from tocsin.services.reading.lexicon.english.listed import by_word
from tocsin.services.reading.lexicon.load import english

KINDS: Final = english(EnglishKinds)

MONTHS: Final = frozenset(_MONTHS) | frozenset(
    f"{abbreviated}." for _, *others in DATES.months for abbreviated in others
)

KIND_OF_WORD: Final = by_word(KINDS.kinds)
"""What a number is that comes before one of these."""

MEASURES: Final = KINDS.kinds[FigureKind.DISTANCE]
