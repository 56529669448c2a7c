"""Number words of English, as `lexicon/en/numbers.yaml` has them, ready for patterns."""

from typing import Final

from tocsin.services.reading.lexicon.english.figures import EnglishNumbers
from tocsin.services.reading.lexicon.english.listed import by_word, either
from tocsin.services.reading.lexicon.load import english

_NUMBERS: Final = english(EnglishNumbers)
HUNDRED: Final = 100

ATOMS: Final = by_word(_NUMBERS.atoms)
"""Words below a hundred."""

DIGIT_WORDS: Final = tuple(words[0] for value, words in _NUMBERS.atoms.items() if value < 10)  # noqa: PLR2004

_MULTIPLES: Final = by_word(_NUMBERS.magnitudes)
HUNDREDS: Final = frozenset(word for word, value in _MULTIPLES.items() if value == HUNDRED)
MAGNITUDES: Final = {word: value for word, value in _MULTIPLES.items() if value > HUNDRED}
"""Words that multiply the group before them, Indian ones included."""

_SCORES: Final = by_word(_NUMBERS.scores)
DOZENS: Final = by_word(_NUMBERS.dozens) | _SCORES
"""Words that multiply, too, and end a number."""

ATTACHED: Final = by_word(_NUMBERS.attached)
ABBREVIATED: Final = by_word(_NUMBERS.abbreviated)

VAGUE: Final = by_word(_NUMBERS.vague)
"""The least that a bare plural says."""

VAGUE_SINGULAR: Final = DOZENS | _MULTIPLES
"""What "several", "a few" or "many" come before: "several thousand" is 2,000 or more."""

PARTS: Final = by_word(_NUMBERS.parts)
"""Parts of a magnitude: "half a million"."""

ATOM: Final = either(ATOMS)
MAGNITUDE: Final = either(MAGNITUDES)
MULTIPLE: Final = either(VAGUE_SINGULAR)
SCORE: Final = either(_SCORES)
PART: Final = either(PARTS)
SEVERAL: Final = either(_NUMBERS.several)
COUPLE: Final = either(_NUMBERS.couple)
IF_NOT: Final = either(_NUMBERS.if_not)
FRACTIONS: Final = _NUMBERS.fractions
RANGES: Final = _NUMBERS.ranges
ONE_BEFORE: Final = either(_NUMBERS.one_before)
ONE_BEHIND: Final = either(_NUMBERS.one_behind)
SUPERLATIVE: Final = either(_NUMBERS.superlatives)
FIRST_WORDS: Final = frozenset(
    phrase.split()[0]
    for phrase in (*_NUMBERS.several, *PARTS, *ATOMS, *VAGUE, *VAGUE_SINGULAR.keys() - _SCORES)
) - {"a"}
"""Words that a number may begin with, beside articles."""
