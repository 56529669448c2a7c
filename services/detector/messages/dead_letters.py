"""Make a dead letter that always fits, however large the message was. Pure."""

import base64
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from tocsin.schemas.dead_letter import DeadLetter
from tocsin.services.detector.messages.validation import Dropped

MOST_VALUE_BYTES: Final = 1_500_000
"""Base64 makes it 2 MB; the topic takes 4 MiB."""

FEW_VALUE_BYTES: Final = 10_000
"""For a topic that somebody made with a lower limit."""

_MOST_KEY_BYTES: Final = 1_000
_MOST_DETAIL: Final = 2_000


@dataclass(frozen=True, slots=True)
class MessageOrigin:
    """Where a message was, and what it contained."""

    topic: str
    partition: int
    offset: int
    timestamp: datetime | None
    key: bytes | None
    value: bytes | None
    trail: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The dead letter's key."""
        return f"{self.topic}-{self.partition}-{self.offset}"


def dead_letter(
    origin: MessageOrigin, dropped: Dropped, most_bytes: int = MOST_VALUE_BYTES
) -> DeadLetter:
    """Return the dead letter of one message; key, value and detail are cut where too long."""
    value = origin.value or b""
    # the field types decode base64, so that models and JSON hold the same thing
    encoded = base64.b64encode(value[:most_bytes])
    key = None if origin.key is None else base64.b64encode(origin.key[:_MOST_KEY_BYTES])
    return DeadLetter(
        topic=origin.topic,
        partition=origin.partition,
        offset=origin.offset,
        timestamp=origin.timestamp,
        reason=dropped.reason,
        detail=dropped.detail.encode(errors="replace").decode()[:_MOST_DETAIL],
        key=key,
        value=encoded,
        value_bytes=len(value),
        value_sha256=sha256(value).hexdigest(),
        trail=origin.trail,
    )
