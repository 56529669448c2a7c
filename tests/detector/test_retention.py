"""Kafka deletes what a detector has not read yet: that is counted and said, never silent."""

import signal
from pathlib import Path

import pytest
from detector.crossings import crossings
from detector_process import DetectorProcess, detector, eventually
from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka_records import consume_until, produce

from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka


def test_articles_that_kafka_deleted_while_the_detector_was_away_are_counted(
    settings: Settings, tmp_path: Path
) -> None:
    settings = settings.model_copy(update={"partitions": 2})
    ensure_topics(settings)
    with detector(settings, tmp_path) as first:
        feed(settings, 0, 40)
        wait_for_alerts(settings, 40)
        first.send(signal.SIGTERM)  # it acknowledges what it read
        assert first.ended() == 0
    feed(settings, 40, 70)
    delete_all(settings)
    feed(settings, 70, 80)

    with detector(settings, tmp_path) as second:
        wait_for_alerts(settings, 50)

        eventually(lambda: lost(second) == 30 or None, 20, "30 articles are counted as lost")
        assert "messages_lost" in second.log


def test_a_loss_is_counted_though_nothing_came_behind_it(
    settings: Settings, tmp_path: Path
) -> None:
    settings = settings.model_copy(update={"partitions": 2})
    ensure_topics(settings)
    with detector(settings, tmp_path) as process:
        feed(settings, 0, 20)
        wait_for_alerts(settings, 20)
        process.send(signal.SIGTERM)
        assert process.ended() == 0
    feed(settings, 20, 35)
    delete_all(settings)

    with detector(settings, tmp_path) as process:
        eventually(lambda: lost(process) == 15 or None, 30, "15 articles are counted as lost")
        feed(settings, 35, 40)
        wait_for_alerts(settings, 25)

        assert lost(process) == 15


def test_a_first_start_behind_retention_and_a_rebalance_count_no_loss(
    settings: Settings, tmp_path: Path
) -> None:
    settings = settings.model_copy(update={"partitions": 2, "session_timeout": 3.0})
    ensure_topics(settings)
    feed(settings, 0, 20)
    delete_all(settings)
    feed(settings, 20, 30)
    with detector(settings, tmp_path) as first:
        wait_for_alerts(settings, 10)
        other = settings.model_copy(update={"detector_id": "detector-2"})
        with detector(other, tmp_path / "state") as second:
            second.wait_ready()
            feed(settings, 30, 40)
            wait_for_alerts(settings, 20)
        feed(settings, 40, 50)
        wait_for_alerts(settings, 30)

        assert lost(first) == 0


def feed(settings: Settings, begin: int, end: int) -> None:
    some = list(crossings(end, loud_every=1))[begin:]
    produce(settings.bootstrap_servers, settings.topic(Topic.ARTICLES), some)


def wait_for_alerts(settings: Settings, count: int) -> None:
    consume_until(
        settings.bootstrap_servers,
        settings.topic(Topic.ALERTS),
        lambda records: len({record.key for record in records}) >= count,
        within=90,
    )


def delete_all(settings: Settings) -> None:
    """Delete what the articles topic holds, as its retention does."""
    where, name = settings.bootstrap_servers, settings.topic(Topic.ARTICLES)
    consumer = KafkaConsumer(bootstrap_servers=where)
    admin = KafkaAdminClient(bootstrap_servers=where)
    parts = [TopicPartition(name, number) for number in consumer.partitions_for_topic(name)]
    admin.delete_records(dict(consumer.end_offsets(parts)))
    consumer.close()
    admin.close()


def lost(process: DetectorProcess) -> int:
    lines = process.get("/metrics")[1].splitlines()
    found = [line for line in lines if line.startswith("tocsin_messages_lost_total{")]
    return sum(round(float(line.rsplit(" ", 1)[1])) for line in found)
