"""Secrets and articles are in no log, error, argument or dead letter: they are searched for."""

import json
import signal
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from detector.crossings import article
from detector_process import DetectorProcess, detector, eventually
from doors.conftest import As, ClosedKafka
from kafka import KafkaProducer
from pydantic import SecretStr
from tocsin_command import run

from tocsin.schemas.cloudevents import REPLAY
from tocsin.schemas.topics import Topic
from tocsin.services.acl.rights import Service
from tocsin.services.connection import connection
from tocsin.services.settings import Settings

pytestmark = pytest.mark.kafka

MARK = "quetzalcoatlus"
"""A word of the articles that stands nowhere else."""
LOUD = "1,037 soldiers of the {} brigade crossed the border into Kenya on Monday, officials said."


def secret_of(settings: Settings) -> str:
    assert settings.sasl_password is not None
    return settings.sasl_password.get_secret_value()


def arguments_of_all_processes() -> str:
    return subprocess.run(
        ["ps", "-A", "-ww", "-o", "args="], capture_output=True, text=True, check=True
    ).stdout


def feed(settings: Settings) -> None:
    """Feed an article that rings, one in another shape and one that is no JSON."""
    moment = datetime(2026, 3, 3, tzinfo=UTC)
    good = article(1, LOUD.format(MARK), moment)
    producer = KafkaProducer(**connection(settings))
    try:
        for value in (good, good.replace(b"published_at", MARK.encode()), good[:-9]):
            producer.send(
                settings.topic(Topic.ARTICLES), key=b"k", value=value, headers=[REPLAY]
            ).get(30)
    finally:
        producer.close()


@pytest.mark.parametrize("level", ["debug", "info"])
def test_a_working_detector_tells_what_it_does_and_no_secret(
    as_service: As, closed: ClosedKafka, tmp_path: Path, level: str
) -> None:
    settings = as_service(Service.DETECTOR).model_copy(
        update={"log_format": "json", "log_level": level}
    )
    secret, admins = secret_of(settings), closed.security.password.get_secret_value()
    with detector(settings, tmp_path) as process:
        process.wait_ready(150)
        feed(as_service(Service.FEEDER))
        lines = eventually(lambda: three_events(process), 90, "an alert and two dead letters")
        argv = arguments_of_all_processes()
        pages = "".join(process.get(page)[1] for page in ("/metrics", "/live", "/ready"))
        process.send(signal.SIGTERM)
        assert process.ended(within=10) == 0

    letters = run(as_service(Service.OPERATOR), ["dead-letters", "list"])
    config = run(settings, ["config", "--format", "json"])
    broker_log = (closed.folder / "kafka" / "logs" / "kafka.log").read_text(errors="replace")
    told = process.log + argv + pages + config.stdout + letters.stdout + broker_log
    assert secret not in told
    assert admins not in told
    assert MARK not in process.log + pages
    # each event is one line, and tells what it is about
    alert = next(line for line in lines if line["event"] == "alert")
    assert alert["article"] == "article-1"
    assert alert["alert"]
    assert {line["reason"] for line in lines if line["event"] == "dead_letter"} == {
        "wrong_shape",
        "not_json",
    }
    assert all(line["address"] for line in lines if line["event"] == "dead_letter")


def three_events(process: DetectorProcess) -> list[dict[str, str]] | None:
    # the last line may still be on its way
    lines = [json.loads(line) for line in process.log.splitlines(keepends=True) if "\n" in line]
    wanted = [line for line in lines if line["event"] in ("alert", "dead_letter")]
    return lines if len(wanted) >= 3 else None


def test_a_password_that_is_wrong_is_not_repeated(as_service: As, tmp_path: Path) -> None:
    settings = as_service(Service.DETECTOR).model_copy(
        update={"sasl_password": SecretStr("open-sesame"), "log_level": "debug"}
    )
    process = DetectorProcess(settings, tmp_path / "log")

    assert process.ended(within=90) >= 2
    assert "open-sesame" not in process.log


def test_the_files_of_passwords_and_of_the_broker_are_for_their_owner_only(
    as_service: As, closed: ClosedKafka, tmp_path: Path
) -> None:
    as_service(Service.DETECTOR)
    secrets = [*(tmp_path / "secrets").iterdir(), closed.folder / "kafka" / "server.properties"]

    assert {oct(file.stat().st_mode & 0o777) for file in secrets} == {"0o600"}
