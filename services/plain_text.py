"""News text is hostile: nothing in it may act on a terminal; pure."""

import unicodedata
from typing import Final

_ACTING: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Control characters (escape sequences begin with one), formats (they turn the direction of
text around, or hide), surrogates, private and unassigned ones."""

_JOINERS: Final = "\u200c\u200d"
"""Formats that some scripts cannot be read without."""


def plain(text: str) -> str:
    """Return the text on one line, with only what can be seen; any white space is one space."""
    shown = (_shown(character) for character in text)
    return " ".join("".join(shown).split())


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number and what it counts: `1 dead letter`, `2,000 dead letters`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    if character in _JOINERS or unicodedata.category(character) not in _ACTING:
        return character
    return ""
