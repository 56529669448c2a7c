"""How a figure relates to the others of its event: the total, an addition, or one taken back."""

import re
from dataclasses import dataclass
from typing import Final

_TAKEN_BACK: Final = re.compile(
    r"\b(?:previously|earlier|initial(?:ly)?|original(?:ly)?|preliminary|first)\b"
)
_WHOLE: Final = re.compile(
    r"\b(?:toll|count|tally|number|death|figure)s?\b.{0,40}\b(?:to|at|reached|stands?)$"
    r"|\b(?:rose|risen|rises|climbed|climbs|jumped|increased|grown|grew|brings?|bringing|brought)"
    r"\b.{0,40}\bto$|\btotal(?:l?ing|ed)?(?: of)?$"
)
_ON_TOP: Final = re.compile(r"\b(?:another|an? additional|a further|also)$")
_TAKEN_BACK_WORDS: Final = 8
_NEAR: Final = 60


@dataclass(frozen=True, slots=True)
class FigureRelation:
    """What the words before a figure say of it."""

    total: bool
    superseded: bool
    more: bool


def standing(before: str) -> FigureRelation:
    """Return how a figure relates to others, by the words of its sentence before it."""
    near = before[-_NEAR:].lower().rstrip()
    last = " ".join(before.lower().split()[-_TAKEN_BACK_WORDS:])
    return FigureRelation(
        total=_WHOLE.search(near) is not None,
        superseded=_TAKEN_BACK.search(last) is not None,
        more=_ON_TOP.search(near) is not None,
    )
