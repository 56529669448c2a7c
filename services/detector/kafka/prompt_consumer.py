"""A consumer that hears of a record when it comes, whatever else it waits for.

Faust 0.15.3 and aiokafka 0.14 delay a record on its way to its stream by two waits:

- a fetch names the partitions that it wants. One under way does not know of a topic that takes
  records again since; until it ends nothing of that topic is handed over;
- aiokafka has one request at a time under way to a broker, for the partitions of which it holds
  no records. While that request waits for records (Faust lets it wait 1.5 s and has no setting),
  none is asked for those that were emptied since.

Both waits are made short here.
"""

from collections.abc import Callable
from typing import Any, Final

from aiokafka import AIOKafkaConsumer
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Transport
from faust.types import TP

from tocsin.services.detector.kafka.commits_with_topic_ids import commit_with_ids
from tocsin.services.detector.kafka.lenient_fetcher import read_any_header_name
from tocsin.services.detector.kafka.recovery import PinnedConsumer, id_of_topics

Prepare = Callable[[AIOKafkaConsumer], None]
"""Does something to a client that is not started yet."""

_LONGEST_REQUEST_MS: Final = 100
"""How long a broker with nothing to send waits with its answer before it is asked again."""

_ISOLATION: Final = "read_committed"

_LONGEST_FETCH_OF_SOME: Final = 0.01
"""Seconds; if a topic is full just now, for it may take records again any moment."""


class _PromptThread(AIOKafkaConsumerThread):
    """Faust's thread with aiokafka's consumer in it."""

    def _create_worker_consumer(self, transport: Transport) -> AIOKafkaConsumer:
        consumer = super()._create_worker_consumer(transport)
        read_any_header_name()
        consumer._fetch_max_wait_ms = _LONGEST_REQUEST_MS  # noqa: SLF001 - Faust passes no option on
        # what a producer took back was never said
        consumer._isolation_level = _ISOLATION  # noqa: SLF001 - the same
        commit_with_ids(consumer, id_of_topics(transport))
        prepare: Prepare = vars(transport)["prepare"]  # our transport has it
        prepare(consumer)
        return consumer


class PromptConsumer(PinnedConsumer):
    """A consumer whose fetches wait for no longer than they may."""

    def _new_consumer_thread(self) -> AIOKafkaConsumerThread:
        return _PromptThread(self, loop=self.loop, beacon=self.beacon)

    async def _getmany(self, active_partitions: set[TP] | None, timeout: float) -> Any:  # noqa: ANN401, ASYNC109 - Faust's signature
        # what was given away in a rebalance may still be among the full ones
        full = self._buffered_partitions.difference(active_partitions or ())
        if full and not full.isdisjoint(self.assignment()):
            timeout = min(timeout, _LONGEST_FETCH_OF_SOME)
        return await super()._getmany(active_partitions, timeout)
