"""Where a Faust message came from, as a dead letter tells it."""

from datetime import UTC, datetime

from faust.types import Message

from schemas.dead_letter import REDRIVE_HEADER, read_trail
from services.detector.dead_letters import Origin


def origin(message: Message) -> Origin:
    """Return address, time and raw bytes of a message; Faust's time is in seconds."""
    stamped = message.timestamp
    return Origin(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        timestamp=datetime.fromtimestamp(stamped, UTC) if stamped and stamped > 0 else None,
        key=message.key,
        value=message.value,
        trail=read_trail(dict(message.headers or {}).get(REDRIVE_HEADER)),
    )
