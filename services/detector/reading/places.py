"""Places in a text: find_places and what it returns."""

import re
from typing import Final

from schemas.report import Place
from schemas.vocabulary import Resolution
from services.detector.reading.mention import Mention, MentionKind

__all__ = ["Mention", "MentionKind", "find_places"]

_FIRST: Final = {
    "Syria": ("SYR", 35.0, 38.0),
    "Ukraine": ("UKR", 49.0, 32.0),
    "Sudan": ("SDN", 16.0, 30.0),
    "Somalia": ("SOM", 6.0, 48.0),
    "Ethiopia": ("ETH", 8.0, 39.0),
    "Russia": ("RUS", 60.0, 100.0),
}
_NAME: Final = re.compile(r"\b(?:" + "|".join(_FIRST) + r")\b")


def find_places(text: str) -> tuple[Mention, ...]:
    """Return the place mentions of a text, in order, without overlap."""
    return tuple(
        Mention(
            start=match.start(),
            end=match.end(),
            text=match.group(),
            country=_FIRST[match.group()][0],
            place=Place(
                name=match.group(),
                country=_FIRST[match.group()][0],
                resolution=Resolution.COUNTRY,
                latitude=_FIRST[match.group()][1],
                longitude=_FIRST[match.group()][2],
            ),
            how=MentionKind.COUNTRY,
        )
        for match in _NAME.finditer(text)
    )
