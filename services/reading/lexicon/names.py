"""What a language calls countries and peoples, ready for use."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from tocsin.services.reading.lexicon.model import Places
from tocsin.services.reading.lexicon.wordset import Fold, WordSet

_LEAST_STEM: Final = 3
_LEAST_NAME: Final = 4
"""Letters of the shortest name that makes peoples by its ending."""
_PARTS: Final = "-'\u2019"
_VOWELS: Final = "aeiouy\u00e1\u00e9\u00ed\u00f3\u00fa"
"""Letters that an ending replaces."""
_BLANKS: Final = str.maketrans({**dict.fromkeys(_PARTS, " "), "\u0130": "i"})


class CountryNames:
    """Countries and peoples by the stems of their names."""

    def __init__(
        self, places: Places, countries: Mapping[str, Iterable[str]], common: list[str], fold: Fold
    ) -> None:
        self.places = places
        self._fold = fold
        self._cases = tuple(map(fold, places.cases))
        self._trimmed = fold(places.trimmed)
        self.stems = lru_cache(maxsize=16_384)(self._stems)
        self.locatives = WordSet(places.locatives, fold)
        self.persons = WordSet(places.persons, fold)
        self.common = frozenset(map(fold, common))
        self._ignored = WordSet(places.ignored, fold)
        self.countries: dict[str, str] = {}
        named: dict[str, list[str]] = {code: list(names) for code, names in countries.items()}
        for code, further in places.countries.items():
            named.setdefault(code, []).extend(further)
        for code, all_names in named.items():
            for name in all_names:
                self.countries.setdefault(self.key(name.replace(" - ", " ").split()), code)
        self.longest = max(len(key.split(" ")) for key in self.countries)
        self._peoples = {code: WordSet(words, fold) for code, words in places.peoples.items()}
        self._made = dict(self._made_of_names(named))
        self.people = lru_cache(maxsize=16_384)(self._people)

    def key(self, words: Iterable[str]) -> str:
        """Return the key of a name: the stems of its words."""
        folded = (self._fold(part) for word in words for part in _parted(word))
        return " ".join(self.trim(word) for word in folded if word)

    @property
    def is_plain(self) -> bool:
        """Whether names are kept as they are: all such languages share their towns."""
        return not self._trimmed

    def quick_key(self, name: str) -> str:
        """Return the key of a name of the gazetteer, which are hundreds of thousands."""
        return " ".join(map(self.trim, map(self._fold, plain_key(name).split())))

    def trim(self, word: str) -> str:
        """Return a folded word without the letters at its end that do not count."""
        stem = word.rstrip(self._trimmed) if self._trimmed else word
        return stem if len(stem) >= _LEAST_STEM else word

    def _stems(self, word: str) -> tuple[str, ...]:
        """Return the stems that a folded word of a text may have, the likeliest first."""
        without = (
            self.trim(word[: -len(case)])
            for case in self._cases
            if word.endswith(case) and len(word) - len(case) >= _LEAST_STEM
        )
        return tuple(dict.fromkeys((self.trim(word), *without)))

    def is_ignored(self, word: str) -> bool:
        """Whether a folded word is no place whatever the tables say."""
        return word in self._ignored

    def _made_of_names(self, named: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
        for code, names in named.items():
            for name in names:
                word = self._fold(name)
                stem = word.rstrip(_VOWELS + self._trimmed)
                if " " not in name and len(word) >= _LEAST_NAME and len(stem) >= _LEAST_STEM:
                    for ending in self.places.endings:
                        yield stem + self._fold(ending), code

    def _people(self, word: str) -> str | None:
        """Return the country of a people or adjective, by its folded word."""
        if self.is_ignored(word):
            return None
        for code, words in self._peoples.items():
            if word in words:
                return code
        return self._made.get(word)


def plain_key(name: str) -> str:
    """Return the key of a name that is kept as it is."""
    return name.translate(_BLANKS).lower()


def _parted(word: str) -> list[str]:
    for mark in _PARTS:
        word = word.replace(mark, " ")
    return word.split()
