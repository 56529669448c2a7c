"""Places in a text of any language that has a lexicon: countries, peoples and towns."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from tocsin.schemas.report import Place
from tocsin.schemas.vocabulary import Resolution
from tocsin.services.reading.lexicon.lexicon import Lexicon
from tocsin.services.reading.lexicon.names import CountryNames
from tocsin.services.reading.places.centroid import country_place
from tocsin.services.reading.places.mention import MentionKind, PlaceMention
from tocsin.services.reading.places.towns import Town, Towns
from tocsin.services.reading.tables.tokens import Sort, Token, tokens_of

_MOST_WORDS: Final = 4
_JOINTS: Final = frozenset({" ", "-", "'"})
_LARGE: Final = 300_000
"""From this many inhabitants on, a town's name counts without a word that asks for a place."""
_MIDDLING: Final = 50_000
_MOST_PLACES: Final = 5_000
_LEAST_LETTERS: Final = 3
_SHARE: Final = 5
"""A namesake in a country that the text names counts this many times its inhabitants."""
_DATELINE_ENDS: Final = frozenset("(,-:\u2013\u2014/.")
_SENTENCE_ENDS: Final = frozenset('.!?:"\u2026')


class _Hit(NamedTuple):
    first: int
    behind: int
    country: str | None = None
    towns: tuple[Town, ...] = ()
    people: bool = False


class PlaceFinder:
    """Finds the places of one language's texts."""

    def __init__(self, lexicon: Lexicon, names: CountryNames, towns: Towns) -> None:
        self._lexicon = lexicon
        self._names = names
        self._towns = towns
        self._glued = tuple(sorted(map(lexicon.fold, lexicon.writing.glued), key=len, reverse=True))

    @property
    def assumed(self) -> str | None:
        """The country of a text that names no place; None if the language is of several."""
        return self._names.places.assumed

    def places_in(self, text: str) -> tuple[PlaceMention, ...]:
        """Return the place mentions of a text, in order, without overlap."""
        tokens = tokens_of(text, self._lexicon.fold, self._lexicon.writing.in_words)
        hits: list[_Hit] = []
        at = 0
        while at < len(tokens) and len(hits) < _MOST_PLACES:
            hit = self._hit(text, tokens, at) if tokens[at].sort is Sort.WORD else None
            if hit is not None:
                hits.append(hit)
            at = hit.behind if hit is not None else at + 1
        named = Counter(hit.country for hit in hits if hit.country is not None)
        likely = frozenset(named) | frozenset(self._names.places.home)
        return tuple(_mention(text, tokens, hit, likely) for hit in hits)

    def _hit(self, text: str, tokens: Sequence[Token], at: int) -> _Hit | None:
        capital = text[tokens[at].start].isupper() or not self._names.places.cased
        if capital and not self._names.is_ignored(tokens[at].text):
            behinds = _behinds(text, tokens, at)
            for behind in reversed(behinds):
                hit = self._named(text, tokens, at, behind)
                if hit is not None:
                    return hit
        return self._of_people(tokens, at)

    def _of_people(self, tokens: Sequence[Token], at: int) -> _Hit | None:
        for word in self._forms(tokens[at].text):
            country = self._names.people(word)
            if country is not None:
                return _Hit(at, at + 1, country, people=True)
        return None

    def _named(self, text: str, tokens: Sequence[Token], at: int, behind: int) -> _Hit | None:
        words = [one.text for one in tokens[at:behind] if one.sort is Sort.WORD]
        keys = list(self._keys(words))
        for key in keys:
            country = self._names.countries.get(key)
            if country is not None:
                return _Hit(at, behind, country)
        for key in keys:
            towns = self._towns.get(key)
            if towns and self._is_town(text, tokens, (at, behind), towns):
                return _Hit(at, behind, towns=towns)
        return None

    def _forms(self, word: str) -> Iterable[str]:
        """Yield a folded word, and what it is without small words that are written with it."""
        yield word
        for small in self._glued:
            if word.startswith(small) and len(word) - len(small) >= _LEAST_LETTERS:
                yield word[len(small) :]
                if word.startswith("\u0644\u0644"):  # "for the" swallows a letter
                    yield "\u0627" + word[1:]

    def _keys(self, words: Sequence[str]) -> Iterable[str]:
        for form in self._forms(words[0]):
            for first in self._names.stems(form):
                if len(words) == 1:
                    yield first
                else:
                    rest = [self._names.stems(word) for word in words[1:]]
                    yield " ".join((first, *(stems[0] for stems in rest)))
                    yield " ".join((first, *(stems[-1] for stems in rest)))

    def _is_town(
        self, text: str, tokens: Sequence[Token], span: tuple[int, int], towns: tuple[Town, ...]
    ) -> bool:
        """Whether a town's name stands for the town, by its size and the words around it."""
        at, behind = span
        before = tokens[at - 1] if at else None
        word = tokens[at].text
        asked = before is not None and before.text in self._names.locatives
        if asked:
            return True
        if self._names.places.cased and _heads_dateline(text, tokens, at, behind):
            return True
        if len(word) < _LEAST_LETTERS or (behind == at + 1 and word in self._names.common):
            return False
        if not self._names.places.cased:
            return any(word.startswith(one) for one in self._glued) or (
                towns[0].inhabitants >= _LARGE
            )
        if before is not None and before.text in self._names.persons:
            return False
        beside = _is_beside_name(text, tokens, at, behind, nouns=self._names.places.nouns_cased)
        enclosed = behind < len(tokens) and tokens[behind].text in {",", "("}
        least = _MIDDLING if enclosed else _LARGE
        return not beside and towns[0].inhabitants >= least


def _heads_dateline(text: str, tokens: Sequence[Token], at: int, behind: int) -> bool:
    """Whether a name in capitals begins a line and is followed as in "GOMA (Agency) -"."""
    start, end = tokens[at].start, tokens[behind - 1].end
    loud = end - start >= _LEAST_LETTERS and text[start:end].isupper()
    begins = text.rfind("\n", 0, start) + 1 == start
    return loud and begins and behind < len(tokens) and tokens[behind].text in _DATELINE_ENDS


def _behinds(text: str, tokens: Sequence[Token], at: int) -> list[int]:
    """Return where names of one, two and more words end that begin at a token."""
    found = [at + 1]
    here, count = at + 1, 1
    while here < len(tokens) and count < _MOST_WORDS:
        if tokens[here].sort is Sort.MARK and here + 1 < len(tokens):
            here += 1
        joint = text[tokens[found[-1] - 1].end : tokens[here].start]
        last = tokens[found[-1] - 1]
        initials = joint == "." and text[last.start : last.end].isupper()
        if tokens[here].sort is not Sort.WORD or not (joint in _JOINTS or initials):
            break
        here += 1
        count += 1
        found.append(here)
    return found


def _is_beside_name(
    text: str, tokens: Sequence[Token], at: int, behind: int, *, nouns: bool
) -> bool:
    """Whether a capital word touches a name: that is mostly somebody's."""
    if nouns:
        return False
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


def _mention(text: str, tokens: Sequence[Token], hit: _Hit, likely: frozenset[str]) -> PlaceMention:
    start, end = tokens[hit.first].start, tokens[hit.behind - 1].end
    written = text[start:end]
    if hit.country is not None:
        place = None if hit.people else country_place(hit.country)
        how = MentionKind.ADJECTIVE if hit.people else MentionKind.COUNTRY
        return PlaceMention(start, end, written, hit.country, place, how)
    town = max(
        hit.towns,
        key=lambda one: one.inhabitants * (_SHARE if one.country in likely else 1),
    )
    how = MentionKind.REGION if town.is_region else MentionKind.CITY
    return PlaceMention(start, end, written, town.country, _place(town), how)


def _place(town: Town) -> Place:
    return Place(
        name=town.name,
        country=town.country,
        resolution=Resolution.REGION if town.is_region else Resolution.CITY,
        latitude=town.latitude,
        longitude=town.longitude,
        geonames_id=town.geonames_id or None,
    )
