"""Records that no producer of good will sends: each costs itself, and what follows is judged."""

import asyncio
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from detector.crossings import crossings
from detector_process import detector
from judging.reports import crossing
from kafka import KafkaAdminClient, KafkaProducer
from kafka.admin import ConfigResource, ConfigResourceType
from kafka_records import consume_until, letters_of, produce

from tocsin.schemas.cloudevents import REPLAY, EventKind
from tocsin.schemas.dead_letter import Reason
from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.subscription.records import TopicRecords
from tocsin.services.subscription.start import FromBeginning
from tocsin.services.topics.creation import ensure_topics

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]


@pytest.fixture
def town(settings: Settings) -> Settings:
    settings = settings.model_copy(update={"partitions": 1, "session_timeout": 3.0})
    ensure_topics(settings)
    return settings


class _Bytes(str):
    """A header's name that is not UTF-8: other clients can send it, this one only so."""

    __slots__ = ()

    def encode(self, *_: object) -> bytes:  # type: ignore[override]
        return b"\xff\xfe\x00"


def send(settings: Settings, topic: Topic, *records: dict[str, Any]) -> None:
    async def sent() -> None:
        producer = AIOKafkaProducer(
            bootstrap_servers=settings.bootstrap_servers, max_request_size=8_000_000
        )
        await producer.start()
        for record in records:
            await producer.send_and_wait(settings.topic(topic), **record)
        await producer.stop()

    asyncio.run(sent())


def good(number: int) -> dict[str, Any]:
    key, value = list(crossings(number + 1, loud_every=1))[number]
    return {"key": key, "value": value, "headers": [REPLAY]}


def rings(settings: Settings, count: int) -> None:
    consume_until(
        settings.bootstrap_servers,
        settings.topic(Topic.ALERTS),
        lambda records: len({record.key for record in records}) >= count,
        90,
    )


def test_odd_articles_cost_only_themselves(town: Settings, tmp_path: Path) -> None:
    article = good(0)
    send(
        town,
        Topic.ARTICLES,
        {"key": b"k" * 900_000, "value": b"{"},
        {"key": b"\xff\x00", "value": None},
        {"key": None, "value": b"null"},
        {"value": b"{", "headers": [("tocsin-redriven-from", b"\xff" * 100_000)]},
        {"value": b"{", "headers": [("tocsin-redriven-from", b""), ("ce_type", b"\xff")]},
        {"value": b"{", "headers": [(f"h{number}", b"x" * 9) for number in range(20_000)]},
        {"value": b"{", "headers": [("", b""), ("ce_sequence", b"-1")]},
        {**article, "headers": [REPLAY, ("x", b"\xff" * 500_000)]},
    )

    with detector(town, tmp_path):
        rings(town, 1)
        found = consume_until(
            town.bootstrap_servers, town.topic(Topic.DEAD_LETTERS), lambda some: len(some) >= 7
        )

    assert len(letters_of(found)) == 7


def test_a_header_whose_name_is_not_text_does_not_end_the_reading(
    town: Settings, tmp_path: Path
) -> None:
    send(town, Topic.ARTICLES, good(0))
    send_with_odd_header(town, Topic.ARTICLES, **good(1))
    send(town, Topic.ARTICLES, good(2))
    send_with_odd_header(town, Topic.REPORTS, key=b"SDN", value=b"{")

    with detector(town, tmp_path):
        rings(town, 3)


def test_services_read_past_a_header_whose_name_is_not_text(town: Settings) -> None:
    send_with_odd_header(town, Topic.ALERTS, key=b"x", value=b"{")
    send_with_odd_header(town, Topic.DEAD_LETTERS, key=b"x", value=b"{")

    for topic in (Topic.ALERTS, Topic.DEAD_LETTERS):
        with closing(TopicRecords(town, [topic], FromBeginning(), print)) as records:
            (record,) = records.until_now()
        assert record.value == b"{"
        assert record.headers[0][1] == b"y"


def send_with_odd_header(
    settings: Settings, topic: Topic, key: bytes, value: bytes, **_: object
) -> None:
    producer = KafkaProducer(bootstrap_servers=settings.bootstrap_servers)
    headers = [(_Bytes("x"), b"y"), REPLAY]
    producer.send(settings.topic(topic), value, key, headers).get(timeout=30)
    producer.close()


@pytest.mark.parametrize(
    "sequence", [None, b"", b"x", b"1" * 5_000, b"9" * 400, b"-7", "٣".encode()], ids=repr
)
def test_a_control_without_its_place_among_the_reports_costs_only_itself(
    town: Settings, tmp_path: Path, sequence: bytes | None
) -> None:
    retraction = b'{"kind":"retraction","id":"a1","alert_id":"a1","reason":"x","author":"x"}'
    headers = [("ce_type", EventKind.CONTROL.encode()), ("ce_sequence", sequence)]
    report = crossing("Border Wire", 2_000, published_at=datetime.now(UTC))
    send(
        town,
        Topic.REPORTS,
        {"key": b"SDN", "value": retraction, "headers": headers},
        {"key": b"SDN", "value": None, "headers": headers},
        {"key": report.topic_key, "value": report.write()},
    )

    with detector(town, tmp_path):
        rings(town, 1)


@pytest.mark.parametrize("topic", [Topic.ARTICLES, Topic.REPORTS])
@pytest.mark.parametrize("stamp", [-1, 0, 1, 2**53, 2**63 - 1])
def test_a_time_beyond_the_calendar_ends_nothing(
    town: Settings, tmp_path: Path, topic: Topic, stamp: int
) -> None:
    admin = KafkaAdminClient(bootstrap_servers=town.bootstrap_servers)
    changes = {
        "message.timestamp.type": "CreateTime",
        "message.timestamp.after.max.ms": str(2**63 - 1),
        "message.timestamp.before.max.ms": str(2**63 - 1),
    }
    admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, town.topic(topic), changes)])
    admin.close()
    report = crossing("Border Wire", 2_000, published_at=datetime.now(UTC) - timedelta(hours=1))
    sent = good(0) if topic is Topic.ARTICLES else {"key": b"SDN", "value": report.write()}
    send(
        town,
        topic,
        {"value": b"{", "timestamp_ms": stamp, "partition": 0},
        {**sent, "timestamp_ms": stamp, "partition": 0},
    )

    with detector(town, tmp_path):
        rings(town, 1)


async def test_articles_of_a_transaction_that_was_aborted_are_not_read(
    town: Settings, tmp_path: Path
) -> None:
    producer = AIOKafkaProducer(
        bootstrap_servers=town.bootstrap_servers, transactional_id=f"{town.topic_prefix}-feeder"
    )
    await producer.start()
    for number in range(3):
        await producer.begin_transaction()
        await producer.send_and_wait(town.topic(Topic.ARTICLES), **good(number))
        await (producer.commit_transaction() if number == 1 else producer.abort_transaction())
    await producer.stop()
    produce(town.bootstrap_servers, town.topic(Topic.ARTICLES), [(b"x", b"{")])

    with detector(town, tmp_path) as process:
        found = consume_until(town.bootstrap_servers, town.topic(Topic.DEAD_LETTERS), bool, 90)
        rings(town, 1)
        reports = consume_until(town.bootstrap_servers, town.topic(Topic.REPORTS), bool)
        process.wait_ready()

    assert [letter.reason for letter in letters_of(found)] == [Reason.NOT_JSON]
    assert len(reports) == 1
