"""Emblems: institutions, forces and words that only one country has, for texts that name no place.

Weak evidence, asked last: a text about a Bundeswehr call-up may name no German place at all, and
an armed group also fights abroad. Groups that fight in several countries are left out.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from tocsin.services.reading.lexicon.english.places import EnglishEmblems
from tocsin.services.reading.lexicon.load import english


class Emblems:
    """Emblems of countries, found in a text."""

    def __init__(self, countries: Mapping[str, Iterable[str]]) -> None:
        self._countries = {one: code for code, some in countries.items() for one in some}
        longest = sorted(self._countries, key=len, reverse=True)
        self._any = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")

    def country_of(self, text: str) -> str | None:
        """Return the one country whose emblems a text names; None if it names none or several's."""
        named = {self._countries[match.group()] for match in self._any.finditer(text)}
        return next(iter(named)) if len(named) == 1 else None


_COUNTRIES: Final = english(EnglishEmblems).countries
_ENGLISH: Final = Emblems(_COUNTRIES)


def emblems_of(own: Mapping[str, Iterable[str]], home: Iterable[str]) -> Emblems:
    """Return a language's emblems, and English ones of countries where it is not written."""
    abroad = {code: some for code, some in _COUNTRIES.items() if code not in frozenset(home)}
    return Emblems(
        {code: (*abroad.get(code, ()), *own.get(code, ())) for code in {**abroad, **own}}
    )


def emblem_country(text: str) -> str | None:
    """Return the one country whose emblems a text names; None if it names none or several's."""
    return _ENGLISH.country_of(text)
