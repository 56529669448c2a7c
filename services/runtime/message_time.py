"""When a Kafka message was taken, as a date."""

from datetime import UTC, datetime
from typing import Final

_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_LATEST: Final = int(datetime.max.replace(tzinfo=UTC).timestamp()) * 1000


def message_time(milliseconds: int) -> datetime:
    """Return the date of a message's timestamp, milliseconds since 1970.

    Whoever sends to a topic with `CreateTime` may name any number. A time that no calendar has, and
    the -1 of a message without one, becomes the epoch: the past, on which nothing waits.
    """
    known = 0 <= milliseconds <= _LATEST
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if known else _EPOCH
