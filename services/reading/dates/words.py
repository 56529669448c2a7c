"""Words of English dates, as `lexicon/en/dates.yaml` has them, ready for patterns."""

from typing import Final

from tocsin.services.reading.calendar_words import DATES
from tocsin.services.reading.lexicon.english.listed import by_word

DAY_WORDS: Final = {
    spelling: number
    for number, word in enumerate(DATES.ordinals, start=1)
    for spelling in (word, word.replace("-", " "))
}
NAMED_DECADES: Final = by_word(DATES.decades)
VAGUE_COUNTS: Final = by_word(DATES.counts)
SPANS: Final = by_word(DATES.units)
TODAY: Final = by_word(DATES.days)
SHIFTS: Final = by_word(DATES.shifts)
SIDES: Final = by_word(DATES.sides)
PARTS: Final = by_word(DATES.parts)
INNER_PARTS: Final = by_word(DATES.inner_parts)
