"""The tables of English places, and of what only one country has."""

from tocsin.services.reading.lexicon.english.listed import WordList
from tocsin.services.reading.lexicon.model import Country, Phrases, Table, Words


class EnglishPlaces(Table):
    """`places.yaml`: words around a place; its names are in the gazetteer."""

    locatives: WordList
    """Before a place: something happens there."""
    parts: WordList
    """Before "of" and a place."""
    geographic: WordList
    """Behind a place, with a capital: still the place."""
    before: WordList
    """Before a place, with a capital: no part of a longer name."""
    personal: WordList
    """Places that people are called like, too."""
    small: WordList
    """Within a name, without a capital."""
    attributes: Phrases
    """Names that also come before nouns as adjectives do: "US troops"."""
    speech: WordList
    """Before a name that is somebody's, not a place's."""
    hits: dict[str, str]
    """Texts, each with the countries of its places, in order."""
    misses: tuple[str, ...]
    """Texts without a place."""


class EnglishPeoples(Table):
    """`peoples.yaml`: what the people of a country are called; a hyphen stands for a blank."""

    adjectives: dict[Country, Words]
    plurals: dict[Country, Words]
    """If they are not the adjective with an s."""
    others: WordList
    """Plurals of peoples without a country of their own, in small letters."""
    hits: dict[str, str]
    """Texts, each with the countries of its peoples, in order."""
    misses: tuple[str, ...]
    """Texts without a people."""


class EnglishEmblems(Table):
    """`emblems.yaml`: institutions, forces and words that only one country has."""

    countries: dict[Country, Phrases]
    hits: dict[str, str]
    """Texts, each with the country that they show."""
    misses: tuple[str, ...]
    """Texts that show none, or several."""
