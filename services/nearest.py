"""What a misspelt name was meant to be; pure."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

_MOST_SHOWN: Final = 3
_MOST_LISTED: Final = 12
_WORD: Final = re.compile(r"[^\W_]+")


def nearest(text: str, known: Iterable[str]) -> list[str]:
    """Return the names most like a text, in any case, the likest first."""
    names = {name.casefold(): name for name in known}
    wanted = text.casefold()
    # "congo" is a word of two countries; "togo" only looks like it
    words = [name for name in names if wanted in _WORD.findall(name)]
    near = get_close_matches(wanted, names, n=_MOST_SHOWN)
    # a part of a longer name is near to it, however little of it there is
    parts = [name for name in names if len(wanted) > 2 and wanted in name]  # noqa: PLR2004
    return [names[name] for name in dict.fromkeys((*words, *near, *parts))][:_MOST_SHOWN]


def hint(text: str, known: Iterable[str]) -> str:
    """Return what to say behind "no such ...": the nearest names, or all if they are few."""
    names = sorted(set(known))
    if near := nearest(text, names):
        return f"; near it: {', '.join(near)}"
    return f"; there are {', '.join(names)}" if 0 < len(names) <= _MOST_LISTED else ""
