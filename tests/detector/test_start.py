"""A start that cannot go well ends with one clear line and a status; no traceback."""

from pathlib import Path

import pytest
from detector.crossings import crossings
from detector_process import DetectorProcess, detector
from kafka import KafkaAdminClient
from kafka_records import consume_until, produce
from tocsin_command import run

from tocsin.schemas.topics import Topic
from tocsin.services.problem import ExitStatus
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics

pytestmark = pytest.mark.kafka


def make_topic(settings: Settings, name: str, partitions: int) -> None:
    admin = KafkaAdminClient(bootstrap_servers=settings.bootstrap_servers)
    try:
        admin.create_topics({name: {"num_partitions": partitions, "replication_factor": 1}})
        admin.wait_for_topics([name])
    finally:
        admin.close()


def assert_one_clear_line(process: DetectorProcess, told: str, status: ExitStatus) -> None:
    assert process.ended(within=90) == status
    *_, last = process.log.splitlines()
    assert last.startswith("tocsin: ")
    assert told in last
    assert "Traceback" not in process.log


@pytest.mark.parametrize(
    ("changes", "told", "status"),
    [
        ({"rules": Path("/nowhere/at/all.yaml")}, "all.yaml", ExitStatus.MISUSE),
        (
            {"http_port": 1, "http_host": "203.0.113.1"},
            "TOCSIN_HTTP_PORT",
            ExitStatus.UNAVAILABLE,
        ),
        (
            {"bootstrap_servers": "127.0.0.1:1", "broker_wait": 1.0},
            "127.0.0.1:1",
            ExitStatus.UNAVAILABLE,
        ),
        ({"state_dir": Path("/proc/tocsin")}, "TOCSIN_STATE_DIR", ExitStatus.UNAVAILABLE),
        ({"partitions": 0}, "TOCSIN_PARTITIONS", ExitStatus.MISUSE),
        ({"session_timeout": 0.1}, "TOCSIN_SESSION_TIMEOUT", ExitStatus.MISUSE),
        ({"session_timeout": 299.0}, "TOCSIN_SESSION_TIMEOUT", ExitStatus.MISUSE),
    ],
)
def test_a_wrong_setting_is_named(
    settings: Settings, tmp_path: Path, changes: dict[str, object], told: str, status: ExitStatus
) -> None:
    process = DetectorProcess(settings.model_copy(update=changes), tmp_path / "log")

    assert_one_clear_line(process, told, status)


def test_a_changelog_of_another_size_is_named(settings: Settings, tmp_path: Path) -> None:
    make_topic(settings, settings.topic(Topic.REPORTS), 3)
    make_topic(settings, settings.changelog_topic, 2)

    process = DetectorProcess(settings, tmp_path / "log")

    assert_one_clear_line(process, settings.changelog_topic, ExitStatus.UNAVAILABLE)


def test_steps_on_several_partitions_are_named(settings: Settings, tmp_path: Path) -> None:
    make_topic(settings, settings.topic(Topic.STEPS), 2)

    process = DetectorProcess(settings, tmp_path / "log")

    assert_one_clear_line(process, "must have one", ExitStatus.UNAVAILABLE)


def test_topics_of_another_size_than_the_setting_are_judged_as_they_are(
    settings: Settings, tmp_path: Path
) -> None:
    """TOCSIN_PARTITIONS is for topics that are made; what is there counts."""
    make_topic(settings, settings.topic(Topic.REPORTS), 7)
    ensure_topics(settings)
    articles = list(crossings(39, loud_every=1))
    produce(settings.bootstrap_servers, settings.topic(Topic.ARTICLES), articles)

    with detector(settings, tmp_path):
        records = consume_until(
            settings.bootstrap_servers,
            settings.topic(Topic.ALERTS),
            lambda records: len({record.key for record in records}) == len(articles),
        )

    assert {record.partition for record in records} <= set(range(4))


def test_a_service_without_a_broker_says_so_once_and_ends(
    settings: Settings,
) -> None:
    nowhere = settings.model_copy(update={"bootstrap_servers": "127.0.0.1:1", "broker_wait": 1.5})
    for arguments in (["topics"], ["watch"], ["dead-letters", "list"]):
        done = run(nowhere, arguments)
        assert done.returncode == ExitStatus.UNAVAILABLE, arguments
        assert len(done.stderr.splitlines()) == 2, done.stderr
        assert done.stderr.startswith("waiting for Kafka"), done.stderr
