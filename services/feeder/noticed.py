"""What is good to know of an article that is fed all the same; pure."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Final

from tocsin.schemas.article import Article
from tocsin.schemas.rule import USUAL_MAX_AGE

_TIME: Final = re.compile(rb'(?<!\\)"published_at"\s*:\s*(?:"([^"]{1,60})"|(-?\d[\d.eE+]{0,30}))')
_NUMBER: Final = re.compile(rb"-?\d+(?:\.\d*)?")
_WITHOUT_ZONE: Final = re.compile(rb"[^T ]+[T ]\s*\d{1,2}(?::?\d\d){0,2}(?:[.,]\d+)?")


class Notice(StrEnum):
    """What was noticed, in words behind a count."""

    OLD = (
        f"older than {USUAL_MAX_AGE.days} days: old news amends alerts but does not ring, unless a "
        "rule says otherwise (max_age). Feed an archive with --replay"
    )
    NO_ZONE = "with a published_at without a zone, which was read as UTC. Add Z or +02:00"
    NUMBER = (
        "with a number as published_at, which was read as seconds (or milliseconds) since 1970. "
        "Write ISO 8601"
    )


def noticed(article: Article, payload: bytes, now: datetime) -> frozenset[Notice]:
    """Return what is worth telling of an article.

    Args:
        article: as it was read.
        payload: the JSON that it was read from.
        now: the wall clock.
    """
    found = set()
    if article.published_at < now - USUAL_MAX_AGE:
        found.add(Notice.OLD)
    # the last one of a key counts in JSON
    for text, number in _TIME.findall(payload)[-1:]:
        if number or (_NUMBER.fullmatch(text) and not _is_day(text)):
            found.add(Notice.NUMBER)
        elif _WITHOUT_ZONE.fullmatch(text):
            found.add(Notice.NO_ZONE)
    return frozenset(found)


def _is_day(text: bytes) -> bool:
    """Whether the digits are a date of ISO 8601's basic form."""
    try:
        datetime.fromisoformat(text.decode())
    except ValueError:
        return False
    return True
