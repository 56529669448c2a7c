"""Acknowledge, assign and comment on the command line: all replicas obey, the archive keeps it."""

import json
from pathlib import Path

import pytest
from archive.archive_process import archiving
from board.board_process import BoardProcess, ring
from detector_process import detector, eventually
from postgres_server import PostgresServer
from pydantic import SecretStr
from tocsin_command import run
from watcher.alert_cases import alert

from tocsin.schemas.alert import AlertKind
from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Bound
from tocsin.services.archive.database import Database
from tocsin.services.archive.schema import migrate
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka

SAID = (
    "SELECT author, at IS NOT NULL FROM acknowledgements UNION ALL "
    "SELECT assignee, at IS NOT NULL FROM assignments UNION ALL "
    "SELECT text, at IS NOT NULL FROM comments ORDER BY 1"
)


def say(settings: Settings, *words: str, status: int = 0) -> str:
    done = run(settings, words)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return (done.stdout + done.stderr).strip()


def test_who_deals_with_an_alert_is_known_to_every_replica_and_to_the_archive(
    settings: Settings, tmp_path: Path, postgres: PostgresServer, database: str
) -> None:
    settings = settings.model_copy(
        update={"database_url": SecretStr(postgres.url(database)), "board_port": 0}
    )
    ensure_topics(settings)
    migrate(Database(settings))
    ring(settings, [alert("a1")])

    assert "acknowledged at revision 1" in say(settings, "ack", "a1", "--author", "Ann")
    assert "Ann acknowledged it" in say(settings, "ack", "a1", "--author", "Bo")
    assert "assigned to Bo" in say(settings, "assign", "a1", "Bo", "--author", "Ann")
    say(settings, "comment", "a1", "The governor\nconfirms it.", "--author", "Bo")

    boards = [BoardProcess(settings, tmp_path / f"board-{number}.log") for number in range(2)]
    try:
        for board in boards:
            board.wait_ready()
            told = json.loads(board.ask("/api/alerts/a1").body)
            assert (told["handling"], told["assignee"]) == ("acknowledged", "Bo")
            assert [one["kind"] for one in told["desk"]] == [
                *("acknowledgement", "assignment", "comment")
            ]
            page = board.ask("/alerts/a1").text
            assert "Acknowledged</b> by Ann, <time" in page
            assert "The governor confirms it." in page
        with archiving(settings):
            eventually(lambda: len(postgres.ask(SAID, database)) == 3 or None, 60, "all is kept")
        assert postgres.ask(SAID, database) == [
            *(("Ann", True), ("Bo", True), ("The governor\nconfirms it.", True))
        ]
        grown = alert(
            "a1", revision=2, kind=AlertKind.UPDATE, quantity=Quantity(low=4000, bound=Bound.MIN)
        )
        ring(settings, [grown])
        for board in boards:
            eventually(
                lambda board=board: (
                    json.loads(board.ask("/api/alerts/a1").body)["handling"] == "reopened" or None
                ),
                30,
                "it is open again",
            )
    finally:
        for board in boards:
            board.close()
    with detector(settings, tmp_path) as process:
        process.wait_ready()
        assert "tocsin_controls_refused_total 0.0" in process.get("/metrics")[1]


def test_a_mistake_is_reported_in_a_line(settings: Settings) -> None:
    ensure_topics(settings)
    ring(settings, [alert("a1")])

    assert "no alert nowhere" in say(settings, "ack", "nowhere", status=2)
    assert "or --nobody" in say(settings, "assign", "a1", status=2)
    assert "or --nobody" in say(settings, "assign", "a1", "Bo", "--nobody", status=2)
    assert "text: " in say(settings, "comment", "a1", " ", status=2)
    assert "author: " in say(settings, "ack", "a1", "--author", "x" * 201, status=2)
    assert "author: " in say(settings, "verdict", "a1", "true", "--author", "x" * 201, status=2)
    assert "comment: " in say(settings, "retract", "a1", "--comment", "x" * 2001, status=2)
    assert "nobody has acknowledged its current state" in say(settings, "ack", "a1", "--take-back")
    say(settings, "ack", "a1")
    assert "open again" in say(settings, "ack", "a1", "--take-back")
    assert "assigned to nobody" in say(settings, "assign", "a1", "--nobody")
