"""A place mention: words of a text that name a country, a region, a city or a people."""

from enum import StrEnum
from typing import NamedTuple

from tocsin.schemas.report import Place


class MentionKind(StrEnum):
    """How the words point to a country."""

    COUNTRY = "country"
    """A country by name: "Chad", "the DRC"."""
    DEMONYM = "demonym"
    """Its people: "Chadians", "a Syrian"."""
    ADJECTIVE = "adjective"
    """An adjective before a noun: "Chadian troops"; says whose, not where."""
    REGION = "region"
    """A subdivision or a well-known region: "Darfur", "Texas"."""
    CITY = "city"
    """A town; a capital may mean its government ("Moscow said"): the caller decides."""


class PlaceMention(NamedTuple):
    """One place mention; offsets are of the searched text, `end` exclusive.

    `country` is ISO 3166-1 alpha-3, with XKX for Kosovo. `place` is None for demonyms and
    adjectives, which are not places, and for districts whose position is not known.
    """

    start: int
    end: int
    text: str
    country: str
    place: Place | None
    how: MentionKind
    is_faint: bool = False
    """Whether it may rather be a person's or a thing's name: it says little of where a text is."""
