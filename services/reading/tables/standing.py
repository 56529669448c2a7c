"""How sure it is that a town's name stands for the town: by its size and the words around it."""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Final

from tocsin.services.reading.lexicon.names import CountryNames
from tocsin.services.reading.places.towns import Town
from tocsin.services.reading.tables.tokens import Sort, Token

_LARGE: Final = 300_000
"""From this many inhabitants on, a town's name counts without a word that asks for a place."""
MIDDLING: Final = 50_000
"""From this many on, it counts between commas, or whatever else the text names."""
_SMALL: Final = 15_000
"""Below, many names are those of things: one that is a word of the language never counts."""
_LEAST_LETTERS: Final = 3
_LEAST_FAINT: Final = 4
"""Letters of the shortest name that counts without a word that asks for a place."""
_DATELINE_ENDS: Final = frozenset("(,-:\u2013\u2014/.")
_HEAD_ENDS: Final = frozenset("(:\u2013\u2014.")
_SENTENCE_ENDS: Final = frozenset('.!?:"\u2026\u00ab\u201e\u201c\u2013\u2014')


class Standing(Enum):
    """How sure it is."""

    NO = "no"
    FAINT = "faint"
    """It may be a person's or a thing's name: the words around it do not say."""
    SURE = "sure"


class Standings:
    """Judges the towns of one language's texts."""

    def __init__(self, names: CountryNames, forms: Callable[[str], Iterable[str]]) -> None:
        """Take what the language calls places.

        Args:
            names: its tables.
            forms: gives a word without small words that are written with it.
        """
        self._names = names
        self._forms = forms
        self._prefixes = names.prefixes

    def of(
        self, text: str, tokens: Sequence[Token], span: tuple[int, int], towns: tuple[Town, ...]
    ) -> Standing:
        """Return how sure it is that the tokens of a span name one of some towns.

        Args:
            text: the text.
            tokens: of the text.
            span: the first token of the name, and the one behind it.
            towns: that the name may mean, the largest first.
        """
        at, behind = span
        common = behind == at + 1 and self._is_common(tokens[at].text)
        if common and towns[0].inhabitants < _SMALL:
            return Standing.NO
        unlikely = common and towns[0].inhabitants < MIDDLING
        heads = not unlikely and _heads_line(text, tokens, at, behind)
        loud = self._names.places.cased and _heads_dateline(text, tokens, at, behind)
        if heads or loud or self._is_asked(tokens, at, behind):
            return Standing.SURE
        if common or len(tokens[at].text) < _LEAST_LETTERS:
            return Standing.NO
        if not self._names.places.cased:
            return self._uncased(tokens, span, towns)
        return self._cased(text, tokens, span, towns)

    def _uncased(
        self, tokens: Sequence[Token], span: tuple[int, int], towns: tuple[Town, ...]
    ) -> Standing:
        at, behind = span
        if towns[0].inhabitants >= _LARGE or tokens[at].text.startswith(self._prefixes):
            return Standing.SURE
        home = any(one.country in self._names.places.home for one in towns)
        long = behind > at + 1 or len(tokens[at].text) >= _LEAST_FAINT
        return Standing.FAINT if home and long else Standing.NO

    def _cased(
        self, text: str, tokens: Sequence[Token], span: tuple[int, int], towns: tuple[Town, ...]
    ) -> Standing:
        at, behind = span
        nouns = self._names.places.nouns_cased
        of_person = at > 0 and tokens[at - 1].text in self._names.persons
        if of_person or (not nouns and _is_beside_name(text, tokens, at, behind)):
            return Standing.NO
        enclosed = behind < len(tokens) and tokens[behind].text in {",", "("}
        if towns[0].inhabitants >= (MIDDLING if enclosed else _LARGE):
            return Standing.SURE
        begins = not at or tokens[at - 1].text in _SENTENCE_ENDS
        short = len(tokens[at].text) < _LEAST_FAINT
        noun = nouns and towns[0].inhabitants < _SMALL
        word = behind == at + 1 and (begins or short or noun)
        return Standing.NO if word else Standing.FAINT

    def _is_asked(self, tokens: Sequence[Token], at: int, behind: int) -> bool:
        """Whether a word before a name or behind it says that it is a place's."""
        before = at > 0 and tokens[at - 1].text in self._names.locatives
        return before or (behind < len(tokens) and tokens[behind].text in self._names.followers)

    def _is_common(self, word: str) -> bool:
        return any(self._names.is_common(form) for form in self._forms(word))


def _heads_dateline(text: str, tokens: Sequence[Token], at: int, behind: int) -> bool:
    """Whether a name in capitals begins a line and is followed as in "GOMA (Agency) -"."""
    start, end = tokens[at].start, tokens[behind - 1].end
    loud = end - start >= _LEAST_LETTERS and text[start:end].isupper()
    begins = text.rfind("\n", 0, start) + 1 == start
    return loud and begins and behind < len(tokens) and tokens[behind].text in _DATELINE_ENDS


def _heads_line(text: str, tokens: Sequence[Token], at: int, behind: int) -> bool:
    """Whether a name begins a line and is all before a mark: "Kupiansk. Two wounded"."""
    start, end = tokens[at].start, tokens[behind - 1].end
    if text.rfind("\n", 0, start) + 1 != start or behind >= len(tokens):
        return False
    dash = tokens[behind].text == "-" and text[end : end + 2] == " -"
    return dash or tokens[behind].text in _HEAD_ENDS


def _is_beside_name(text: str, tokens: Sequence[Token], at: int, behind: int) -> bool:
    """Whether a capital word touches a name: that is mostly somebody's."""
    before, after = tokens[at - 1] if at else None, tokens[behind] if behind < len(tokens) else None
    named = (
        before is not None
        and before.sort is Sort.WORD
        and text[before.start].isupper()
        and at > 1
        and tokens[at - 2].text not in _SENTENCE_ENDS
    )
    naming = after is not None and after.sort is Sort.WORD and text[after.start].isupper()
    return named or (naming and not text[tokens[at].start : tokens[at].end].isupper())
