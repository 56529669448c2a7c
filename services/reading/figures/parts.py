"""Figures that are part of another one: "33 were hurt, five of them badly"."""

import re
from typing import Final

_PART: Final = re.compile(
    r"\b(?:with|including|among (?:them|whom|those)|of (?:whom|them|which|those))\b", re.IGNORECASE
)
_JOINED: Final = re.compile(r"(?: [\w-]+){0,3},? and ")


def is_part(between: str) -> bool:
    """Return whether the words between two figures say that the second is part of the first.

    Args:
        between: the words between the two figures in one sentence.
    """
    return _PART.search(between) is not None


def are_joined(between: str) -> bool:
    """Return whether the words between two counts join them: "fourteen civilians and five"."""
    return _JOINED.fullmatch(between) is not None
