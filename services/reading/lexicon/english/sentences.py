"""The table of English sentences."""

from tocsin.services.reading.lexicon.english.listed import WordList
from tocsin.services.reading.lexicon.model import Phrases, Table


class EnglishSentences(Table):
    """`sentences.yaml`: where a full stop ends a sentence."""

    abbreviations: WordList
    """Before a full stop that ends no sentence."""
    starters: WordList
    """They begin a sentence behind an initial or an abbreviation such as "U.S."."""
    hits: tuple[Phrases, ...]
    """Texts with a bar between their sentences."""
