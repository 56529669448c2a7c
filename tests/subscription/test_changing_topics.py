"""Topics that change while people listen: all that comes is heard, and what happened is said."""

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from archive.archive_process import archive_process
from board.board_process import BoardProcess
from detector_process import eventually
from kafka import KafkaAdminClient, KafkaProducer
from kafka.admin import NewPartitions
from notifier.notify_process import notifier
from notifier.receiver import receiver
from postgres_server import PostgresServer
from pydantic import SecretStr
from tocsin_command import command, environment
from watcher.alert_cases import alert

from tocsin.schemas.cloudevents import alert_headers
from tocsin.schemas.topics import Topic
from tocsin.services.archive.worker import run_migration
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]

ROUTES = """\
targets:
  - {{kind: webhook, name: hub, url: "{url}", secret: "${{HUB_SECRET}}"}}
routes:
  - {{name: all, targets: [hub]}}
"""
OLD, NEW = [f"old-{n}" for n in range(6)], [f"new-{n}" for n in range(12)]
WITHIN = 45


@pytest.fixture
def town(settings: Settings) -> Settings:
    settings = settings.model_copy(update={"partitions": 2})
    ensure_topics(settings)
    return settings


@contextmanager
def admin_of(settings: Settings) -> Iterator[KafkaAdminClient]:
    admin = KafkaAdminClient(bootstrap_servers=settings.bootstrap_servers)
    try:
        yield admin
    finally:
        admin.close()


def ring(settings: Settings, names: Iterable[str], partitions: int) -> None:
    """Put one alert of each name onto the partitions in turn."""
    producer = KafkaProducer(bootstrap_servers=settings.bootstrap_servers)
    topic = settings.topic(Topic.ALERTS)
    for number, name in enumerate(names):
        one = alert(name)
        producer.send(
            topic, one.write(), name.encode(), alert_headers(one), number % partitions
        ).get(timeout=30)
    producer.close()


def add_partitions(settings: Settings) -> None:
    with admin_of(settings) as admin:
        admin.create_partitions({settings.topic(Topic.ALERTS): NewPartitions(4)})


def delete(settings: Settings) -> None:
    with admin_of(settings) as admin:
        admin.delete_topics([settings.topic(Topic.ALERTS)])


def make_again(settings: Settings) -> None:
    def made() -> bool | None:
        with admin_of(settings) as admin:
            there = {one["name"]: one["topic_id"] for one in admin.describe_topics()}
        return settings.topic(Topic.ALERTS) in there or None

    eventually(lambda: (ensure_topics(settings), made())[1], 30, "the topic is there again")


class Watcher:
    """`tocsin watch` into a file."""

    def __init__(self, settings: Settings, folder: Path, *options: str) -> None:
        self._out, self._said = folder / "watch.jsonl", folder / "watch.log"
        with self._out.open("wb") as out, self._said.open("wb") as said:
            self._process = subprocess.Popen(
                command("watch", "--from-beginning", "--format", "jsonl", *options),
                env=environment(settings),
                stdout=out,
                stderr=said,
            )

    @property
    def log(self) -> str:
        return self._said.read_text()

    def heard(self) -> set[str]:
        assert self._process.poll() is None, self.log
        return {json.loads(line)["id"] for line in self._out.read_text().splitlines()}

    def close(self) -> None:
        self._process.kill()
        self._process.wait(10)


def wait_heard(listener: Watcher, names: Iterable[str]) -> None:
    eventually(lambda: set(names) <= listener.heard() or None, WITHIN, "all is heard")


def test_a_watcher_hears_new_partitions_and_a_topic_made_again(
    town: Settings, tmp_path: Path
) -> None:
    watcher = Watcher(town, tmp_path)
    try:
        ring(town, OLD, 2)
        wait_heard(watcher, OLD)
        add_partitions(town)
        ring(town, NEW, 4)
        wait_heard(watcher, NEW)
        assert "has 4 partitions now, 2 more than before" in watcher.log

        delete(town)
        eventually(lambda: "was deleted; waiting" in watcher.log or None, WITHIN, "it says so")
        make_again(town)
        again = [f"again-{n}" for n in range(40)]
        ring(town, again, 2)
        wait_heard(watcher, again)
        said = "was deleted and made again; reading it from its beginning"
        eventually(lambda: said in watcher.log or None, WITHIN, "it says what happened")
    finally:
        watcher.close()


def test_a_group_hears_new_partitions_and_a_topic_made_again(
    town: Settings, tmp_path: Path
) -> None:
    watcher = Watcher(town, tmp_path, "--group", "desk")
    try:
        ring(town, OLD, 2)
        wait_heard(watcher, OLD)
        add_partitions(town)
        ring(town, NEW, 4)
        wait_heard(watcher, NEW)

        delete(town)
        make_again(town)
        again = [f"again-{n}" for n in range(40)]
        ring(town, again, 2)
        wait_heard(watcher, again)
    finally:
        watcher.close()


def test_a_board_hears_new_partitions_and_a_topic_made_again(
    town: Settings, tmp_path: Path
) -> None:
    board = BoardProcess(town.model_copy(update={"board_port": 0}), tmp_path / "board.log")

    def holds(names: Iterable[str]) -> None:
        def all_there() -> bool | None:
            found = json.loads(board.ask("/api/alerts?limit=200").body)["alerts"]
            return set(names) <= {one["id"] for one in found} or None

        eventually(all_there, WITHIN, "the board holds all")

    try:
        board.wait_ready()
        ring(town, OLD, 2)
        add_partitions(town)
        ring(town, NEW, 4)
        holds([*OLD, *NEW])

        delete(town)
        eventually(lambda: board.ask("/ready").status == 503 or None, WITHIN, "/ready is false")
        assert "does not exist" in board.ask("/ready").text
        make_again(town)
        again = [f"again-{n}" for n in range(40)]
        ring(town, again, 2)
        holds(again)
        board.wait_ready()
    finally:
        board.close()


def test_a_notifier_tells_of_new_partitions_and_of_a_topic_made_again(
    town: Settings, tmp_path: Path
) -> None:
    with receiver() as hub:

        def told(names: Iterable[str]) -> None:
            wanted = {(one, 1) for one in names}
            eventually(lambda: wanted <= set(hub.revisions) or None, WITHIN, "all is told")

        with notifier(town, tmp_path, ROUTES.format(url=hub.url)) as running:
            ring(town, OLD, 2)
            told(OLD)
            add_partitions(town)
            ring(town, NEW, 4)
            told(NEW)
            delete(town)
            eventually(lambda: "was deleted; waiting" in running.log or None, WITHIN, "said")
            make_again(town)
            again = [f"again-{n}" for n in range(40)]
            ring(town, again, 2)
            told(again)
        delete(town)
        make_again(town)
        once_more = [f"more-{n}" for n in range(30)]
        ring(town, once_more, 2)
        with notifier(town, tmp_path, ROUTES.format(url=hub.url)) as running:
            told(once_more)
            assert "was deleted and made again since" in running.log


def test_an_archive_stores_new_partitions_and_a_topic_made_again(
    town: Settings, tmp_path: Path, postgres: PostgresServer, database: str
) -> None:
    town = town.model_copy(update={"database_url": SecretStr(postgres.url(database))})
    run_migration(town)

    def stored(names: Iterable[str]) -> None:
        def all_there() -> bool | None:
            rows = postgres.ask("SELECT DISTINCT id FROM alert_revisions", database)
            return set(names) <= {row[0] for row in rows} or None

        eventually(all_there, WITHIN, "all is stored")

    with archive_process(town, tmp_path) as archive:
        archive.pages.wait_ready()
        ring(town, OLD, 2)
        add_partitions(town)
        ring(town, NEW, 4)
        stored([*OLD, *NEW])
        delete(town)
        eventually(lambda: archive.pages.get("/ready")[0] == 503 or None, WITHIN, "not ready")
        assert re.search("does not exist", archive.pages.get("/ready")[1])
        make_again(town)
        again = [f"again-{n}" for n in range(40)]
        ring(town, again, 2)
        stored(again)
        archive.pages.wait_ready()
