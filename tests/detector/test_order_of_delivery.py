"""Messages of one key keep their order, also where some must be sent again."""

import asyncio
from collections.abc import Sequence
from typing import Any, cast

import pytest
from aiokafka.errors import (
    KafkaError,
    KafkaTimeoutError,
    RequestTimedOutError,
    TopicAuthorizationFailedError,
)
from aiokafka.structs import RecordMetadata, TopicPartition
from faust import TopicT

from tocsin.services.detector.kafka.confirmed_sends import Delivery, Outgoing
from tocsin.services.detector.metrics import DetectorMetrics

TAKEN = RecordMetadata("alerts", 0, TopicPartition("alerts", 0), 0, None, 0, None)


class Broker:
    """Takes messages as told: each outcome is that of one send, and then all are taken."""

    def __init__(self, outcomes: Sequence[KafkaError | None]) -> None:
        self._outcomes = list(outcomes)
        self.taken: list[tuple[bytes, bytes]] = []

    def get_topic_name(self) -> str:
        return "alerts"

    async def send(self, key: bytes, value: bytes, **_: Any) -> "asyncio.Future[RecordMetadata]":  # noqa: ANN401 - Faust's signature
        confirmation: asyncio.Future[RecordMetadata] = asyncio.get_running_loop().create_future()
        error = self._outcomes.pop(0) if self._outcomes else None
        if isinstance(error, KafkaTimeoutError):
            raise error  # as aiokafka does where its buffer stays full
        if error is None:
            self.taken.append((key, value))
            confirmation.set_result(TAKEN)
        else:
            confirmation.set_exception(error)
        return confirmation


def delivered(broker: Broker, *messages: tuple[bytes, bytes]) -> dict[bytes, bytes]:
    """Send all at once; return the last value of each key, as compaction keeps it."""
    delivery = Delivery(DetectorMetrics())
    topic = cast("TopicT", broker)
    asyncio.run(delivery.confirm([Outgoing(topic, key, value, []) for key, value in messages]))
    return dict(broker.taken)


def test_what_was_sent_again_does_not_become_newer_than_what_follows_it() -> None:
    broker = Broker([RequestTimedOutError(), None, None])

    last = delivered(broker, (b"a", b"revision 1"), (b"b", b"revision 1"), (b"a", b"revision 2"))

    assert last == {b"a": b"revision 2", b"b": b"revision 1"}
    assert broker.taken.count((b"b", b"revision 1")) == 1, "another key needs no repeat"


def test_what_no_further_try_can_mend_is_raised() -> None:
    with pytest.raises(TopicAuthorizationFailedError):
        delivered(Broker([TopicAuthorizationFailedError()]), (b"a", b"revision 1"))


def test_a_buffer_that_stays_full_is_waited_for() -> None:
    broker = Broker([KafkaTimeoutError(), KafkaTimeoutError(), None])

    delivered(broker, (b"a", b"revision 1"), (b"a", b"revision 2"))

    assert broker.taken == [(b"a", b"revision 1"), (b"a", b"revision 2")]
