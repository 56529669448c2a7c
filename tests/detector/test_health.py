import signal
from pathlib import Path

import pytest
from detector.crossings import crossings
from detector_process import DetectorProcess, detector, eventually
from kafka_records import consume_until, produce

from schemas.topics import Topic
from services.broker.embedded import EmbeddedKafka
from services.settings import Settings

pytestmark = pytest.mark.kafka


def test_ready_follows_the_broker_and_live_does_not(settings: Settings, tmp_path: Path) -> None:
    with EmbeddedKafka(tmp_path / "kafka", cache_dir=settings.cache_dir) as broker:
        own = settings.model_copy(
            update={"bootstrap_servers": broker.bootstrap_servers, "ready_patience": 2.0}
        )
        with detector(own, tmp_path) as process:
            process.wait_ready()

            broker.kill()

            eventually(lambda: process.get("/ready")[0] == 503 or None, 12, "/ready says 503")
            assert "Kafka has not answered" in process.get("/ready")[1]
            assert process.get("/live")[0] == 200


def test_a_broker_that_comes_back_is_used_again(settings: Settings, tmp_path: Path) -> None:
    with EmbeddedKafka(tmp_path / "kafka", cache_dir=settings.cache_dir) as broker:
        own = settings.model_copy(update={"bootstrap_servers": broker.bootstrap_servers})
        with detector(own, tmp_path) as process:
            process.wait_ready()
            broker.kill()
            broker.start()
            produce(own.bootstrap_servers, own.topic(Topic.ARTICLES), crossings(1, loud_every=1))

            consume_until(own.bootstrap_servers, own.topic(Topic.ALERTS), bool, within=90)

            process.wait_ready()
            assert process.log.count("\n") < 200


def test_sigterm_ends_a_working_detector_with_status_0(settings: Settings, tmp_path: Path) -> None:
    with detector(settings, tmp_path) as process:
        process.wait_ready()
        process.send(signal.SIGTERM)

        assert process.ended(within=10) == 0


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"rules": Path("/nowhere/at/all.yaml")}, "all.yaml"),
        ({"http_port": 1, "http_host": "203.0.113.1"}, "TOCSIN_HTTP_PORT"),
        ({"bootstrap_servers": "127.0.0.1:1", "broker_wait": 1.0}, "127.0.0.1:1"),
    ],
)
def test_a_wrong_start_ends_with_one_clear_line_and_no_traceback(
    settings: Settings, tmp_path: Path, changes: dict[str, object], told: str
) -> None:
    process = DetectorProcess(settings.model_copy(update=changes), tmp_path / "log")

    assert process.ended(within=30) >= 2
    assert process.log.splitlines()[-1].startswith("tocsin: ")
    assert told in process.log
    assert "Traceback" not in process.log
