"""What a language calls countries and peoples, ready for use."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from tocsin.services.reading.lexicon.model import Places
from tocsin.services.reading.lexicon.wordset import Fold, WordSet

_LEAST_STEM, _LEAST_STEM_BEHIND = 3, 2
"""Letters of the shortest stem of a name's first word, and of its further ones."""
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
        self.prefixes = tuple(map(fold, places.prefixes))
        self.followers = WordSet(places.followers, fold)
        self.persons = WordSet(places.persons, fold)
        self._common = frozenset(self.trim(fold(word)) for word in common)
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
        folded = (self._fold(part) for word in words for part in parted(word))
        return self._joined([word for word in folded if word])

    @property
    def is_plain(self) -> bool:
        """Whether names are kept as they are: all such languages share their towns."""
        return not self._trimmed and self.places.script == "latin"

    def quick_key(self, name: str) -> str:
        """Return the key of a name of the gazetteer, which are hundreds of thousands."""
        return self._joined([self._fold(word) for word in plain_key(name).split()])

    def _joined(self, words: list[str]) -> str:
        """Return the stems of folded words: Alma-Ata ends with a short one."""
        behind = (self.trim(word, _LEAST_STEM_BEHIND) for word in words[1:])
        return " ".join((*map(self.trim, words[:1]), *behind))

    def trim(self, word: str, least: int = _LEAST_STEM) -> str:
        """Return a folded word without the letters at its end that do not count."""
        stem = word.rstrip(self._trimmed) if self._trimmed else word
        return stem if len(stem) >= least else word

    def _stems(self, word: str, least: int = _LEAST_STEM) -> tuple[str, ...]:
        """Return the stems that a folded word of a text may have, the likeliest first."""
        without = (
            self.trim(word[: -len(case)], least)
            for case in self._cases
            if word.endswith(case) and len(word) - len(case) >= least
        )
        return tuple(dict.fromkeys((self.trim(word, least), *without)))

    def stems_behind(self, word: str) -> tuple[str, ...]:
        """Return the stems that a further word of a name may have."""
        return self.stems(word, _LEAST_STEM_BEHIND)

    def is_common(self, word: str) -> bool:
        """Whether a folded word is a form of an ordinary word that is also a town's name."""
        return any(stem in self._common for stem in self.stems(word))

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


def parted(word: str) -> list[str]:
    """Return the parts of a word that marks part, as names are kept."""
    for mark in _PARTS:
        word = word.replace(mark, " ")
    return word.split()
