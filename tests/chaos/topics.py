"""What a fault does to topics, as somebody with Kafka's tools would."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from detector_process import eventually
from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.admin import NewPartitions
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import KafkaError

from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.subscription.records import TopicRecords
from tocsin.services.subscription.start import FromBeginning
from tocsin.services.topics import ensure_topics


class Topics:
    """The topics of the play."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def add_partitions(self, topic: Topic, more: int) -> None:
        name = self._settings.topic(topic)
        with self._consumer() as consumer, self._admin() as admin:
            count = len(consumer.partitions_for_topic(name)) + more
            admin.create_partitions({name: NewPartitions(count)})

    def delete(self, topic: Topic) -> None:
        with self._admin() as admin:
            admin.delete_topics([self._settings.topic(topic)])

    def make_again(self, topic: Topic) -> None:
        """Make a topic that was deleted, once Kafka has let go of it."""
        name = self._settings.topic(topic)

        def made() -> bool | None:
            try:
                ensure_topics(self._settings)
            except KafkaError:
                return None
            with self._admin() as admin:
                return name in {one["name"] for one in admin.describe_topics()} or None

        eventually(made, 60, f"{name} is there again")

    def values(self, topic: Topic) -> list[bytes]:
        """Return what a topic holds, without deletions."""
        return [record.value for record in self.records(topic) if record.value is not None]

    def records(self, topic: Topic) -> Iterator[ConsumerRecord]:
        """Yield what a topic holds; each partition in its order."""
        with closing(TopicRecords(self._settings, [topic], FromBeginning(), print)) as records:
            yield from records.until_now()

    def count(self, topic: Topic) -> int:
        """Return how many messages came to a topic since it was made."""
        with self._consumer() as consumer:
            return sum(consumer.end_offsets(self._partitions(consumer, topic)).values())

    def unread(self) -> int:
        """Return how many messages the detectors have not acknowledged yet."""
        with self._consumer() as consumer:
            partitions = [
                part
                for topic in (Topic.ARTICLES, Topic.REPORTS, Topic.STEPS)
                for part in self._partitions(consumer, topic)
            ]
            ends = consumer.end_offsets(partitions)
            return sum(end - (consumer.committed(part) or 0) for part, end in ends.items())

    def delete_unread_articles(self) -> list[ConsumerRecord]:
        """Delete all articles, as retention would; return those that nobody has acknowledged."""
        with self._consumer() as consumer, self._admin() as admin:
            ends = consumer.end_offsets(self._partitions(consumer, Topic.ARTICLES))
            begins = {part: consumer.committed(part) or 0 for part in ends}
            consumer.assign(list(ends))
            for part, offset in begins.items():
                consumer.seek(part, offset)
            found: list[ConsumerRecord] = []
            while any(consumer.position(part) < end for part, end in ends.items()):
                for records in consumer.poll(timeout_ms=500).values():
                    found.extend(records)
            admin.delete_records(dict(ends))
            return found

    def _partitions(self, consumer: KafkaConsumer, topic: Topic) -> list[TopicPartition]:
        name = self._settings.topic(topic)
        numbers = consumer.partitions_for_topic(name) or ()
        return [TopicPartition(name, number) for number in numbers]

    @contextmanager
    def _admin(self) -> Iterator[KafkaAdminClient]:
        admin = KafkaAdminClient(bootstrap_servers=self._settings.bootstrap_servers)
        try:
            yield admin
        finally:
            admin.close()

    @contextmanager
    def _consumer(self) -> Iterator[KafkaConsumer]:
        """Look as the detectors' group, without joining it."""
        consumer = KafkaConsumer(
            bootstrap_servers=self._settings.bootstrap_servers,
            group_id=self._settings.application_id,
            enable_auto_commit=False,
            bootstrap_timeout_ms=5_000,
        )
        try:
            yield consumer
        finally:
            consumer.close()
