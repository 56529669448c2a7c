"""How fast does the archive fill a database? Run by `make bench-archive`.

A real Kafka and a real PostgreSQL on this machine, `fsync` as it is by default. Alerts are on the
topic before the clock starts, so that it is a backfill. Two rows: three sources an alert, as most
have, and thirty, as big ones have.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import psycopg
from kafka import KafkaProducer

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from postgres_server import PostgresServer
from watcher.alert_cases import alert, source

from tocsin.schemas.topics import Topic
from tocsin.services.archive.database import Database
from tocsin.services.archive.schema import migrate
from tocsin.services.archive.worker import archive
from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics

PATIENCE_SECONDS = 600


def backlog(settings: Settings, count: int, sources: int) -> int:
    """Put alerts on the topic and return the bytes of one."""
    said = tuple(source(number) for number in range(sources))
    producer = KafkaProducer(bootstrap_servers=settings.bootstrap_servers, linger_ms=20)
    topic = settings.topic(Topic.ALERTS)
    for number in range(count):
        one = alert(f"alert-{number}", sources=said)
        producer.send(topic, one.write(), one.id.encode())
    producer.flush()
    producer.close()
    return len(one.write())


def seconds_to_fill(settings: Settings, url: str, count: int) -> float:
    """Archive all of it and return the time from the first row to the last."""
    stopping, started = Event(), Event()
    with ThreadPoolExecutor(1) as threads, psycopg.connect(url, autocommit=True) as asking:
        running = threads.submit(archive, settings, stopping, started.set)
        started.wait(PATIENCE_SECONDS)
        begun = time.perf_counter()
        try:
            while time.perf_counter() - begun < PATIENCE_SECONDS and not running.done():
                found = asking.execute("SELECT sum(next_offset) FROM kafka_offsets").fetchone()
                if found is not None and found[0] == count:
                    return time.perf_counter() - begun
                time.sleep(0.05)
        finally:
            stopping.set()
        running.result()
    message = f"{count} alerts are not in the database after {PATIENCE_SECONDS} s"
    raise SystemExit(message)


def measured(kafka: str, postgres: PostgresServer, count: int) -> Iterator[str]:
    for sources in (3, 30):
        name = f"sources_{sources}"
        postgres.ask(f"CREATE DATABASE {name}")
        url = postgres.url(name)
        settings = Settings.load(
            bootstrap_servers=kafka, topic_prefix=name, database_url=url, archive_http_port=0
        )
        ensure_topics(settings)
        migrate(Database(settings))
        size = backlog(settings, count, sources)
        busy = time.process_time()
        seconds = seconds_to_fill(settings, url, count)
        busy = time.process_time() - busy
        yield (
            f"backfill, {sources:2} sources an alert ({size:,} bytes): "
            f"{count:,} alerts in {seconds:.1f} s, {count / seconds:,.0f} alerts/s; "
            f"the archive's own CPU {busy / count * 1e6:.0f} µs an alert"
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=20_000, help="alerts of each size")
    count = options.parse_args().count
    with (
        tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder,
        EmbeddedKafka(Path(folder) / "kafka", cache_dir=Settings.load().cache_dir) as kafka,
    ):
        postgres = PostgresServer(Path(folder), fsync=True)
        try:
            postgres.start()
            for line in measured(kafka.bootstrap_servers, postgres, count):
                print(line)
        finally:
            postgres.stop()


if __name__ == "__main__":
    main()
