"""Send to the articles topic from asyncio, and return when the broker has it."""

import asyncio
from contextlib import suppress
from threading import Lock
from typing import Final

from kafka import KafkaProducer
from kafka.errors import KafkaError
from kafka.producer.future import FutureRecordMetadata

from tocsin.schemas.topics import Topic
from tocsin.services.feeder.producer import article_producer_arguments
from tocsin.services.feeder.records import ArticleMessage
from tocsin.services.settings import Settings

_PATIENCE: Final = 5.0


class ConfirmedSends:
    """Confirmed sends. After a failure the producer is recreated with the next message."""

    def __init__(self, settings: Settings) -> None:
        self._arguments = article_producer_arguments(settings)
        self._topic = settings.topic(Topic.ARTICLES)
        self._producer: KafkaProducer | None = None
        self._lock = Lock()
        self.trouble: str | None = None
        """Why the last send failed; None if it arrived."""

    async def send(self, message: ArticleMessage) -> None:
        """Return when all in-sync replicas have the message.

        Raises:
            KafkaError: they do not, as far as is known.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()

        def settle(error: BaseException | None) -> None:
            if done.done():
                return
            if error is None:
                done.set_result(None)
            else:
                done.set_exception(error)

        def tell(error: BaseException | None) -> None:
            with suppress(RuntimeError):  # the loop has ended: nobody waits any more
                loop.call_soon_threadsafe(settle, error)

        try:
            # in a thread: it waits for metadata while the broker is away
            future = await asyncio.to_thread(self._hand_over, message)
            future.add_callback(lambda _: tell(None))
            future.add_errback(tell)
            await done
        except KafkaError as error:
            self.trouble = f"{type(error).__name__}: {error}"
            await asyncio.to_thread(self._give_up)
            raise
        self.trouble = None

    async def close(self) -> None:
        """Leave Kafka; what is on its way has some seconds to arrive."""
        if self._producer is not None:
            with suppress(KafkaError):
                await asyncio.to_thread(self._producer.close, _PATIENCE)

    def _hand_over(self, message: ArticleMessage) -> FutureRecordMetadata:
        with self._lock:
            if self._producer is None:
                self._producer = KafkaProducer(**self._arguments)
            producer = self._producer
        future: FutureRecordMetadata = producer.send(
            self._topic, key=message.key, value=message.value, headers=message.headers
        )
        return future

    def _give_up(self) -> None:
        with self._lock:
            producer, self._producer = self._producer, None
        if producer is not None:
            with suppress(KafkaError):
                producer.close(timeout=0)
