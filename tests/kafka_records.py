"""Put records on a topic and read them back, with the plain client that users have."""

import time
from collections.abc import Callable, Iterable, Sequence

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.consumer.fetcher import ConsumerRecord

from tocsin.schemas.cloudevents import REPLAY, Headers
from tocsin.schemas.dead_letter import DeadLetter

_LARGEST_REQUEST = 16_000_000


def produce(
    bootstrap: str,
    topic: str,
    records: Iterable[tuple[bytes | None, bytes | None]],
    compression: str | None = None,
    headers: Headers | None = None,
) -> None:
    """Send key and value pairs and return when the broker has confirmed all.

    Articles of the tests are of days long past, so unless told otherwise they are a replay.
    """
    producer = KafkaProducer(
        bootstrap_servers=bootstrap,
        acks="all",
        compression_type=compression,
        linger_ms=5,
        max_request_size=_LARGEST_REQUEST,
        delivery_timeout_ms=240_000,
    )
    said = [REPLAY] if headers is None else headers
    try:
        sent = [producer.send(topic, key=key, value=value, headers=said) for key, value in records]
        producer.flush(timeout=240)
        for future in sent:
            future.get(timeout=30)
    finally:
        producer.close()


def consume_until(
    bootstrap: str,
    topic: str,
    enough: Callable[[Sequence[ConsumerRecord]], bool],
    within: float = 60,
) -> list[ConsumerRecord]:
    """Read a topic from its beginning until it holds enough; fail after `within` seconds."""
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    records: list[ConsumerRecord] = []
    deadline = time.monotonic() + within
    try:
        partitions = [
            TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()
        ]
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
        while not enough(records):
            assert time.monotonic() < deadline, f"{len(records)} records on {topic}, not enough"
            for batch in consumer.poll(timeout_ms=200).values():
                records.extend(batch)
        return records
    finally:
        consumer.close()


def letters_of(records: Sequence[ConsumerRecord]) -> list[DeadLetter]:
    """Read dead letters; a record without a value notes that one was sent in again."""
    return [DeadLetter.read(record.value) for record in records if record.value is not None]


def take_at_most(bootstrap: str, topic: str, size: int) -> None:
    """Let a topic take messages of at most `size` bytes."""
    admin = KafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        limit = {"max.message.bytes": str(size)}
        admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, configs=limit)])
    finally:
        admin.close()
