"""What nouns of English count: people, troops, police, households, places, ships."""

from typing import Final

from tocsin.schemas.vocabulary import Unit
from tocsin.services.reading.lexicon.english.figures import EnglishNouns
from tocsin.services.reading.lexicon.english.listed import by_word
from tocsin.services.reading.lexicon.load import english
from tocsin.services.reading.lexicon.terms import NounSort

NOUNS: Final = english(EnglishNouns)
_CONSONANTS: Final = frozenset("bcdfghjklmnpqrstvwxz")


def _plural(singular: str) -> str:
    if singular in NOUNS.invariant:
        return singular
    if singular in NOUNS.irregular:
        return NOUNS.irregular[singular]
    if singular == "human" or not singular.endswith(("man", "y", "s", "sh", "ch")):
        return singular + "s"
    if singular.endswith("man"):
        return singular[:-3] + "men"
    if singular.endswith("y") and singular[-2] in _CONSONANTS:
        return singular[:-1] + "ies"
    return singular + ("s" if singular.endswith("y") else "es")


SINGULARS: Final = by_word(NOUNS.units)
"""One of them: "soldier"."""

PLURALS: Final = {_plural(one): unit for one, unit in SINGULARS.items()} | by_word(
    NOUNS.only_plural
)
"""More of them: "soldiers"."""

CROWDS: Final = by_word(NOUNS.crowds)
"""What a "300-strong" one is made of."""

FORCE_OF: Final[dict[str, Unit]] = by_word(NOUNS.forces)
"""What a word before (or after "of the") says of a generic head."""

NOUN_SORTS: Final = by_word(
    {NounSort.FIGHTERS: NOUNS.fighters, NounSort.HOMES: NOUNS.homes, NounSort.OTHERS: NOUNS.others}
)
