"""The dateline: where a report was written, at the head of its first lines."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from tocsin.services.reading.places.mention import MentionKind, PlaceMention

_DATELINE: Final = re.compile(
    r"^[A-Z\u00c0-\u00de][\w'. /-]{2,30}(?:, (?:\d{1,2} )?[A-Z][\w'. ]{1,24}){0,3}"
    r"(?: ?\([^)\n]{2,40}\))?"
    r" ?(?:-|\u2014|\u2013|:|\.(?= [A-Z])) ?(?=\S)",
    re.MULTILINE,
)
_HEAD: Final = 700
_ADJECTIVES: Final = frozenset({MentionKind.ADJECTIVE, MentionKind.DEMONYM})


def dateline(text: str, mentions: tuple[PlaceMention, ...]) -> str | None:
    """Return the country of the dateline; None if a text has none with a place in it.

    As in "ASTANA - ", "KURSK, Russia, March 12 -", "MOGADISHU: "; the last place counts, and a
    town that nobody knows may come before it.
    """
    for start, end in datelines(text):
        head = text[start:end]
        named = [one for one in mentions if start <= one.start < end and one.how not in _ADJECTIVES]
        if named and (named[0].start == start or head.partition(",")[0].isupper()):
            return named[-1].country
    return None


def starts_in_datelines(text: str, mentions: Iterable[PlaceMention]) -> frozenset[int]:
    """Return where the places begin that a text only names to say where it was written."""
    heads = tuple(datelines(text))
    return frozenset(
        one.start for one in mentions if any(start <= one.start < end for start, end in heads)
    )


def datelines(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each line's beginning that looks like a dateline."""
    for line in _DATELINE.finditer(text, 0, _HEAD):
        if _is_loud(line[0]):
            yield line.span()


def _is_loud(head: str) -> bool:
    """Whether the first word is in capitals, or a date or agency is in the head."""
    first = head.replace(",", " ").split()[0].rstrip(":.-")
    return (len(first) > 2 and first.isupper()) or bool(re.search(r"\d|\(", head))  # noqa: PLR2004
