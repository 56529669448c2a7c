"""Who has a Kafka client as it is installed reads the alerts; who feeds old news is told."""

import subprocess
import sys
from pathlib import Path

import pytest
from detector.crossings import crossings
from detector_process import detector, eventually
from kafka_records import consume_until, produce
from tocsin_command import run

from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(200)]

_PLAIN_CLIENT = """
import sys
for extra in ("zstandard", "cramjam", "lz4", "snappy", "crc32c"):
    sys.modules[extra] = None  # as if it were not installed
from kafka import KafkaConsumer
consumer = KafkaConsumer(
    sys.argv[2], bootstrap_servers=sys.argv[1], auto_offset_reset="earliest",
    consumer_timeout_ms=8000,
)
print(len([record for record in consumer if record.value]))
"""


def test_a_client_without_extras_reads_the_alerts(settings: Settings, tmp_path: Path) -> None:
    ensure_topics(settings)
    where, topic = settings.bootstrap_servers, settings.topic(Topic.ALERTS)
    produce(where, settings.topic(Topic.ARTICLES), crossings(20, loud_every=1))
    with detector(settings, tmp_path):
        alerts = consume_until(where, topic, lambda records: len(records) >= 20, within=90)

    done = subprocess.run(
        [sys.executable, "-c", _PLAIN_CLIENT, where, topic],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.strip() == str(len(alerts)), done.stderr


def test_a_client_without_extras_reads_what_is_fed(settings: Settings, tmp_path: Path) -> None:
    ensure_topics(settings)
    where, topic = settings.bootstrap_servers, settings.topic(Topic.ARTICLES)
    file = tmp_path / "articles.jsonl"
    file.write_bytes(b"".join(value + b"\n" for _, value in crossings(30, loud_every=1)))
    fed = run(settings, ["feed", "--replay", str(file)])
    assert fed.returncode == 0, fed.stderr

    done = subprocess.run(
        [sys.executable, "-c", _PLAIN_CLIENT, where, topic],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.strip() == "30", done.stderr


def test_an_article_too_old_to_ring_is_counted_and_said(settings: Settings, tmp_path: Path) -> None:
    ensure_topics(settings)
    name = settings.topic(Topic.ARTICLES)
    produce(settings.bootstrap_servers, name, crossings(1, loud_every=1), headers=[])
    with detector(settings, tmp_path) as process:
        counted = 'tocsin_alerts_withheld_total{reason="stale"} 1.0'
        eventually(lambda: counted in process.get("/metrics")[1] or None, 90, "it is counted")

        assert "too_old_to_ring" in process.log
        assert 'tocsin_articles_total{outcome="old"} 1.0' in process.get("/metrics")[1]
