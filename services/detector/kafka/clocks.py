"""Two clocks: Kafka's, which dates messages, and this machine's, which may be wrong or jump."""

import time
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from faust.types import RecordMetadata
from prometheus_client import Gauge

from tocsin.services.detector.kafka.acknowledged_fetches import Record
from tocsin.services.runtime.message_time import message_time

log = structlog.get_logger(__name__)

_TOLERATED: Final = 60.0
"""Seconds that the clocks may be apart without a word."""

_BY_KAFKA: Final = 1
"""The type of a timestamp that the broker gave, not the sender."""


def taken_at(record: Record) -> datetime:
    """Return when Kafka took a record: the same whenever it is read again."""
    return message_time(record.timestamp)


def latest(record: Record, now: datetime) -> datetime:
    """Return the later of two clocks: what is of the present for either is not of the future."""
    return max(taken_at(record), now)


class Clocks:
    """How far our clock is ahead of Kafka's, by when Kafka took what we sent."""

    def __init__(self, gauge: Gauge) -> None:
        self._gauge = gauge
        self._ahead = 0.0

    def now(self) -> datetime:
        """Return the present by Kafka's clock."""
        return datetime.now(UTC) - timedelta(seconds=self._ahead)

    def confirmed(self, sent_at: float, metadata: RecordMetadata) -> None:
        """Take the confirmation of a message that was sent at `sent_at` by our clock."""
        if metadata.timestamp_type == _BY_KAFKA and metadata.timestamp is not None:
            self._compare(ahead(sent_at, metadata.timestamp / 1000, time.time()))

    def _compare(self, apart: float) -> None:
        was_apart, self._ahead = bool(self._ahead), apart if abs(apart) > _TOLERATED else 0.0
        self._gauge.set(self._ahead)
        if self._ahead and not was_apart:
            log.error(
                "clock_differs",
                ahead_s=round(apart),
                detail="this machine's clock and Kafka's are apart; Kafka's counts",
            )
        elif was_apart and not self._ahead:
            log.info("clock_agrees", detail="this machine's clock and Kafka's agree again")


def ahead(sent: float, taken: float, confirmed: float) -> float:
    """Return by how many seconds our clock is ahead of Kafka's at least; 0 if they may agree.

    Args:
        sent: when the message was sent, by our clock.
        taken: when Kafka took it, by its clock; in truth that is between the other two.
        confirmed: when we heard of it, by our clock.
    """
    if taken < sent:
        return sent - taken
    return min(0.0, confirmed - taken)
