"""CloudEvents 1.0 in Kafka's binary binding: what a message is stands in its headers.

Specification: CloudEvents 1.0.2 and its Kafka protocol binding, section 3.2 (CNCF).
"""

from datetime import datetime
from enum import StrEnum
from typing import Final

Headers = tuple[tuple[str, bytes], ...]


class Kind(StrEnum):
    """The `ce_type` of each kind of message."""

    ARTICLE = "io.tocsin.article.v1"
    REPORT = "io.tocsin.report.v1"
    ALERT = "io.tocsin.alert.v1"
    DEAD_LETTER = "io.tocsin.dead-letter.v1"


CONTENT_TYPE: Final = "application/json"


def headers(kind: Kind, identity: str, source: str, time: datetime | None) -> Headers:
    """Return the headers of one message.

    Args:
        kind: what the payload is.
        identity: unique together with `source`; a repeat has the same.
        source: a URI reference of who sends, such as "/tocsin/feeder".
        time: when the thing happened that the message tells of, where known.
    """
    named = [
        ("ce_specversion", "1.0"),
        ("ce_id", identity),
        ("ce_source", source),
        ("ce_type", kind.value),
        ("content-type", CONTENT_TYPE),
    ]
    if time is not None:
        named.append(("ce_time", time.isoformat()))
    return tuple((name, value.encode()) for name, value in named)
