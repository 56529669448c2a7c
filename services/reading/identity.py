"""Ids of reports: the same words of the same article give the same id, always."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from tocsin.schemas.vocabulary import EventType, Subtype

_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class EvidenceSpan:
    """The words that a report rests on: `start` is the cue's offset in a part of the article."""

    part: str
    start: int
    end: int


def report_id(
    article_id: str, event_type: EventType, subtype: Subtype | None, span: EvidenceSpan
) -> str:
    """Return the id of a report: 32 hexadecimal digits of BLAKE2b."""
    parts = (
        article_id,
        event_type.value,
        subtype.value if subtype else "",
        span.part,
        str(span.start),
        str(span.end),
    )
    return blake2b("\x1f".join(parts).encode(), digest_size=_BYTES).hexdigest()
