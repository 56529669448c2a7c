"""When an event happened, as far as its sentence says."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from tocsin.schemas.report import Period
from tocsin.schemas.vocabulary import Modality
from tocsin.services.reading.calendar_words import DATES
from tocsin.services.reading.dates.find import DateMention, Tense, find_dates, resolve
from tocsin.services.reading.lexicon.english.listed import either

_LONGEST: Final = timedelta(days=31)
"""A longer time ("in 2019", "this year") does not say when a single event was."""

_FRESH: Final = timedelta(days=30)
"""What happened longer ago is background, by the labelling guide."""

_SAID: Final = re.compile(rf"\b{either(DATES.saying)}\b", re.IGNORECASE)
"""Between the event and a date, it makes the date that of the saying: "said on Monday"."""

_BACK: Final = re.compile(r"(?:It|That|This)\b")
"""What begins a sentence about what the sentence before names."""

_AHEAD: Final = frozenset({Modality.ANNOUNCED, Modality.HYPOTHETICAL})


def happened(
    sentence: str, cue: int, published: datetime | None, modality: Modality
) -> Period | None:
    """Return the time that a sentence names for its event, or None if it names none.

    Args:
        sentence: as printed.
        cue: offset of the event's words; the date nearest to them counts.
        published: the article's publication; what happened did so before it.
        modality: whether the event is past or ahead.
    """
    if published is None:
        return None
    tense = Tense.FUTURE if modality in _AHEAD else Tense.PAST
    for mention in _dates_of(sentence, cue):
        meant = resolve(mention, published, tense)
        if meant is None or meant.start is None or meant.end is None:
            continue
        latest = min(meant.end, published) if modality is Modality.OCCURRED else meant.end
        if meant.start < latest <= meant.start + _LONGEST:
            return Period(earliest=meant.start, latest=latest)
    return None


def is_long_past(sentence: str, cue: int, published: datetime | None, before: str = "") -> bool:
    """Whether the date nearest to an event is more than 30 days before the publication.

    Args:
        sentence: as printed.
        cue: offset of the event's words.
        published: the article's publication.
        before: the sentence before. Its date counts if the sentence has none and goes on about it:
            "The last quake there was in May. It killed 612 people."
    """
    if published is None:
        return False
    nearest = next(_dates_of(sentence, cue), None)
    if nearest is None and _BACK.match(sentence):
        nearest = next(_dates_of(before, len(before)), None)
    meant = None if nearest is None else resolve(nearest, published, Tense.PAST)
    return meant is not None and meant.end is not None and meant.end < published - _FRESH


def _dates_of(sentence: str, cue: int) -> Iterator[DateMention]:
    """Yield the dates that may be an event's, the nearest to its words first."""
    for mention in sorted(find_dates(sentence), key=lambda one: abs(one.start - cue)):
        if not _is_of_saying(sentence, cue, mention):
            yield mention


def _is_of_saying(sentence: str, cue: int, mention: DateMention) -> bool:
    between = (mention.end, cue) if mention.end <= cue else (cue, mention.start)
    return _SAID.search(sentence, *between) is not None
