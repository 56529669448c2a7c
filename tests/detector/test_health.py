import signal
from pathlib import Path

import pytest
from detector.crossings import crossings
from detector_process import detector, eventually
from kafka import KafkaAdminClient
from kafka_records import consume_until, produce

from tocsin.schemas.topics import Topic
from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.broker.ports import free_port
from tocsin.services.judging.state.slot_state import SlotState
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics

pytestmark = pytest.mark.kafka


def test_without_its_broker_a_detector_is_live_and_not_ready_and_still_ends_in_time(
    settings: Settings, tmp_path: Path
) -> None:
    with EmbeddedKafka(
        tmp_path / "kafka", cache_dir=settings.cache_dir, port=free_port("127.0.0.1")
    ) as broker:
        own = settings.model_copy(update={"bootstrap_servers": broker.bootstrap_servers})
        with detector(own, tmp_path) as process:
            process.wait_ready()

            broker.kill()

            eventually(lambda: process.get("/ready")[0] == 503 or None, 10, "/ready says 503")
            assert "Kafka has not answered" in process.get("/ready")[1]
            assert process.get("/live")[0] == 200
            process.send(signal.SIGTERM)
            assert process.ended(within=10) == 0


def test_a_broker_that_comes_back_is_used_again(settings: Settings, tmp_path: Path) -> None:
    port = free_port("127.0.0.1")  # another broker could take the usual one meanwhile
    with EmbeddedKafka(tmp_path / "kafka", cache_dir=settings.cache_dir, port=port) as broker:
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


def test_ready_turns_false_when_messages_come_and_none_is_done(
    settings: Settings, tmp_path: Path
) -> None:
    own = settings.model_copy(update={"ready_patience": 4.0})
    where, topic = own.bootstrap_servers, own.topic(Topic.ARTICLES)
    with detector(own, tmp_path) as process:
        process.wait_ready()
        # what cannot be delivered is tried again for as long as it takes
        delete_topic(own, own.topic(Topic.ALERTS))
        loud = iter(crossings(1_000, loud_every=1))
        produce(where, topic, [next(loud)])

        def stands_still() -> str | None:
            produce(where, topic, [next(loud)])
            status, body = process.get("/ready")
            return body if status == 503 else None

        reason = eventually(stands_still, 15, "/ready says 503")
        assert "makes no progress while messages arrive" in reason
        assert process.get("/live")[0] == 200

        ensure_topics(own)
        consume_until(where, own.topic(Topic.ALERTS), bool)
        process.wait_ready()


def test_ready_is_false_while_the_state_recovers(settings: Settings, tmp_path: Path) -> None:
    ensure_topics(settings)
    where = settings.bootstrap_servers
    state = SlotState().write() + b" " * 400
    many = [(f"0/KEN/protest-{number}".encode(), state) for number in range(10_000)]
    produce(where, settings.changelog_topic, many)

    with detector(settings, tmp_path) as process:
        seen = set()

        def is_ready() -> bool | None:
            status, body = process.get("/ready")
            seen.add((status, body))
            return status == 200 or None

        eventually(is_ready, 60, "/ready says 200")

    # the controls are read at the same time, and are named first
    waited = [body for status, body in seen if status == 503]
    assert any("recovering" in body or "controls are being read" in body for body in waited), seen


def delete_topic(settings: Settings, name: str) -> None:
    admin = KafkaAdminClient(bootstrap_servers=settings.bootstrap_servers)
    try:
        admin.delete_topics([name])
    finally:
        admin.close()
