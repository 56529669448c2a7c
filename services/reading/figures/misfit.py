"""Words right at a figure that say that it counts something else than the event's people.

People without power have not fled, and those who are freed are not taken. What reads may miss
such a word; these settle it for any reader.
"""

import re
from collections.abc import Callable
from typing import Final

from tocsin.schemas.event_types.profile import KindProfile
from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.fields.word import Word
from tocsin.schemas.vocabulary import EventType, Subtype

_NEAR: Final = 80


def _patterns(of: Callable[[KindProfile], str | None]) -> dict[Word, re.Pattern[str]]:
    """Return the patterns of all types and subtypes that have one."""
    kinds = [
        kind
        for event_type, profile in PROFILES.items()
        for kind in ((event_type, profile.kind), *profile.subtypes.items())
    ]
    return {
        word: re.compile(pattern, re.IGNORECASE)
        for word, kind in kinds
        if (pattern := of(kind)) is not None
    }


_HIND: Final = _patterns(lambda kind: kind.not_before)
_FORE: Final = _patterns(lambda kind: kind.not_after)


def counts_others(
    event_type: EventType, subtype: Subtype | None, sentence: str, figure: tuple[int, int]
) -> bool:
    """Return whether the words at a figure say that it does not count such an event.

    Args:
        event_type: of the event that the figure was read for.
        subtype: of that event.
        sentence: that holds the figure.
        figure: its characters in the sentence.
    """
    start, end = figure
    before, behind = sentence[max(0, start - _NEAR) : start].rstrip(), sentence[end : end + _NEAR]
    for key in (subtype, event_type):
        hind, fore = _HIND.get(key) if key else None, _FORE.get(key) if key else None
        if hind is not None and hind.match(behind.lstrip()):
            return True
        if fore is not None and fore.search(before):
            return True
    return False
