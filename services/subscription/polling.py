"""One poll of topics, with what all subscribers do if Kafka is away for a moment."""

import heapq
from collections.abc import Callable, Iterator

from kafka import KafkaConsumer
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import RetriableError


def polled(
    consumer: KafkaConsumer,
    seconds: float,
    look: Callable[[], None],
    tell: Callable[[RetriableError], None],
) -> Iterator[ConsumerRecord]:
    """Return what came, each partition in its order, and all in the order in which it was sent.

    Args:
        consumer: that is assigned or subscribed.
        seconds: to wait at most.
        look: takes up how the topics changed, before each poll.
        tell: called with trouble that ends by itself.

    Raises:
        KafkaError: Kafka refuses.
    """
    try:
        look()
        batches = consumer.poll(timeout_ms=round(seconds * 1000))
    except RetriableError as error:
        tell(error)
        return iter(())
    return heapq.merge(*batches.values(), key=lambda record: record.timestamp)
