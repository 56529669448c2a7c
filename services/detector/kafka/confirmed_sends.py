"""Send, and know that the broker has it. Nothing is acknowledged before that."""

import asyncio
import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from aiokafka.errors import KafkaError, KafkaTimeoutError, MessageSizeTooLargeError
from faust import TopicT
from faust.types import RecordMetadata

from tocsin.schemas.cloudevents import Headers
from tocsin.services.detector.kafka.clocks import Clocks
from tocsin.services.detector.metrics import DetectorMetrics

log = structlog.get_logger(__name__)

_FIRST_PAUSE: Final = 0.2
_LONGEST_PAUSE: Final = 10.0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message for one topic."""

    topic: TopicT
    key: bytes
    value: bytes
    headers: Headers
    smaller: "Outgoing | None" = None
    """What is sent instead if the broker takes no message of this size."""
    partition: int | None = None
    """Its partition; None leaves it to the key."""


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that the producer has, and the broker maybe not yet."""

    message: Outgoing
    confirmation: Awaitable[RecordMetadata]
    at: float
    """When it was handed over, by our clock."""


class Delivery:
    """Confirmed sends, tried again for as long as the broker's trouble may pass."""

    def __init__(self, metrics: DetectorMetrics) -> None:
        self._metrics = metrics
        self.clocks = Clocks(metrics.clock_difference)

    async def confirm(self, messages: Sequence[Outgoing]) -> None:
        """Send all and return when the broker has confirmed each.

        A repeat after a lost confirmation is possible and harmless: ids are deterministic.

        Raises:
            KafkaError: trouble that retrying cannot fix (a right that is missing, a
                message too large); the caller must not acknowledge.
        """
        await self.settle(await self.hand_over(messages))

    async def hand_over(self, messages: Sequence[Outgoing]) -> list[SentMessage]:
        """Give the messages to the producer, which sends while others are still being made."""
        return [await self._send(message) for message in messages]

    async def settle(self, sent: Sequence[SentMessage]) -> None:
        """Return when the broker has confirmed each; raises as `confirm` does.

        What was sent again comes after what was sent later: messages of one key are then
        repeated, so that the last of them is the newest.
        """
        late: set[tuple[str, bytes]] = set()
        for one in sent:
            place = one.message.topic.get_topic_name(), one.message.key
            if await self._settled(one):
                late.add(place)
            elif place in late:
                await self._settled(await self._send(one.message))

    async def _settled(self, sent: SentMessage) -> bool:
        """Return when the broker has the message, and whether it had to be sent again."""
        message, pause, again = sent.message, _FIRST_PAUSE, False
        while True:
            try:
                metadata = await sent.confirmation
            except MessageSizeTooLargeError:
                if message.smaller is None:
                    raise
                message = message.smaller
            except KafkaError as error:
                if not error.retriable:
                    raise
                self._tell_retry(message, error, pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                self.clocks.confirmed(sent.at, metadata)
                return again
            sent, again = await self._send(message), True

    async def _send(self, message: Outgoing) -> SentMessage:
        """Hand the message to the producer; the future is done when the broker has confirmed it."""
        while True:
            at = time.time()
            try:
                confirmation = await message.topic.send(
                    key=message.key,
                    value=message.value,
                    headers=message.headers,
                    partition=message.partition,
                )
                return SentMessage(message, confirmation, at)
            except KafkaTimeoutError as error:  # the producer's buffer stayed full: broker away
                self._tell_retry(message, error, 0.0)

    def _tell_retry(self, message: Outgoing, error: KafkaError, pause: float) -> None:
        name = message.topic.get_topic_name()
        self._metrics.retries.labels(name).inc()
        log.warning("send_retried", topic=name, error=str(error), pause_s=pause)
