"""Alerts with words that only a newer version knows: shown as they are, counted, never skipped."""

import json
from contextlib import ExitStack
from pathlib import Path

import pytest
from archive.archive_process import archive_process
from board.board_process import BoardProcess
from detector_process import eventually
from kafka_records import produce
from notifier.notify_process import notifier
from notifier.receiver import receiver
from postgres_server import PostgresServer
from pydantic import SecretStr, ValidationError
from tocsin_command import run
from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert
from tocsin.schemas.topics import Topic
from tocsin.schemas.vocabulary import EventType, Severity
from tocsin.services.archive.worker import run_migration
from tocsin.services.renderings.atom import Links, atom_feed
from tocsin.services.renderings.geojson import feature_collection
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics
from tocsin.services.watcher import watch
from tocsin.services.watcher.rendering import render

WORDS = {
    "event_type": "crop_failure",
    "change": "figure_halved",
    "unit": "hectares",
    "kind": "reopened",
    "subtype": "locusts",
    "cause": "IN",
    "modality": "forecast",
    "category": "Infra",
    "urgency": "Later",
    "severity": "Catastrophic",
    "certainty": "Certain",
    "status": "System",
    "msg_type": "Ack",
}
ROUTES = """\
targets:
  - {{kind: webhook, name: hub, url: "{url}", secret: "${{HUB_SECRET}}"}}
routes:
  - {{name: all, targets: [hub], match: {{severity: Severe, certainty: Likely}}}}
"""


def newer(identifier: str, **words: str) -> bytes:
    """Return an alert as a newer version writes it."""
    return json.dumps({**json.loads(alert(identifier).write()), **words}).encode()


@pytest.mark.parametrize("field", WORDS)
def test_a_word_of_a_newer_version_is_read_along_and_written_again_as_it_is(field: str) -> None:
    payload = newer("a", **{field: WORDS[field]})

    read = Alert.read_along(payload)

    assert getattr(read, field) == WORDS[field]
    assert dict(read.newer_words()) == {field: WORDS[field]}
    assert json.loads(read.write())[field] == WORDS[field]
    assert Alert.read_along(read.write()) == read
    assert f"{field.replace('_', ' ')} {WORDS[field]}" in render(read, 100, colour=False)
    assert feature_collection([read])
    assert atom_feed([read], Links("http://board", "http://board/{id}"))
    with pytest.raises(ValidationError):
        Alert.read(payload)


@pytest.mark.parametrize("word", ["", "two words", "<b>", "\u001b[2J", "a" * 65, 7, None, ["x"]])
def test_what_is_not_a_word_is_no_newer_word(word: object) -> None:
    payload = json.dumps({**json.loads(alert("a").write()), "event_type": word})

    with pytest.raises(ValidationError):
        Alert.read_along(payload)


def test_reading_along_leaves_the_list_of_words_as_it_was() -> None:
    Alert.read_along(newer("a", event_type="crop_failure"))

    assert "crop_failure" not in {str(one) for one in EventType}
    with pytest.raises(ValueError, match="crop_failure"):
        EventType("crop_failure")


@pytest.mark.kafka
@pytest.mark.timeout(400)
def test_every_subscriber_shows_alerts_with_newer_words_and_counts_them(
    settings: Settings, tmp_path: Path, postgres: PostgresServer, database: str
) -> None:
    town = settings.model_copy(
        update={"database_url": SecretStr(postgres.url(database)), "board_port": 0}
    )
    ensure_topics(town)
    run_migration(town)
    names = {"known", "all", *WORDS}
    with ExitStack() as running:
        hub = running.enter_context(receiver())
        running.enter_context(notifier(town, tmp_path, ROUTES.format(url=hub.url)))
        archive = running.enter_context(archive_process(town, tmp_path))
        board = BoardProcess(town, tmp_path / "board.log")
        running.callback(board.close)
        produce(
            town.bootstrap_servers,
            town.topic(Topic.ALERTS),
            [
                (b"known", alert("known").write()),
                (b"all", newer("all", **WORDS)),
                *((one.encode(), newer(one, **{one: word})) for one, word in WORDS.items()),
            ],
            headers=[],
        )

        watched(town, names)
        board.wait_ready()
        on_the_board(board, names)
        eventually(
            lambda: {(one, 1) for one in names} <= set(hub.revisions) or None, 60, "all is told"
        )
        eventually(lambda: stored(postgres, database) == names or None, 60, "all is stored")
        assert archive.pages.metric('tocsin_archive_newer_words_total{field="change"}') == 2
        assert archive.pages.metric('tocsin_archive_skipped_total{reason="malformed"}') == 0


def watched(town: Settings, names: set[str]) -> None:
    with watch(town, since="beginning", severity=Severity.SEVERE, until_idle=5) as alerts:
        assert {one.id for one in alerts} == names
        assert (alerts.newer, alerts.malformed) == (len(names) - 1, 0)
    shown = run(town, ["watch", "--from-beginning", "--until-idle", "5"])
    assert "words of a newer version: event type crop_failure" in shown.stdout
    assert "event_type crop_failure is of a newer version of Tocsin" in shown.stderr


def on_the_board(board: BoardProcess, names: set[str]) -> None:
    found = json.loads(board.ask("/api/alerts?limit=200&severity=severe").body)["alerts"]
    assert {one["id"] for one in found} == names
    page = board.ask("/alerts/all").text
    assert "Locusts" in page
    assert "event type crop_failure" in page
    assert "hectares" in page
    for address in ("/", "/alerts.atom", "/alerts.geojson", "/alerts/all/cap", "/api/overview"):
        assert board.ask(address).status == 200, address
    assert 'tocsin_board_newer_words_total{field="unit"} 2.0' in board.ask("/metrics").text


def stored(postgres: PostgresServer, database: str) -> set[str]:
    return {row[0] for row in postgres.ask("SELECT DISTINCT id FROM alert_revisions", database)}
