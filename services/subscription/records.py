"""Topics as records: assigned and sought by hand, so that any number can read along."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kafka import KafkaConsumer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import KafkaError

from tocsin.schemas.topics import Topic
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings
from tocsin.services.subscription.consumer import consumer
from tocsin.services.subscription.following import Following
from tocsin.services.subscription.polling import polled
from tocsin.services.subscription.start import (
    Beginning,
    FromBeginning,
    FromNow,
    FromOffsets,
    FromTime,
    Start,
)
from tocsin.services.topics.waiting import Tell, wait_for_topics

_PATIENCE_SECONDS: Final = 1.0


class TopicRecords:
    """Reads topics; survives a broker that goes away and comes back."""

    def __init__(
        self, settings: Settings, topics: Sequence[Topic], start: Start, tell: Tell
    ) -> None:
        """Wait for the topics and take up the position: what is sent after this is not missed.

        Raises:
            Problem: no broker or no topic.
        """
        wait_for_topics(settings, topics, tell)
        self._where = settings.bootstrap_servers
        self._names = [settings.topic(topic) for topic in topics]
        self._tell = tell
        try:
            self._consumer = consumer(settings)
            self._following = Following(self._consumer, self._names, tell)
            self._take_up(start)
        except KafkaError as error:
            raise self._problem(error) from error

    def poll(self, seconds: float) -> Iterator[ConsumerRecord]:
        """Return what came, waiting for at most `seconds`; each partition in its order.

        Raises:
            Problem: Kafka refuses (a right that is missing).
        """
        try:
            return polled(self._consumer, seconds, self._following.look, self._goes_on)
        except KafkaError as error:
            raise self._problem(error) from error

    def behind(self, within: float, topic: str | None = None) -> int | None:
        """Return how many records Kafka holds that were not polled yet.

        Args:
            within: seconds.
            topic: the name of one, or None for all.

        Returns:
            None if Kafka does not answer in time.
        """
        try:
            partitions = [tp for tp in self._consumer.assignment() if topic in {None, tp.topic}]
            ends = self._consumer.end_offsets(partitions, timeout_ms=round(within * 1000))
            left = (end - self._consumer.position(at) for at, end in ends.items())
            return sum(max(0, int(records)) for records in left)
        except (KafkaError, KeyError):  # kafka-python's answer for a topic that is gone
            return None

    def until_now(self) -> Iterator[ConsumerRecord]:
        """Yield what the topics hold at this moment, then end.

        Raises:
            Problem: Kafka refuses, or goes away and stays away.
        """
        try:
            ends = self._consumer.end_offsets(list(self._consumer.assignment()))
            while any(self._consumer.position(tp) < end for tp, end in ends.items()):
                yield from self.poll(_PATIENCE_SECONDS)
        except KafkaError as error:
            raise self._problem(error) from error

    def positions(self) -> dict[tuple[str, int], int]:
        """Return the next offset of each partition, by topic and partition."""
        return {
            (tp.topic, tp.partition): self._consumer.position(tp)
            for tp in self._consumer.assignment()
        }

    def topic_id(self, name: str) -> str:
        """Return Kafka's id of a topic that is read: one recreated has another."""
        return self._following.id_of(name)

    def topic_ids(self) -> dict[str, str]:
        """Return Kafka's ids of all topics that are read, by name."""
        return {name: self.topic_id(name) for name in self._names}

    def trouble(self, patience: float) -> str | None:
        """Return why what is read may not be all, or None; Kafka may be silent for so long."""
        return self._following.trouble(patience)

    def close(self) -> None:
        """Leave Kafka."""
        self._consumer.close()

    def _take_up(self, start: Start) -> None:
        partitions = self._following.begin()
        for partition, offset in self._offsets(partitions, start).items():
            self._consumer.seek(partition, offset)

    def _offsets(self, partitions: list[TopicPartition], start: Start) -> dict[TopicPartition, int]:
        match start:
            case FromOffsets(known, ids):
                begins = self._consumer.beginning_offsets(partitions)
                for name in self._made_again(ids):
                    self._tell(
                        f"{name} was deleted and made again since; reading it from its beginning"
                    )
                    known = {where: at for where, at in known.items() if where[0] != name}
                return {
                    partition: known.get((partition.topic, partition.partition), begins[partition])
                    for partition in partitions
                }
            case _:
                return offsets_at(self._consumer, partitions, start)

    def _made_again(self, ids: Mapping[str, str]) -> list[str]:
        """Return the topics that have another id than in `ids`."""
        return [name for name in self._names if ids.get(name, "") not in {"", self.topic_id(name)}]

    def _goes_on(self, error: KafkaError) -> None:
        self._tell(f"Kafka at {self._where}: {error}; going on")

    def _problem(self, error: KafkaError) -> Problem:
        message = f"Kafka at {self._where} cannot read {', '.join(self._names)}: {error}"
        return Problem(message, ExitStatus.UNAVAILABLE)


def offsets_at(
    reader: KafkaConsumer,
    partitions: list[TopicPartition],
    start: Beginning,
) -> dict[TopicPartition, int]:
    """Return where each partition begins.

    They are looked up at once: a lazy seek to the end would miss what comes till then.
    """
    match start:
        case FromBeginning():
            return dict(reader.beginning_offsets(partitions))
        case FromNow():
            return dict(reader.end_offsets(partitions))
        case FromTime(moment):
            stamp = max(0, round(moment.timestamp() * 1000))
            ends = reader.end_offsets(partitions)
            found = reader.offsets_for_times(dict.fromkeys(partitions, stamp))
            # a partition without so late a message begins at its end
            return {
                partition: ends[partition] if at is None else at.offset
                for partition, at in found.items()
            }
