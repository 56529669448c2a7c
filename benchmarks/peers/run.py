"""Tocsin beside its peers: same broker, same articles, same reading. Run by `make bench-peers`.

The peers only read and publish reports; Tocsin's detector also judges them, keeps its state and
publishes alerts. All of them run in turn, round after round, on the same articles.
"""

import argparse
import json
import statistics
import sys
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient, NewTopic
from mix import ROOT, mixed
from race import Course, Run, race
from work import work

from schemas.cloudevents import REPLAY
from services.broker.embedded import EmbeddedKafka
from services.settings import Settings
from services.topics.creation import ensure_topics

HERE = Path(__file__).resolve().parent
TOCSIN = "tocsin"
PEERS = {
    "quix": "quix.py",
    "bytewax": "bytewax_flow.py",
    "plain loop": "plain_loop.py",
    "faust default": "faust_default.py",
}
PARTITIONS = 4


def fill(settings: Settings, count: int, share: float) -> int:
    """Make the topics, send the articles, and return how many reports they must give."""
    ensure_topics(settings, tell=print)
    producer = Producer(
        {
            "bootstrap.servers": settings.bootstrap_servers,
            "compression.type": "zstd",
            "linger.ms": 50,
            "queue.buffering.max.messages": count + 1,
        }
    )
    known: dict[str, int] = {}
    expected = 0
    for article in mixed(count, share):
        value = article.write()
        if article.id.startswith("told"):
            if article.text not in known:
                known[article.text] = len(work(value))
            expected += known[article.text]
        producer.produce(settings.topic("articles"), value, article.id, headers=[REPLAY])
        producer.poll(0)
    producer.flush()
    return expected


def peer(name: str, settings: Settings, course: Course, processes: int) -> Run:
    """Let a peer read all articles with a group and an output of its own."""
    group = f"{name.replace(' ', '-')}-{uuid.uuid4().hex[:8]}"
    output = f"{settings.topic_prefix}.{group}"
    admin = AdminClient({"bootstrap.servers": settings.bootstrap_servers})
    for made in admin.create_topics([NewTopic(output, PARTITIONS)]).values():
        made.result()
    script = [sys.executable, str(HERE / PEERS[name])]
    where = [settings.bootstrap_servers, group, course.articles, output]
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder:
        commands = [[*script, *where, f"{folder}/{number}"] for number in range(processes)]
        return race(name, commands, {"PYTHONPATH": f"{ROOT}:{HERE}"}, course.to(output))


def tocsin(settings: Settings, count: int, share: float, processes: int) -> Run:
    """Let whole detectors read, judge and publish, with all their guarantees."""
    prefix = f"{settings.topic_prefix}-{uuid.uuid4().hex[:8]}"
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder:
        mine = settings.model_copy(
            update={
                "topic_prefix": prefix,
                "application_id": f"{prefix}-detector",
                "http_port": 0,
                "state_dir": Path(folder),
                "log_level": "warning",
            }
        )
        expected = fill(mine, count, share)
        course = Course(
            mine.bootstrap_servers,
            mine.topic("articles"),
            mine.topic("reports"),
            count,
            expected,
            PARTITIONS,
        )
        detector = [sys.executable, "-m", "services.cli", "detector"]
        commands = [
            ["env", f"TOCSIN_DETECTOR_ID=bench-{number}", *detector] for number in range(processes)
        ]
        return race(TOCSIN, commands, mine.as_environment(), course)


def rounds(given: argparse.Namespace, bootstrap: str) -> Iterator[dict[str, object]]:
    """Yield a row for each run, in turn."""
    for share in given.shares:
        settings = Settings.load(
            bootstrap_servers=bootstrap,
            topic_prefix=f"bench-{round(share * 100)}",
            partitions=PARTITIONS,
        )
        expected = fill(settings, given.count, share)
        course = Course(
            bootstrap, settings.topic("articles"), "", given.count, expected, PARTITIONS
        )
        print(f"{share:.0%} told: {given.count:,} articles, {expected:,} reports", flush=True)
        for processes in given.processes:
            for _ in range(given.rounds):
                for name in given.contestants:
                    run = (
                        tocsin(settings, given.count, share, processes)
                        if name == TOCSIN
                        else peer(name, settings, course, processes)
                    )
                    print(f"  {run}", flush=True)
                    yield {"share": share, **asdict(run)}


def table(rows: list[dict[str, object]]) -> Iterator[str]:
    """Yield a line for each contestant: medians, and the spread of the rate."""
    yield "| told | processes | contestant | articles/s | from-to | CPU µs/article | peak MB |"
    yield "|---|---|---|---|---|---|---|"
    keys = dict.fromkeys((row["share"], row["processes"], row["name"]) for row in rows)
    for key in keys:
        mine = [row for row in rows if (row["share"], row["processes"], row["name"]) == key]
        rates = [float(str(row["articles_per_second"])) for row in mine]
        cpu = statistics.median(float(str(row["cpu_us_per_article"])) for row in mine)
        peak = max(float(str(row["peak_mb"])) for row in mine)
        yield (
            f"| {key[0]:.0%} | {key[1]} | {key[2]} | {statistics.median(rates):,.0f} "
            f"| {min(rates):,.0f}-{max(rates):,.0f} | {cpu:.0f} | {peak:.0f} |"
        )


def main() -> None:
    """Race on each mix and print the runs, a table, and all of it as one line of JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=200_000)
    options.add_argument("--shares", type=float, nargs="+", default=[0.03, 0.2])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    options.add_argument("--contestants", nargs="+", default=[TOCSIN, *PEERS])
    given = options.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder,
        EmbeddedKafka(Path(folder), cache_dir=Settings.load().cache_dir) as kafka,
    ):
        rows = list(rounds(given, kafka.bootstrap_servers))
    print("\n".join(table(rows)))
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
