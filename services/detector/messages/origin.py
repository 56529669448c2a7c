"""Where a message came from, as a dead letter says it."""

from tocsin.schemas.dead_letter import REDRIVE_HEADER, read_trail
from tocsin.services.detector.kafka.acknowledged_fetches import Record
from tocsin.services.detector.messages.dead_letters import MessageOrigin
from tocsin.services.runtime.message_time import message_time


def origin(message: Record) -> MessageOrigin:
    """Return address, time and raw bytes of a message."""
    stamped = message.timestamp
    return MessageOrigin(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        timestamp=message_time(stamped) if stamped > 0 else None,
        key=message.key,
        value=message.value,
        trail=read_trail(dict(message.headers).get(REDRIVE_HEADER)),
    )
