"""A topic of another shape → raw articles, by a mapping; begun where it was left."""

import difflib
from collections.abc import Iterator

from kafka.errors import KafkaError
from kafka.structs import OffsetAndMetadata, TopicPartition

from tocsin.services.feeder.archives.mapping import ColumnMapping
from tocsin.services.feeder.records import BadLine, InputPosition, RawArticle
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings
from tocsin.services.subscription.consumer import consumer


class OtherTopic:
    """Reads somebody's news topic as a consumer group, which remembers how far it came."""

    def __init__(self, settings: Settings, topic: str, mapping: ColumnMapping) -> None:
        """Join the group.

        Raises:
            Problem: no such topic, or no right to it.
        """
        self._topic = topic
        self._mapping = mapping
        self._batch: list[tuple[TopicPartition, int]] = []
        try:
            self._consumer = consumer(settings, f"{settings.topic_prefix}-feeder-{topic}")
            # empty or None, as the client's version has it
            if not self._consumer.partitions_for_topic(topic):
                raise self._missing(settings)
            self._consumer.subscribe([topic])
        except KafkaError as error:
            message = f"Kafka at {settings.bootstrap_servers} cannot read {topic}: {error}"
            raise Problem(message, ExitStatus.UNAVAILABLE) from error

    def _missing(self, settings: Settings) -> Problem:
        near = difflib.get_close_matches(self._topic, self._consumer.topics(), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        self._consumer.close(autocommit=False)
        message = f"Kafka at {settings.bootstrap_servers} has no topic {self._topic}{hint}"
        return Problem(message, ExitStatus.UNAVAILABLE)

    def batches(self) -> Iterator[list[RawArticle | BadLine]]:
        """Yield what came, forever; an empty list if nothing did for a moment."""
        while True:
            polled = self._consumer.poll(timeout_ms=500)
            found = [record for records in polled.values() for record in records]
            self._batch = [
                (TopicPartition(record.topic, record.partition), record.offset) for record in found
            ]
            yield [
                self._mapping.raw(
                    InputPosition(f"{self._topic}-{record.partition}", element=record.offset),
                    record.value or b"",
                )
                for record in found
            ]

    def commit(self, done: int) -> None:
        """Remember the progress: this many of what was last yielded are with Kafka."""
        last = dict(self._batch[:done])  # offsets rise, so the last of a partition stays
        if last:
            self._consumer.commit(
                {
                    partition: OffsetAndMetadata(offset + 1, "", -1)
                    for partition, offset in last.items()
                }
            )

    def close(self) -> None:
        """Leave the group."""
        self._consumer.close(autocommit=False)
