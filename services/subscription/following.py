"""Topics change while somebody reads: partitions are added, a topic is deleted and recreated.

kafka-python asks Kafka for its metadata from time to time, but a consumer that assigned its
partitions by hand does not learn what changed. This compares, says it once, and keeps the
assignment true: new partitions are read from their beginning, and a topic that was recreated too,
because its offsets count from zero.
"""

import time
from collections.abc import Sequence
from typing import Final

from kafka import KafkaConsumer, TopicPartition
from kafka.cluster import ClusterMetadata

from tocsin.services.subscription.consumer import METADATA_MAX_AGE_MS
from tocsin.services.topics.waiting import Tell

_LOOK_EVERY_SECONDS: Final = 1.0


def silence(seconds: float, patience: float) -> str | None:
    """Return that Kafka has been silent for longer than it may, or None."""
    return f"Kafka has not answered for {seconds:.0f} s" if seconds > patience else None


def topic_id_of(consumer: KafkaConsumer, name: str) -> str | None:
    """Return Kafka's id of a topic, as the consumer knows it; one recreated has another."""
    found = _cluster_of(consumer).topic_id(name)
    return None if found is None else str(found)


def _cluster_of(consumer: KafkaConsumer) -> ClusterMetadata:
    # the public methods ask Kafka for all topics if one is missing, each time
    cluster: ClusterMetadata = vars(consumer)["_cluster"]
    return cluster


class Following:
    """Keeps a consumer's assignment as the topics are now."""

    def __init__(self, consumer: KafkaConsumer, names: Sequence[str], tell: Tell) -> None:
        self._consumer = consumer
        self._names = names
        self._tell = tell
        self._partitions: dict[str, frozenset[int]] = {}
        self._ids: dict[str, str] = {}
        self._missing: frozenset[str] = frozenset()
        self._look_at = 0.0

    def begin(self) -> list[TopicPartition]:
        """Assign all partitions that there are now and return them; the caller seeks."""
        for name in self._names:
            self._partitions[name] = frozenset(self._consumer.partitions_for_topic(name) or ())
            self._ids[name] = topic_id_of(self._consumer, name) or ""
        return self._assign()

    def id_of(self, name: str) -> str:
        """Return Kafka's id of a topic, as what is polled belongs to it."""
        return self._ids[name]

    def look(self) -> None:
        """Take up what changed; cheap, to be called before each poll."""
        now = time.monotonic()
        if now < self._look_at:
            return
        self._look_at = now + _LOOK_EVERY_SECONDS
        for name in self._names:
            self._look_at_topic(name)

    def trouble(self, patience: float) -> str | None:
        """Return why what is read may not be all, or None.

        Args:
            patience: seconds for which Kafka may be silent.
        """
        if self._missing:
            return f"{', '.join(sorted(self._missing))} does not exist; `tocsin topics` makes it"
        heard = vars(_cluster_of(self._consumer))["_last_successful_refresh_ms"] / 1000
        return silence(time.monotonic() - heard, patience + METADATA_MAX_AGE_MS / 1000)

    def _look_at_topic(self, name: str) -> None:
        partitions = frozenset(_cluster_of(self._consumer).partitions_for_topic(name) or ())
        if not partitions:
            if name not in self._missing:
                self._missing |= {name}
                self._tell(f"{name} was deleted; waiting for it to be made again")
            return
        self._missing -= {name}
        topic_id = topic_id_of(self._consumer, name)
        if topic_id is not None and topic_id != self._ids[name]:
            self._tell(f"{name} was deleted and made again; reading it from its beginning")
            self._ids[name] = topic_id
            self._read_anew(name, partitions, partitions)
        elif added := partitions - self._partitions[name]:
            self._tell(
                f"{name} has {len(partitions)} partitions now, {len(added)} more than before; "
                "reading the new ones from their beginning"
            )
            self._read_anew(name, partitions, added)

    def _read_anew(self, name: str, partitions: frozenset[int], anew: frozenset[int]) -> None:
        self._partitions[name] = partitions
        self._assign()
        self._consumer.seek_to_beginning(*(TopicPartition(name, number) for number in anew))

    def _assign(self) -> list[TopicPartition]:
        partitions = [
            TopicPartition(name, number)
            for name in self._names
            for number in sorted(self._partitions[name])
        ]
        self._consumer.assign(partitions)
        return partitions
