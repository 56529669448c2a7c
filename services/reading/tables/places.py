"""Places in a text of any language that has a lexicon: countries, peoples and towns."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from tocsin.schemas.report import Place
from tocsin.schemas.vocabulary import Resolution
from tocsin.services.reading.lexicon.lexicon import Lexicon
from tocsin.services.reading.lexicon.names import CountryNames, parted
from tocsin.services.reading.places.centroid import country_place
from tocsin.services.reading.places.mention import MentionKind, PlaceMention
from tocsin.services.reading.places.towns import Town, Towns
from tocsin.services.reading.tables.standing import MIDDLING, Standing, Standings
from tocsin.services.reading.tables.tokens import Sort, Token, tokens_of

_MOST_WORDS: Final = 4
_JOINTS: Final = frozenset({" ", "-", "'"})
_MOST_PLACES: Final = 5_000
_LEAST_LETTERS: Final = 3
_SHARE: Final = 5
"""A namesake in a country that the text names counts this many times its inhabitants."""
_OWN: Final = 10
"""So does a town by its own name: Chittagong was called Islamabad once."""


class _Hit(NamedTuple):
    first: int
    behind: int
    country: str | None = None
    towns: tuple[Town, ...] = ()
    people: bool = False
    faint: bool = False


class PlaceFinder:
    """Finds the places of one language's texts."""

    def __init__(self, lexicon: Lexicon, names: CountryNames, towns: Towns) -> None:
        self._lexicon = lexicon
        self._names = names
        self._towns = towns
        self._glued = tuple(sorted(map(lexicon.fold, lexicon.writing.glued), key=len, reverse=True))
        self._standings = Standings(names, self._forms)

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
        named = frozenset(country for hit in hits for country in _countries(hit))
        likely = named | frozenset(self._names.places.home)
        sure = any(not hit.faint and not hit.people for hit in hits)
        return tuple(
            _mention(text, tokens, hit, likely) for hit in hits if not sure or _is_kept(hit, likely)
        )

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
        there = (one.text for one in tokens[at:behind] if one.sort is Sort.WORD)
        words = [part for word in there for part in parted(word)]
        keys = list(self._keys(words)) if words else []
        for key in keys:
            country = self._names.countries.get(key)
            if country is not None:
                return _Hit(at, behind, country)
        found = (town for key in dict.fromkeys(keys) for town in self._towns.get(key))
        towns = tuple(sorted(dict.fromkeys(found), key=lambda one: -one.inhabitants))
        standing = self._standings.of(text, tokens, (at, behind), towns) if towns else Standing.NO
        if standing is Standing.NO:
            return None
        return _Hit(at, behind, towns=towns, faint=standing is Standing.FAINT)

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
                    rest = [self._names.stems_behind(word) for word in words[1:]]
                    yield " ".join((first, *(stems[0] for stems in rest)))
                    yield " ".join((first, *(stems[-1] for stems in rest)))


def _countries(hit: _Hit) -> Iterable[str]:
    """Yield the country that a mention leaves no doubt of."""
    if hit.country is not None:
        yield hit.country
    elif not hit.faint and len({one.country for one in hit.towns}) == 1:
        yield hit.towns[0].country


def _is_kept(hit: _Hit, likely: frozenset[str]) -> bool:
    """Whether a mention counts in a text that surely names a place."""
    if not hit.faint or hit.towns[0].inhabitants >= MIDDLING:
        return True
    return any(one.country in likely for one in hit.towns)


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


def _mention(text: str, tokens: Sequence[Token], hit: _Hit, likely: frozenset[str]) -> PlaceMention:
    start, end = tokens[hit.first].start, tokens[hit.behind - 1].end
    written = text[start:end]
    if hit.country is not None:
        place = None if hit.people else country_place(hit.country)
        how = MentionKind.ADJECTIVE if hit.people else MentionKind.COUNTRY
        return PlaceMention(start, end, written, hit.country, place, how)
    town = max(
        hit.towns,
        key=lambda one: (
            one.inhabitants
            * (_SHARE if one.country in likely else 1)
            * (_OWN if one.name.casefold() == written.casefold() else 1)
        ),
    )
    how = MentionKind.REGION if town.is_region else MentionKind.CITY
    return PlaceMention(start, end, written, town.country, _place(town), how, hit.faint)


def _place(town: Town) -> Place | None:
    if town.latitude is None or town.longitude is None:
        return None
    return Place(
        name=town.name,
        country=town.country,
        resolution=Resolution.REGION if town.is_region else Resolution.CITY,
        latitude=town.latitude,
        longitude=town.longitude,
        geonames_id=town.geonames_id or None,
    )
