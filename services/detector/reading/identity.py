"""Ids of reports: the same words of the same article give the same id, always."""

from hashlib import blake2b

from schemas.vocabulary import EventType, Subtype

_BYTES = 16


def report_id(
    article_id: str, event_type: EventType, subtype: Subtype | None, start: int, end: int
) -> str:
    """Return the id of a report from what it rests on; offsets are of the evidence, in the text."""
    parts = (article_id, event_type.value, subtype.value if subtype else "", str(start), str(end))
    return blake2b("\x1f".join(parts).encode(), digest_size=_BYTES).hexdigest()
