"""Send to Kafka, bounded in memory, and count what the broker confirmed."""

from collections.abc import Callable
from contextlib import suppress
from threading import Condition
from types import TracebackType
from typing import Any, Final, Self

from kafka import KafkaProducer
from kafka.errors import KafkaError
from kafka.producer.future import RecordMetadata

from tocsin.schemas.topics import Topic
from tocsin.services.feeder.records import ArticleMessage
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.runtime.producer import producer_arguments
from tocsin.services.settings import Settings
from tocsin.services.topics.waiting import Tell

MOST_OUTSTANDING_BYTES: Final = 32 * 1024 * 1024
"""kafka-python 3 buffers without a bound of its own, so we keep one."""

_BATCH_BYTES: Final = 256 * 1024
_LINGER_MS: Final = 0
"""None waits for others; what comes while requests are under way is packed behind them."""
_REQUEST_TIMEOUT_MS: Final = 10_000
_QUIET_SECONDS: Final = 2.0
_HEADROOM_BYTES: Final = 64 * 1024
"""For key, headers and framing, beside the largest article."""


def article_producer_arguments(settings: Settings) -> dict[str, Any]:
    """Return how articles are sent: as all our messages, and packed.

    Raises:
        Problem: a certificate, key or token file that cannot be used.
    """
    packed = settings.feed_compression
    return producer_arguments(
        settings,
        compression_type=None if packed == "none" else packed,
        batch_size=_BATCH_BYTES,
        linger_ms=_LINGER_MS,
        max_request_size=settings.max_article_bytes + _HEADROOM_BYTES,
        request_timeout_ms=_REQUEST_TIMEOUT_MS,
        delivery_timeout_ms=_delivery_timeout_ms(settings),
        max_block_ms=_delivery_timeout_ms(settings),
    )


class ArticleProducer:
    """Sends messages in order; the first one that Kafka does not take ends the feeding.

    `confirmed` counts what all in-sync replicas have.
    """

    def __init__(self, settings: Settings, tell: Tell) -> None:
        self.confirmed = 0
        self._tell = tell
        self._where = settings.bootstrap_servers
        self._topic = settings.topic(Topic.ARTICLES)
        self._outstanding_bytes = 0
        self._failure: BaseException | None = None
        self._changed = Condition()
        try:
            self._producer = KafkaProducer(**article_producer_arguments(settings))
        except KafkaError as error:
            raise self._problem(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # After trouble nothing is waited for: what is unconfirmed is missing from the count.
        # The client then complains of just that if there was something.
        with suppress(KafkaError):
            self._producer.close(timeout=0 if kind else None)

    @property
    def outcome(self) -> str:
        """What became of the articles, for the last line."""
        return f"{self.confirmed:,} confirmed by Kafka"

    def send(self, message: ArticleMessage) -> None:
        """Hand over one message; wait while too much is on its way.

        Raises:
            Problem: Kafka refused this or an earlier message, or was away for too long.
        """
        self._wait_until(lambda: self._has_room(message.size))
        with self._changed:
            self._outstanding_bytes += message.size
        try:
            future = self._producer.send(
                self._topic, key=message.key, value=message.value, headers=message.headers
            )
        except KafkaError as error:
            raise self._problem(error) from error
        future.add_callback(self._on_confirmed, message.size)
        future.add_errback(self._on_failed)

    def flush(self) -> None:
        """Wait until every message is confirmed or has failed.

        Raises:
            Problem: one of them failed.
        """
        # not the client's own flush: it takes a batch that the broker made it split for lost
        self._wait_until(lambda: self._outstanding_bytes == 0)

    def _wait_until(self, reached: Callable[[], bool]) -> None:
        told = False
        before = -1
        with self._changed:
            while not self._changed.wait_for(lambda: self._failure or reached(), _QUIET_SECONDS):
                if self.confirmed == before and not told:
                    self._tell(f"Kafka at {self._where} is silent; waiting for it")
                    told = True
                before = self.confirmed
        if self._failure is not None:
            raise self._problem(self._failure) from self._failure

    def _has_room(self, size: int) -> bool:
        return self._outstanding_bytes == 0 or (
            self._outstanding_bytes + size <= MOST_OUTSTANDING_BYTES
        )

    def _on_confirmed(self, size: int, _: RecordMetadata) -> None:
        with self._changed:
            self.confirmed += 1
            self._outstanding_bytes -= size
            self._changed.notify()

    def _on_failed(self, error: BaseException) -> None:
        with self._changed:
            self._failure = self._failure or error
            self._changed.notify()

    def _problem(self, error: BaseException) -> Problem:
        message = (
            f"Kafka at {self._where} did not accept the articles for {self._topic}: "
            f"{error}. Check that it is running; feeding again is safe, ids stay the same"
        )
        return Problem(message, ExitStatus.UNAVAILABLE)


def _delivery_timeout_ms(settings: Settings) -> int:
    """Be as patient with a broker that goes away as with one that is not there yet."""
    shortest = _REQUEST_TIMEOUT_MS + 1000
    return max(round(settings.broker_wait * 1000), shortest)
