"""Words before a place that say that somebody leaves it."""

import re
from typing import Final

_FROM: Final = re.compile(r"\b(?:from|out of|left|leaving)(?: (?!to\b)[\w-]+){0,3} $")


def is_left(before: str) -> bool:
    """Return whether a place is left, as in "from eastern Congo", "out of the town of Bria".

    Args:
        before: the words of its sentence right before it.
    """
    return _FROM.search(before) is not None
