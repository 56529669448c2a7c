"""Each service works with just its own rights, and is refused outside in one clear line."""

import signal
from pathlib import Path

import pytest
from detector.crossings import crossings
from detector_process import DetectorProcess, detector
from doors.conftest import As
from tocsin_command import run

from tocsin.schemas.alert import Alert
from tocsin.schemas.topics import Topic
from tocsin.services.acl.applying import apply_rights, names_of
from tocsin.services.acl.rights import Operation, Resource, Service, rights
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings
from tocsin.services.topics.access import check_access
from tocsin.services.topics.waiting import broker_admin

pytestmark = pytest.mark.kafka


def articles_file(folder: Path) -> str:
    file = folder / "articles.jsonl"
    file.write_bytes(b"\n".join(value for _, value in crossings(1, loud_every=1)) + b"\n")
    return str(file)


def test_articles_become_alerts_with_each_service_in_its_own_rights(
    as_service: As, tmp_path: Path
) -> None:
    with detector(as_service(Service.DETECTOR), tmp_path) as process:
        process.wait_ready(150)
        fed = run(as_service(Service.FEEDER), ["feed", "--replay", articles_file(tmp_path)])
        watched = run(
            as_service(Service.WATCHER),
            ["watch", "--from-beginning", "--format", "jsonl", "--count", "1"],
        )
        process.send(signal.SIGTERM)
        assert process.ended(within=10) == 0

    assert fed.stdout == "1 read, 0 bad, 1 confirmed by Kafka\n", fed.stderr
    assert Alert.read(watched.stdout).quantity.figure == 1000


def test_a_watcher_has_groups_of_its_own_and_no_others(as_service: As) -> None:
    watcher, feeder = as_service(Service.WATCHER), as_service(Service.FEEDER)
    options = ["watch", "--group", "desk", "--until-idle", "1"]

    assert run(watcher, options).returncode == 0
    refused = run(feeder, options)
    assert refused.returncode == ExitStatus.UNAVAILABLE
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("service", "command", "lacking"),
    [
        (Service.WATCHER, ["feed", "{articles}"], "WRITE topic {prefix}.articles"),
        (Service.FEEDER, ["watch", "--count", "1"], "READ topic {prefix}.alerts"),
        (Service.FEEDER, ["acl", "apply"], "ALTER right on the cluster"),
    ],
)
def test_outside_its_rights_a_service_is_refused_in_one_line(
    as_service: As, tmp_path: Path, service: Service, command: list[str], lacking: str
) -> None:
    settings = as_service(service)
    arguments = [part.format(articles=articles_file(tmp_path)) for part in command]

    refused = run(settings, arguments)

    assert refused.returncode == ExitStatus.UNAVAILABLE
    line = refused.stderr.splitlines()[-1]
    assert line.startswith("tocsin: ")
    assert lacking.format(prefix=settings.topic_prefix) in line
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("service", [Service.WATCHER, Service.FEEDER])
def test_the_detector_does_not_start_with_the_rights_of_another(
    as_service: As, tmp_path: Path, service: Service
) -> None:
    process = DetectorProcess(as_service(service), tmp_path / "log")

    assert process.ended(within=90) == ExitStatus.UNAVAILABLE
    assert process.log.splitlines()[-1].startswith("tocsin: ")
    assert "Traceback" not in process.log


def test_the_detector_names_what_is_not_for_it(as_service: As, tmp_path: Path) -> None:
    settings = as_service(Service.DETECTOR).model_copy(update={"application_id": "not-ours"})
    process = DetectorProcess(settings, tmp_path / "log")

    assert process.ended(within=90) == ExitStatus.UNAVAILABLE
    assert "topic not-ours-" in process.log.splitlines()[-1]


def test_every_topic_lets_in_just_who_needs_it(as_service: As) -> None:
    for service in Service:
        settings = as_service(service)
        given = {
            (right.name, right.operation)
            for right in rights(names_of(settings))
            if right.service is service and right.resource is Resource.TOPIC
        }
        for name in {settings.topic(topic) for topic in Topic}:
            for operation in (Operation.READ, Operation.WRITE):
                assert may(settings, name, operation) == ((name, operation) in given)


def may(settings: Settings, topic: str, operation: Operation) -> bool:
    """Ask the broker itself, as this user."""
    with broker_admin(settings) as client:
        try:
            check_access(client, settings, {topic: frozenset({str(operation)})})
        except Problem:
            return False
    return True


def test_applying_again_changes_nothing_and_takes_away_what_is_too_much(
    as_service: As, admin: Settings
) -> None:
    as_service(Service.FEEDER)

    assert apply_rights(admin) == (0, 0)
    # under another group the rights on the former one are too much
    moved = admin.model_copy(update={"application_id": "moved"})
    given, taken = apply_rights(moved)
    assert given == taken > 0
