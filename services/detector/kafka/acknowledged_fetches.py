"""What a fetch brings of a topic goes through Faust as one message: the way past its cost of each.

Faust 0.15.3 takes 70 to 140 µs for every message that it hands to a stream (two tasks and a wait
in the consumer, a queue, an event, sensors, an acknowledgement); reading an article without news
takes a third of that. Here the consumer hands over what a fetch brought of one topic as one
message, its records in the order in which the broker took them, whatever their partition. Who works
through it acknowledges it as a whole, when all that follows from its records is confirmed; a crash
before that fetches all of them again.

Every topic has one agent with `concurrency=1`, so a partition's acknowledgements come in order
and the newest is where it stands. Faust's own bookkeeping (one entry for each offset, holes in
between) is not used: it commits past a hole.
"""

import heapq
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, cast

from aiokafka import ConsumerRecord
from faust import App, Stream, StreamT
from faust.transport.drivers.aiokafka import Consumer, Transport
from faust.types import TP, ConsumerMessage
from faust.types.transports import ConsumerT

from tocsin.services.detector.kafka.commits_with_topic_ids import IdOf
from tocsin.services.detector.kafka.gaps import Gap, Gaps, lost
from tocsin.services.detector.kafka.prompt_consumer import Prepare, PromptConsumer

Record = ConsumerRecord[bytes | None, bytes | None]
"""One message as the broker gave it; its time is in milliseconds."""

_STANDS_FOR_RECORDS: Final = b""


class Fetch(ConsumerMessage):
    """What a fetch brought of one topic; at least one record.

    It travels as a message at the last offset of one partition and acknowledges for all.
    """

    records: Sequence[Record] = ()
    others: Sequence[ConsumerMessage] = ()
    """The last message of every other partition that records are of."""

    def on_final_ack(self, consumer: ConsumerT) -> bool:
        """Acknowledge every partition that records are of."""
        for other in self.others:
            other.on_final_ack(consumer)
        return super().on_final_ack(consumer)


@dataclass(frozen=True, slots=True)
class _OfTopic:
    """Between the fetch and the message that Faust makes of it: records by partition."""

    partitions: Mapping[TP, Sequence[Record]]


class FetchingConsumer(PromptConsumer):
    """A consumer that hands over fetches; changelogs go record by record, as recovery wants.

    What Kafka deleted before it was read is reported: `on_loss`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Faust's signature
        super().__init__(*args, **kwargs)
        self._gaps = Gaps()

    async def perform_seek(self) -> None:
        """Seek to what is committed; from there on nothing may be missing."""
        await super().perform_seek()
        self._gaps.begin(
            {
                tp: offset
                for tp in self.assignment()
                if not self._is_changelog_tp(tp) and (offset := self._committed_offset[tp])
            }
        )

    async def look_for_losses(self) -> None:
        """Tell what was deleted if nothing came since that would show it."""
        parts = [tp for tp in self.assignment() if not self._is_changelog_tp(tp)]
        begins = await self.earliest_offsets(*parts)
        for tp in self._gaps.behind(begins):
            gap = self._gaps.skipped(tp, await self.position(tp) or 0)
            if gap is not None:
                self._tell_loss(gap, begins)

    async def _look_into(self, gap: Gap) -> None:
        self._tell_loss(gap, await self.earliest_offsets(gap.tp))

    def _tell_loss(self, gap: Gap, begins: Mapping[TP, int]) -> None:
        loss = lost(gap, begins)
        if loss is not None:
            cast("FetchingTransport", self.transport).on_loss(loss)

    async def _getmany(self, active_partitions: set[TP] | None, timeout: float) -> Any:  # noqa: ANN401, ASYNC109 - Faust's signature
        fetched: Mapping[TP, list[Record]] = await super()._getmany(active_partitions, timeout)
        handed: dict[TP, list[Any]] = {}
        topics: defaultdict[str, dict[TP, Sequence[Record]]] = defaultdict(dict)
        for tp, records in fetched.items():
            if self._is_changelog_tp(tp):
                handed[tp] = records
            elif records:
                topics[tp.topic][tp] = records
                gap = self._gaps.jump(tp, records[0].offset, records[-1].offset)
                if gap is not None:
                    # beside the fetch: who waits for that may be cancelled
                    self.add_future(self._look_into(gap))
        handed.update((next(iter(parts)), [_OfTopic(parts)]) for parts in topics.values())
        return handed

    def _to_message(self, tp: TP, record: Any) -> ConsumerMessage:  # noqa: ANN401 - Faust's signature
        if not isinstance(record, _OfTopic):
            return super()._to_message(tp, record)
        last, *others = (
            super(FetchingConsumer, self)._to_message(part, records[-1])
            for part, records in record.partitions.items()
        )
        fetch = Fetch(
            last.topic,
            last.partition,
            last.offset,
            last.timestamp,
            last.timestamp_type,
            [],
            None,
            _STANDS_FOR_RECORDS,
            None,
            tp=tp,
            generation_id=last.generation_id,
        )
        fetch.records = tuple(heapq.merge(*record.partitions.values(), key=_taken_at))
        fetch.others = others
        return fetch

    def on_buffer_full(self, tp: TP) -> None:
        """Take no more of the whole topic: a fetch holds all of its partitions."""
        for part in self._partitions_of(tp.topic):
            super().on_buffer_full(part)

    def on_buffer_drop(self, tp: TP) -> None:
        """Take of the whole topic again."""
        for part in self._partitions_of(tp.topic):
            super().on_buffer_drop(part)

    def _partitions_of(self, topic: str) -> list[TP]:
        return [tp for tp in self.assignment() if tp.topic == topic]

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Keep no holes: a fetch is at its last offset, so there always are some."""

    def _new_offset(self, tp: TP) -> int | None:
        """Return the offset after the newest acknowledged one."""
        acknowledged = self._acked[tp]
        if not acknowledged:
            return None
        newest = max(acknowledged)
        acknowledged.clear()
        self._acked_index[tp].clear()
        return newest + 1


class FetchingTransport(Transport):
    """Faust's transport with that consumer."""

    Consumer: ClassVar[type[Consumer]] = FetchingConsumer

    def __init__(
        self, app: App, id_of: IdOf, prepare: Prepare, on_loss: Callable[[Gap], None]
    ) -> None:
        """Begin.

        Args:
            app: whose transport this is.
            id_of: gives Kafka's ids of topics.
            prepare: is given the client before it starts.
            on_loss: called with messages that Kafka deleted before they were read.
        """
        super().__init__(app.conf.broker_consumer, app)
        self.id_of = id_of
        self.prepare = prepare
        self.on_loss = on_loss


class FetchedRecords:
    """The records of a fetch, for as long as they are ours to work on."""

    def __init__(self, fetch: Fetch, app: App) -> None:
        self._fetch = fetch
        self._app = app

    def __iter__(self) -> Iterator[Record]:
        """Yield the records; none any more from the moment of a rebalance.

        Whoever has the partition then fetches the rest again, and its state with it.
        """
        for record in self._fetch.records:
            if not self.is_ours():
                return
            yield record

    def is_ours(self) -> bool:
        """Whether the consumer group is as it was at the fetch."""
        same = self._fetch.generation_id == self._app.consumer_generation_id
        return same and not self._app.rebalancing


async def fetches(stream: StreamT[bytes]) -> AsyncIterator[FetchedRecords]:
    """Yield each fetch; it is acknowledged when the next one is asked for, if it is still ours.

    `noack`, because Faust's own acknowledgement also happens when the work raises or is cancelled.
    """
    unacknowledged = cast("Stream[bytes]", stream).noack()
    async for event in unacknowledged.events():
        fetched = FetchedRecords(cast("Fetch", event.message), cast("App", event.app))
        yield fetched
        if fetched.is_ours():
            await unacknowledged.ack(event)


def _taken_at(record: Record) -> int:
    return record.timestamp
