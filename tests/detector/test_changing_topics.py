"""The detector's own topics change while it works."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from detector.crossings import crossings
from detector_process import DetectorProcess, detector, eventually
from kafka import KafkaAdminClient, KafkaProducer
from kafka.admin import NewPartitions
from kafka.errors import KafkaError
from kafka_records import consume_until

from tocsin.schemas.cloudevents import REPLAY
from tocsin.schemas.topics import Topic
from tocsin.services.problem import ExitStatus
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]


@pytest.fixture
def town(settings: Settings) -> Settings:
    settings = settings.model_copy(update={"partitions": 2, "session_timeout": 3.0})
    ensure_topics(settings)
    return settings


def test_partitions_added_to_the_articles_are_read_within_a_minute(
    town: Settings, tmp_path: Path
) -> None:
    with detector(town, tmp_path) as process:
        feed(town, range(10), (0, 1))
        rings(town, 10)
        admin = KafkaAdminClient(bootstrap_servers=town.bootstrap_servers)
        admin.create_partitions({town.topic(Topic.ARTICLES): NewPartitions(4)})
        admin.close()
        feed(town, range(10, 40), (2, 3))

        rings(town, 40, within=60)

        process.wait_ready()
        name = town.topic(Topic.ARTICLES)
        seen = f'tocsin_consumer_lag{{partition="3",topic="{name}"}} 0.0'
        eventually(lambda: seen in process.get("/metrics")[1] or None, 20, "its lag is shown")


def test_articles_made_again_are_read_from_their_beginning(town: Settings, tmp_path: Path) -> None:
    with detector(town, tmp_path) as process:
        process.wait_ready()
        feed(town, range(20), (0, 1))
        rings(town, 20)
        make_again(town, process, Topic.ARTICLES)
        feed(town, range(20, 80), (0, 1))
        status = process.ended(within=60)
        assert status == ExitStatus.UNAVAILABLE
        said = process.log.splitlines()[-1]
        assert said.startswith(
            f"tocsin: {town.topic(Topic.ARTICLES)} was deleted and created again."
        )

    with detector(town, tmp_path):
        rings(town, 80)


def test_reports_made_again_are_judged_from_their_beginning(town: Settings, tmp_path: Path) -> None:
    with detector(town, tmp_path) as process:
        process.wait_ready()
        feed(town, range(40), (0, 1))
        rings(town, 40)
        make_again(town, process, Topic.REPORTS)
        feed(town, range(40, 50), (0, 1))
        assert process.ended(within=60) == ExitStatus.UNAVAILABLE

    with detector(town, tmp_path):
        rings(town, 50)


def feed(settings: Settings, numbers: Iterable[int], partitions: tuple[int, ...]) -> None:
    """Put articles, each of which rings, onto these partitions in turn."""
    all_ = list(crossings(100, loud_every=1))
    producer = KafkaProducer(bootstrap_servers=settings.bootstrap_servers)
    for number in numbers:
        key, value = all_[number]
        partition = partitions[number % len(partitions)]
        eventually(
            lambda key=key, value=value, partition=partition: _sent(  # type: ignore[misc]
                producer, settings.topic(Topic.ARTICLES), (key, value, partition)
            ),
            30,
            "Kafka takes it",
        )
    producer.close()


def _sent(producer: KafkaProducer, topic: str, one: tuple[bytes, bytes, int]) -> bool | None:
    key, value, partition = one
    try:
        producer.send(topic, value, key, [REPLAY], partition).get(timeout=30)
    except (KafkaError, AssertionError):  # it does not know the new topic or partition yet
        return None
    return True


def make_again(settings: Settings, process: DetectorProcess, topic: Topic) -> None:
    """Delete a topic, see that the detector says so, and make it again."""
    admin = KafkaAdminClient(bootstrap_servers=settings.bootstrap_servers)
    admin.delete_topics([settings.topic(topic)])
    admin.close()

    def not_ready() -> bool | None:
        return (process.get("/ready")[0] == 503) or None

    eventually(not_ready, 30, "/ready says 503")
    ensure_topics(settings)


def rings(settings: Settings, count: int, within: float = 90) -> None:
    consume_until(
        settings.bootstrap_servers,
        settings.topic(Topic.ALERTS),
        lambda records: len({record.key for record in records}) >= count,
        within,
    )
