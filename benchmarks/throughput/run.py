"""Tocsin beside its peers, same broker, same articles, same reading. Run by `make bench-peers`.

Needs the packages of benchmarks/peers/requirements.txt beside Tocsin's own.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
import uuid
from dataclasses import asdict
from pathlib import Path

from confluent_kafka import Consumer, Producer
from confluent_kafka.admin import AdminClient, NewTopic

from services.broker.embedded import EmbeddedKafka
from services.settings import Settings
from services.topics.creation import ensure_topics

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers"))

from throughput.mix import ROOT, mixed  # noqa: E402 - found by the line above
from throughput.race import Course, Run, race  # noqa: E402 - the same
from work import work  # noqa: E402 - the same

PEERS = ROOT / "benchmarks" / "peers"
SCRIPTS = {
    "quix": "quix.py",
    "bytewax": "bytewax_flow.py",
    "plain loop": "plain_loop.py",
    "faust default": "faust_default.py",
}
PARTITIONS = 4


class Track:
    """A broker with the articles of one mix on it."""

    def __init__(self, bootstrap: str, share: float, count: int) -> None:
        self._bootstrap = bootstrap
        self._share = share
        self._count = count
        self._admin = AdminClient({"bootstrap.servers": bootstrap})
        self.prefix = f"bench-{round(share * 100)}-{uuid.uuid4().hex[:6]}"
        self.expected = 0

    def fill(self, settings: Settings) -> None:
        """Make the topics and send the articles; count the reports that must come."""
        ensure_topics(settings, tell=print)
        producer = Producer(
            {"bootstrap.servers": self._bootstrap, "compression.type": "zstd", "linger.ms": 50}
        )
        self.expected = 0
        known: dict[str, int] = {}
        for article in mixed(self._count, self._share):
            value = article.write()
            if article.id.startswith("told"):
                if article.text not in known:
                    known[article.text] = len(work(value))
                self.expected += known[article.text]
            while True:
                try:
                    producer.produce(settings.topic("articles"), value, article.id)
                    break
                except BufferError:
                    producer.poll(0.1)
            producer.poll(0)
        producer.flush()

    def output(self) -> str:
        """Return a new topic for one peer's reports."""
        name = f"{self.prefix}.peer-{uuid.uuid4().hex[:8]}"
        for future in self._admin.create_topics([NewTopic(name, PARTITIONS)]).values():
            future.result()
        return name


def peers_on(track: Track, settings: Settings, folder: Path, names: list[str], processes: int) -> list[Run]:
    """Let each contestant read all articles once."""
    runs = []
    for name in names:
        if name == "tocsin":
            runs.append(_tocsin(track, settings, folder, processes))
            print(runs[-1], flush=True)
            continue
        output = track.output()
        course = _course(track, settings, output)
        group = f"group-{uuid.uuid4().hex[:8]}"
        commands = [
            [sys.executable, str(PEERS / SCRIPTS[name]), settings.bootstrap_servers, group,
             settings.topic("articles"), output, str(folder / f"{group}-{number}")]
            for number in range(processes)
        ]
        environment = {"PYTHONPATH": f"{ROOT}:{PEERS}"}
        try:
            runs.append(race(name, commands, environment, course))
        except RuntimeError as error:
            print(name, error)
            continue
        print(runs[-1], flush=True)
    return runs


def _tocsin(track: Track, settings: Settings, folder: Path, processes: int) -> Run:
    """Run whole detectors: reading, judging, alerts, all guarantees."""
    fresh = Track(settings.bootstrap_servers, track._share, track._count)
    mine = settings.model_copy(
        update={"topic_prefix": fresh.prefix, "application_id": f"{fresh.prefix}-detector"}
    )
    fresh.fill(mine)
    command = [sys.executable, "-m", "services.cli", "detector"]
    commands = [
        ["env", f"TOCSIN_DETECTOR_ID=bench-{number}", *command] for number in range(processes)
    ]
    environment = mine.model_copy(
        update={"http_port": 0, "state_dir": folder / fresh.prefix, "log_level": "warning"}
    ).as_environment()
    course = _course(fresh, mine, mine.topic("reports"))
    return race("tocsin", commands, environment, course)


def _course(track: Track, settings: Settings, output: str) -> Course:
    return Course(
        settings.bootstrap_servers,
        settings.topic("articles"),
        output,
        track._count,
        track.expected,
        PARTITIONS,
    )


def main() -> None:
    """Race on each mix, print a table, and write it as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=200_000)
    options.add_argument("--shares", type=float, nargs="+", default=[0.03, 0.2])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--processes", type=int, nargs="+", default=[1])
    options.add_argument("--peers", nargs="+", default=["tocsin", *SCRIPTS])
    given = options.parse_args()
    rows = []
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as place:
        folder = Path(place)
        base = Settings.load()
        with EmbeddedKafka(folder / "kafka", cache_dir=base.cache_dir) as kafka:
            for share in given.shares:
                track = Track(kafka.bootstrap_servers, share, given.count)
                settings = base.model_copy(
                    update={"bootstrap_servers": kafka.bootstrap_servers, "topic_prefix": track.prefix}
                )
                track.fill(settings)
                print(f"share {share}: {given.count:,} articles, {track.expected:,} reports", flush=True)
                for processes in given.processes:
                    for _ in range(given.rounds):
                        runs = peers_on(track, settings, folder, given.peers, processes)
                        rows += [{"share": share, **asdict(run)} for run in runs]
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
