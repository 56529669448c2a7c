"""The town of an event, if the network chose only its country: "into Thailand … near Mae Sot"."""

from collections.abc import Callable, Sequence
from math import cos, hypot, radians
from typing import Final

from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.report import Place
from tocsin.schemas.vocabulary import EventType, Resolution
from tocsin.services.reading.languages.english import ENGLISH
from tocsin.services.reading.languages.language import Language
from tocsin.services.reading.places.mention import MentionKind, PlaceMention
from tocsin.services.reading.whereabouts.dateline import starts_in_datelines

LEAST: Final = 0.25
"""Probability from which a place within the chosen country may be where it happened."""
_PEOPLES: Final = frozenset({MentionKind.ADJECTIVE, MentionKind.DEMONYM})
_NEAR_KM: Final = 60.0
"""Places farther apart are not one spot: the event was wider, and its country stays."""
_DEGREE_KM: Final = 111.2


def finer_place(
    where: PlaceMention | None,
    likely: Sequence[tuple[PlaceMention, float]],
    event_type: EventType,
    text: str,
    is_beside: Callable[[PlaceMention], bool],
    language: Language = ENGLISH,
) -> PlaceMention | None:
    """Return the place within the chosen country that the event was most likely at, or `where`.

    A country in the sentence of an event often says only how far the news reaches. That of a
    border crossing says where to, and the text names the crossing itself, often a sentence later.

    Args:
        where: what the network chose.
        likely: the places of the passage, each with the probability that the event was there.
        event_type: of the event.
        text: of the passage.
        is_beside: whether a place stands in the sentence of the event.
        language: of the text.
    """
    if where is not None and where.how is MentionKind.ADJECTIVE:
        named = (one for one, _ in likely if language.names_place(text[where.end : one.start]))
        return next((one for one in named if one.country == where.country), where)
    if where is None or where.how is not MentionKind.COUNTRY:
        return where
    if language.is_wide(text[: where.start]):
        return where
    written = starts_in_datelines(text, (one for one, _ in likely))
    finer = [
        (probability, one)
        for one, probability in likely
        if one.place is not None
        and one.place.resolution is not Resolution.COUNTRY
        and one.country == where.country
        and one.how not in _PEOPLES
        and probability >= LEAST
        and one.start not in written
        and (PROFILES[event_type].named_apart_from_its_place or is_beside(one))
    ]
    if not finer:
        return where
    best = max(finer, key=lambda found: found[0])[1]
    return best if all(_are_near(best.place, one.place) for _, one in finer) else where


def _are_near(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None:
        return False
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return hypot(north, east) * _DEGREE_KM <= _NEAR_KM
