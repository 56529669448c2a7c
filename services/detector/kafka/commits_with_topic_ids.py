"""Acknowledgements that say which topic they are of.

Kafka keeps an offset for a consumer group by the topic's name. It forgets the offsets of a topic
that is deleted, but a consumer that has not noticed commits old ones to the new topic, and what
comes before them would never be read. So each commit carries Kafka's id of the topic as its
metadata, and a start goes by those of its own topics alone.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from aiokafka import AIOKafkaConsumer
from aiokafka.structs import OffsetAndMetadata, TopicPartition
from faust.types import TP

IdOf = Callable[[str], str]
"""Gives Kafka's id of a topic, by its name."""

Commit = Callable[[Mapping[TopicPartition, OffsetAndMetadata]], Awaitable[None]]

_ID_LENGTH: Final = 36


def commit_with_ids(consumer: AIOKafkaConsumer, id_of: IdOf) -> None:
    """Let a consumer's commits carry the ids of their topics."""
    commit: Commit = consumer.commit

    async def commit_known(offsets: Mapping[TopicPartition, OffsetAndMetadata]) -> None:
        await commit(
            {
                part: OffsetAndMetadata(known.offset, id_of(part.topic))
                for part, known in offsets.items()
            }
        )

    # Faust calls it, and gives no way to add metadata
    consumer.commit = commit_known  # type: ignore[method-assign, assignment]


async def of_earlier_topics(
    consumer: AIOKafkaConsumer, parts: Sequence[TP], id_of: IdOf
) -> set[TP]:
    """Return the partitions whose commits are those of an earlier topic of that name."""
    coordinator = vars(consumer)["_coordinator"]  # `committed` leaves the metadata out
    known = await coordinator.fetch_committed_offsets([TopicPartition(*part) for part in parts])
    return {
        TP(*part)
        for part, commit in known.items()
        # versions before this one committed without an id
        if len(commit.metadata or "") == _ID_LENGTH and commit.metadata != id_of(part.topic)
    }
