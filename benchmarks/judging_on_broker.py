"""The judge on a real Kafka: reports a second, and how long a start takes with all that it knows.

Run as `python -m benchmarks.judging_on_broker [--reports N]`. Synthetic reports of all countries
and types are there at once; the clock runs from the first to the last acknowledgement, changelog
and alerts confirmed. Then the detector is ended and started again: until `/ready` it recovers its
states from the changelog.
"""

import argparse
import os
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from signal import SIGKILL

from kafka import KafkaAdminClient, KafkaProducer

from benchmarks.judging import synthetic
from tocsin.schemas.cloudevents import report_headers
from tocsin.schemas.topics import Topic
from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.broker.guarded import GuardedProcess
from tocsin.services.broker.ports import free_port
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics

LOOK_EVERY = 0.2
STOP_SECONDS = 10.0
PATIENCE = 3_600.0


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=int, default=20_000)
    count = options.parse_args().reports
    with (
        tempfile.TemporaryDirectory(prefix="tocsin-bench-") as name,
        EmbeddedKafka(Path(name) / "kafka", cache_dir=Settings.load().cache_dir) as kafka,
    ):
        folder = Path(name)
        settings = Settings.load().model_copy(
            update={
                "bootstrap_servers": kafka.bootstrap_servers,
                "http_port": free_port("127.0.0.1"),
                "state_dir": folder / "state",
            }
        )
        ensure_topics(settings)
        with detector(settings, folder) as process:
            until_ready(settings)
            begun = time.perf_counter()
            feed(settings, count)
            print(f"{count:,} reports fed in {time.perf_counter() - begun:.1f} s", flush=True)
            until_judged(settings, count, process)
            taken = time.perf_counter() - begun
            print(f"judged in {taken:.1f} s: {count / taken:,.0f}/s, {memory(process):,.0f} MB")
        logs = sum(at.stat().st_size for at in folder.glob("kafka/**/*-changelog-*/*.log"))
        with detector(settings, folder) as process:
            begun = time.perf_counter()
            until_ready(settings)
            taken = time.perf_counter() - begun
            print(
                f"killed, and ready again {taken:.1f} s after its start, {memory(process):,.0f} MB;"
                f" its changelogs take {logs / 1e6:,.0f} MB"
            )


@contextmanager
def detector(settings: Settings, folder: Path) -> Iterator[GuardedProcess]:
    """Run a detector while the block runs; kill it at the end."""
    process = GuardedProcess(
        [sys.executable, "-m", "tocsin", "detector"],
        folder,
        folder / "detector.log",
        environment=settings.as_environment(),
    )
    try:
        yield process
    finally:
        os.kill(process.pid, SIGKILL)
        process.wait(STOP_SECONDS)


def feed(settings: Settings, count: int) -> None:
    producer = KafkaProducer(
        bootstrap_servers=settings.bootstrap_servers, acks="all", linger_ms=20, batch_size=200_000
    )
    for number in range(count):
        report = synthetic(number)
        producer.send(
            settings.topic(Topic.REPORTS),
            key=report.topic_key,
            value=report.write(),
            headers=report_headers(report),
        )
    producer.flush(timeout=60)
    producer.close()


def until_ready(settings: Settings) -> None:
    address = f"http://{settings.http_host}:{settings.http_port}/ready"

    def is_ready() -> bool:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return bool(answer.status == HTTPStatus.OK)
        except OSError:
            return False

    wait_for(is_ready)


def until_judged(settings: Settings, count: int, process: GuardedProcess) -> None:
    """Wait until all reports are acknowledged; print a line for each tenth."""
    admin = KafkaAdminClient(bootstrap_servers=settings.bootstrap_servers)
    topic = settings.topic(Topic.REPORTS)
    marks: list[tuple[int, float]] = []

    def is_judged() -> bool:
        group = settings.application_id
        committed = admin.list_group_offsets({group: None}).get(group, {})
        done = sum(at.offset for tp, at in committed.items() if tp.topic == topic)
        now = time.perf_counter()
        if not marks:
            marks.append((done, now))  # what was judged while they were fed
        before, since = marks[-1]
        if done - before >= count / 10:
            marks.append((done, now))
            rate = (done - before) / (now - since)
            print(f"{done:>9,} {rate:>7,.0f}/s {memory(process):>6,.0f} MB", flush=True)
        return done >= count

    wait_for(is_judged)
    admin.close()


def wait_for(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            sys.exit("it took too long")
        time.sleep(LOOK_EVERY)


def memory(process: GuardedProcess) -> float:
    """Return the megabytes that are resident."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


if __name__ == "__main__":
    main()
