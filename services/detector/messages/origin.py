"""Where a message came from, as a dead letter says it."""

from datetime import UTC, datetime

from tocsin.schemas.dead_letter import REDRIVE_HEADER, read_trail
from tocsin.services.detector.kafka.fetches import Record
from tocsin.services.detector.messages.dead_letters import MessageOrigin


def origin(message: Record) -> MessageOrigin:
    """Return address, time and raw bytes of a message."""
    stamped = message.timestamp
    return MessageOrigin(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        timestamp=datetime.fromtimestamp(stamped / 1000, UTC) if stamped > 0 else None,
        key=message.key,
        value=message.value,
        trail=read_trail(dict(message.headers).get(REDRIVE_HEADER)),
    )
