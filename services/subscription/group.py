"""A topic as records that a named subscriber gets, across its own ends: a consumer group."""

from collections.abc import Iterator
from typing import Final

from kafka import TopicPartition
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import KafkaError
from kafka.structs import OffsetAndMetadata

from tocsin.schemas.topics import Topic
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings
from tocsin.services.subscription.consumer import consumer
from tocsin.services.subscription.following import topic_id_of
from tocsin.services.subscription.polling import polled
from tocsin.services.subscription.records import offsets_at
from tocsin.services.subscription.start import Beginning, FromNow
from tocsin.services.topics.waiting import Tell, wait_for_topics

_SESSION_MS: Final = 10_000
"""So soon does another member take over from one that was killed."""
_COMMIT_MS: Final = 5_000


class GroupRecords:
    """Reads a topic as a member of a group; what was done is kept by Kafka.

    A record that was polled and not done comes again, here or to another member: at least once.
    """

    def __init__(
        self, settings: Settings, topic: Topic, group: str, start: Beginning, tell: Tell
    ) -> None:
        """Join the group; at its first start note where it begins.

        Raises:
            Problem: no broker, no topic, or no right to this group.
        """
        wait_for_topics(settings, [topic], tell)
        self._where = settings.bootstrap_servers
        self._name = settings.topic(topic)
        self._group = group
        self._tell = tell
        self._done: dict[TopicPartition, OffsetAndMetadata] = {}
        self._topic_id: str | None = None
        try:
            self._consumer = consumer(
                settings,
                group,
                session_timeout_ms=_SESSION_MS,
                heartbeat_interval_ms=_SESSION_MS // 3,
            )
            self._begin(start)
            self._consumer.subscribe([self._name])
        except KafkaError as error:
            raise self._problem(error) from error

    def poll(self, seconds: float) -> Iterator[ConsumerRecord]:
        """Return what came, waiting for at most `seconds`; each partition in its order.

        Raises:
            Problem: Kafka refuses (a right that is missing).
        """
        try:
            return polled(self._consumer, seconds, self._look, self._goes_on)
        except KafkaError as error:
            raise self._problem(error) from error

    def done(self, record: ConsumerRecord) -> None:
        """Note that a record, and with it those before it in its partition, need not come again."""
        where = TopicPartition(record.topic, record.partition)
        self._done[where] = OffsetAndMetadata(record.offset + 1, "", -1)

    def commit(self) -> None:
        """Let Kafka keep what was done; if it cannot, this is reported, and it comes again."""
        if not self._done:
            return
        try:
            ours = self._consumer.assignment()
            done = {where: at for where, at in self._done.items() if where in ours}
            self._consumer.commit(done, timeout_ms=_COMMIT_MS)
        except KafkaError as error:
            self._tell(f"group {self._group}: its place was not kept ({error}); some come again")
        self._done = {}

    def close(self) -> None:
        """Leave the group, so that another member takes over at once."""
        self.commit()
        self._consumer.close(autocommit=False)

    def _look(self) -> None:
        """Start again if the topic was deleted and recreated: its offsets count from zero.

        kafka-python learns of new partitions by itself, but not of this; Kafka forgets a group's
        offsets of a topic that is deleted, so that a later start needs no such look.
        """
        found = topic_id_of(self._consumer, self._name)
        if found is None or found == self._topic_id:
            return
        if self._topic_id is not None:
            self._tell(f"{self._name} was deleted and made again; reading it from its beginning")
            self._done = {}
            if ours := self._consumer.assignment():  # else they are read again from the beginning
                self._consumer.seek_to_beginning(*ours)
        self._topic_id = found

    def _begin(self, start: Beginning) -> None:
        numbers = self._consumer.partitions_for_topic(self._name) or ()
        partitions = [TopicPartition(self._name, number) for number in sorted(numbers)]
        kept = {one: self._consumer.committed(one) for one in partitions}
        if all(offset is None for offset in kept.values()):
            self._consumer.assign(partitions)
            begins = offsets_at(self._consumer, partitions, start)
            self._consumer.commit(
                {one: OffsetAndMetadata(offset, "", -1) for one, offset in begins.items()}
            )
            self._consumer.unsubscribe()
        elif not isinstance(start, FromNow):
            self._tell(f"group {self._group} goes on where it was; a start is for its first time")

    def _goes_on(self, error: KafkaError) -> None:
        self._tell(f"Kafka at {self._where}: {error}; going on")

    def _problem(self, error: KafkaError) -> Problem:
        message = (
            f"Kafka at {self._where} does not let group {self._group} read {self._name}: {error}"
        )
        return Problem(message, ExitStatus.UNAVAILABLE)
