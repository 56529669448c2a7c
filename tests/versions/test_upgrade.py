"""An earlier version and this one, one after the other, on the same topics and memory."""

import io
import json
import subprocess
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from signal import SIGTERM

import pytest
from detector.crossings import COUNTRIES, article
from detector_process import DetectorProcess
from kafka import KafkaConsumer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord
from kafka_records import consume_until, produce
from tocsin_command import command, environment

from tocsin.schemas.alert import Alert
from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
EARLIER = "697fcae"
"""Of 2026-11-25: states in parts, before causes, scopes and the judged offset."""

_DAY = datetime(2025, 1, 1, 6, tzinfo=UTC)
_COUNTRIES = 12

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the earlier version's code."""
    packed = subprocess.run(
        ["git", "archive", EARLIER, "schemas", "services", "seeds"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if packed.returncode:
        pytest.skip(f"{EARLIER} is not in this clone")
    folder = tmp_path_factory.mktemp("earlier")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    package = folder / "tocsin"  # which that version did not have
    package.mkdir()
    (package / "__main__.py").write_text("from services.cli import main\n\nmain()\n")
    (package / "__init__.py").touch()
    return folder


@contextmanager
def detector(
    settings: Settings, log: Path, environment: Mapping[str, str]
) -> Iterator[DetectorProcess]:
    process = DetectorProcess(settings, log, environment)
    try:
        yield process
        process.send(SIGTERM)
        assert process.ended() == 0, process.log[-2000:]
    finally:
        process.close()


def test_upgrade_downgrade_and_upgrade_keep_every_alert_and_its_revisions(
    settings: Settings, tmp_path: Path, earlier: Path
) -> None:
    before = of_earlier(earlier)
    now = {"PYTHONPATH": str(ROOT)}

    for run, version in enumerate([before, now, before, now]):
        with detector(settings, tmp_path / f"{run}.log", version) as process:
            process.wait_ready(240)
            feed(settings, run)
            wait_for_revision(settings, run + 1)

    alerts = [Alert.read(record.value) for record in wait_for_revision(settings, 4)]
    found = {(one.id, one.revision, one.quantity.figure) for one in alerts}
    assert len({one.id for one in alerts}) == _COUNTRIES, "a memory was lost"
    assert {(revision, figure) for _, revision, figure in found} == {
        (run + 1, figure(run) + number) for run in range(4) for number in range(_COUNTRIES)
    }
    assert ends(settings, Topic.DEAD_LETTERS) == 0


def test_this_version_shows_the_alerts_of_the_earlier_one_and_the_other_way_round(
    settings: Settings, tmp_path: Path, earlier: Path
) -> None:
    before = of_earlier(earlier)
    for run, version in enumerate([before, {"PYTHONPATH": str(ROOT)}]):
        with detector(settings, tmp_path / f"{run}.log", version) as process:
            process.wait_ready(240)
            feed(settings, run)
            wait_for_revision(settings, run + 1)

    for version in (before, {"PYTHONPATH": str(ROOT)}):
        shown = subprocess.run(
            command("watch", "--from-beginning", "--until-idle", "8", "--format", "jsonl"),
            env={**environment(settings), **version},
            capture_output=True,
            check=True,
            timeout=120,
        )
        revisions = [json.loads(line)["revision"] for line in shown.stdout.splitlines()]
        assert sorted(revisions) == [1] * _COUNTRIES + [2] * _COUNTRIES, shown.stderr


def of_earlier(folder: Path) -> dict[str, str]:
    """Return the environment of the earlier version; it reads by rules, without its parser."""
    # without the safe path the current folder, which is ours, would come first
    return {"PYTHONPATH": str(folder), "PYTHONSAFEPATH": "1", "TOCSIN_PARSER": "none"}


def figure(run: int) -> int:
    """Return a figure that has risen enough to be told again, and little enough to be the same."""
    return round(1000 * 1.3**run)


def feed(settings: Settings, run: int) -> None:
    """Feed what the outlet says of the same crossings two hours later."""
    text = "{:,} soldiers crossed the border into {} on Wednesday, officials said."
    moment = _DAY + timedelta(hours=2 * run)
    said = [text.format(figure(run) + number, COUNTRIES[number]) for number in range(_COUNTRIES)]
    produce(
        settings.bootstrap_servers,
        settings.topic(Topic.ARTICLES),
        [
            (f"{run}-{number}".encode(), article(100 * run + number, sentence, moment))
            for number, sentence in enumerate(said)
        ],
    )


def wait_for_revision(settings: Settings, revision: int) -> list[ConsumerRecord]:
    """Return all alerts when each has come to this revision."""

    def all_there(records: Sequence[ConsumerRecord]) -> bool:
        newest = [one for one in records if Alert.read(one.value).revision == revision]
        return len({one.key for one in newest}) >= _COUNTRIES

    where, topic = settings.bootstrap_servers, settings.topic(Topic.ALERTS)
    return consume_until(where, topic, all_there, within=150)


def ends(settings: Settings, topic: Topic) -> int:
    """Return how many messages a topic ever had."""
    consumer = KafkaConsumer(bootstrap_servers=settings.bootstrap_servers)
    try:
        name = settings.topic(topic)
        parts = [TopicPartition(name, one) for one in consumer.partitions_for_topic(name) or ()]
        return sum(consumer.end_offsets(parts).values())
    finally:
        consumer.close()
