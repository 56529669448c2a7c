"""Where a text as a whole is set: the countries it names, its dateline."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from tocsin.services.reading.places.faint import faint_country
from tocsin.services.reading.places.mention import MentionKind, PlaceMention
from tocsin.services.reading.whereabouts.emblems import emblem_country

_ADJECTIVES: Final = frozenset({MentionKind.ADJECTIVE, MentionKind.DEMONYM})
_LEAD: Final = 400
_DATELINE: Final = 5
_FAINT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Scene:
    """What the text as a whole says of where."""

    countries: tuple[str, ...]
    """The countries it is about, the first most."""
    dateline: str | None = None

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.countries)

    def other_than(self, country: str | None) -> str | None:
        """Return the country it is about, if that is not this one."""
        return next((one for one in self.countries if one != country), None)


def scene(
    title: tuple[PlaceMention, ...], text: tuple[PlaceMention, ...], head: str | None
) -> Scene:
    """Return the countries that a text is about: what it names most, the beginning counting more.

    `head` is the country of its dateline, which counts most.
    """
    weights: Counter[str] = Counter()
    for mention in title:
        weights[mention.country] += 1 if _is_weak(mention) else 2
    for mention in text:
        place = 1 if _is_weak(mention) else 3
        weights[mention.country] += place + (2 if mention.start < _LEAD else 0)
    if head is not None:
        weights[head] += _DATELINE
    return Scene(tuple(country for country, _ in weights.most_common()), head)


def _is_weak(mention: PlaceMention) -> bool:
    return mention.is_faint or mention.how in _ADJECTIVES


def faint_scene(title: str, text: str) -> Scene:
    """Return what a text that names no place says of where by its institutions, then its names."""
    both = f"{title}\n{text[:_FAINT]}"
    country = emblem_country(both) or faint_country(both)
    return Scene((country,) if country else ())
