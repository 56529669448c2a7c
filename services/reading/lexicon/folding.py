"""Words in the form in which they are compared: small letters, and what a language adds."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from tocsin.services.reading.lexicon.wordset import Fold


def folding(letters: Mapping[str, str]) -> Fold:
    """Return the folding of a language.

    Args:
        letters: that count as another one, or as none.
    """
    table = str.maketrans(dict(letters))

    @lru_cache(maxsize=16_384)
    def fold(word: str) -> str:
        small = word.translate(table).lower().translate(table)
        return unicodedata.normalize("NFC", small)

    return fold
