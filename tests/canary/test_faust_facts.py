"""Facts about Faust that Tocsin stands on; an upgrade that changes one fails here.

A fact that can be asked is asked. The others were measured on a real broker, and rest on a few
functions of Faust: their code is compared by its hash. Where one differs, read what changed, see
whether the fact still holds (tests/detector/test_delivery.py and `make chaos` measure), and write
the new hash.
"""

import inspect
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from typing import Any

import faust
import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.consumer import fetcher
from faust.app.base import App
from faust.streams import Stream
from faust.tables.base import Collection
from faust.tables.manager import TableManager
from faust.tables.recovery import Recovery
from faust.topics import Topic
from faust.transport.consumer import Consumer
from faust.transport.drivers import aiokafka
from faust.types.auth import SASLMechanism

FACTS: dict[str, dict[Callable[..., Any] | property, str]] = {
    "1: exactly_once leaves sends to sink topics untransacted": {
        Topic.publish_message: "4ce1cbc35304",
        aiokafka.Producer.send: "0b5bd08f52e5",
    },
    "2: a stream acknowledges by itself on exceptions, unless noack": {
        Stream.noack: "921a6f5c674d",
        Stream.events: "c62f4dd3a73f",
        Stream._py_aiter: "3a48ee257a65",
        Stream.ack: "32d7171a89b0",
    },
    "3: a hole in the acknowledged offsets is committed past": {
        Consumer.ack: "5fcf41cf4515",
        Consumer._new_offset: "1d2c7ea89a7a",
        Consumer._add_gap: "4df2573ded7c",
        Consumer._commit_offsets: "1a6979904118",
    },
    "5 and 7: what a rebalance drops, commits and fetches again": {
        Consumer.on_partitions_revoked: "d04b7ae72c6f",
        App._on_partitions_revoked: "d5c895bbe57d",
        App._on_partitions_assigned: "de932b7927db",
    },
    "8 and 11: what a table sends to its changelog, unconfirmed": {
        Collection.send_changelog: "3dd3884e1b5f",
        Collection.on_recovery_completed: "b1526fb39ea0",
    },
    "10: how a consumer hands over what it fetched": {
        Consumer.getmany: "4b168d84882a",
        Consumer._wait_next_records: "6218e1969a63",
        Consumer._drain_messages: "44a2500309e8",
        Consumer.on_buffer_full: "c8961679e0bc",
        Consumer.on_buffer_drop: "4b57e8a418d5",
        aiokafka.Consumer._getmany: "f9d47aa9010b",
        aiokafka.Consumer._to_message: "7c24f6511b2f",
        aiokafka.AIOKafkaConsumerThread.getmany: "26fc5fc9f3b6",
    },
    "12: recovery fetches before it seeks, which ours turns round": {
        Recovery.on_recovery_completed: "6ef567acf072",
        Consumer.perform_seek: "0e8c130ff4b0",
        TableManager.recovery: "f0bf5de78b4c",
    },
    "and how it is let in": {
        aiokafka.AIOKafkaConsumerThread._create_worker_consumer: "c2701bfc3e6f",
    },
}


def test_faust_is_the_version_that_was_measured() -> None:
    assert version("faust-streaming") == "0.15.3"


@pytest.mark.parametrize("fact", FACTS)
def test_the_code_that_a_fact_rests_on_is_as_it_was(fact: str) -> None:
    for function, known in FACTS[fact].items():
        code = function.fget if isinstance(function, property) else function
        assert code is not None
        found = sha256(inspect.getsource(code).encode()).hexdigest()[:12]
        assert found == known, f"{fact}: {code.__qualname__} changed"


def test_the_defaults_that_we_change_are_still_as_bad() -> None:
    conf = faust.App("canary").conf

    assert conf.broker_session_timeout == 60.0  # fact 6
    assert conf.stream_wait_empty is True  # fact 3: SIGTERM hangs
    assert conf.processing_guarantee.name == "AT_LEAST_ONCE"
    assert conf.web_enabled is True  # fact 9


async def test_health_finds_the_committed_offsets_where_it_looks() -> None:
    app = faust.App("canary", broker="kafka://127.0.0.1:1")

    assert vars(app.consumer)["_committed_offset"] == {}


def test_records_are_parsed_where_we_make_their_reading_lenient() -> None:
    code = inspect.getsource(fetcher.Fetcher._proc_fetch_request)

    assert "records = MemoryRecords(part_data[-1])" in code
    assert "partition_records = PartitionRecords(" in code


async def test_only_what_is_committed_is_read_where_we_say_so() -> None:
    consumer = AIOKafkaConsumer(bootstrap_servers="127.0.0.1:1", isolation_level="read_committed")

    assert vars(consumer)["_isolation_level"] == "read_committed"


async def test_the_longest_wait_of_a_request_is_where_we_set_it() -> None:
    consumer = AIOKafkaConsumer(bootstrap_servers="127.0.0.1:1", fetch_max_wait_ms=1500)

    assert vars(consumer)["_fetch_max_wait_ms"] == 1500


def test_every_mechanism_of_ours_is_known_to_faust() -> None:
    ours = {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"}

    assert ours <= {mechanism.value for mechanism in SASLMechanism}
