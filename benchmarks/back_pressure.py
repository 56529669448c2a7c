"""A flood, then an alerts topic that is away: does memory stay flat, and is anything dropped?

Run by `make bench-back-pressure`. A real Kafka and a detector on this machine. First 100,000
articles are there at once. Then the alerts topic is deleted while more come: the detector tries
again and takes no more than its buffers hold; when the topic is back, all that was due rings.
"""

import argparse
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kafka import KafkaAdminClient

from tocsin.schemas.alert import AlertKind
from tocsin.schemas.article import Article
from tocsin.schemas.cloudevents import REPLAY, article_headers
from tocsin.schemas.topics import Topic
from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.broker.guarded import GuardedProcess
from tocsin.services.broker.ports import free_port
from tocsin.services.feeder.producer import ArticleProducer
from tocsin.services.feeder.records import ArticleMessage
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics
from tocsin.services.watcher import watch

FIRST_DAY = datetime(2020, 1, 1, 6, tzinfo=UTC)
APART = timedelta(days=20)
COUNTRIES = ("Chad", "Kenya", "Niger", "Ghana", "Nepal", "Poland", "Serbia", "Greece")
FILLER = "The council met on Monday to discuss school meals and the new bus line. " * 35
LOUD_EVERY = 500
AWAY_SECONDS = 30


def article(number: int) -> Article:
    """Return an article of 2.6 kB; every five hundredth rings, as an incident of its own."""
    loud, is_quiet = divmod(number, LOUD_EVERY)
    turn, country = divmod(loud, len(COUNTRIES))
    lead = f"{1_000 + loud:,} soldiers crossed the border into {COUNTRIES[country]} on Monday. "
    return Article(
        id=f"flood-{number}",
        source="Border Wire",
        text=FILLER if is_quiet else lead + FILLER,
        published_at=FIRST_DAY + turn * APART,
        language="en",
    )


def feed(settings: Settings, numbers: range) -> None:
    with ArticleProducer(settings, print) as producer:
        for number in numbers:
            one = article(number)
            producer.send(
                ArticleMessage(one.id.encode(), one.write(), [*article_headers(one), REPLAY])
            )
        producer.flush()


class Watching:
    """Looks at memory and lag of the detector every half second."""

    def __init__(self, pid: int, settings: Settings) -> None:
        self._status = Path(f"/proc/{pid}/status")
        self._address = f"http://{settings.http_host}:{settings.http_port}"
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self.megabytes: list[float] = []
        self.lags: list[float] = []
        self._thread.start()

    def close(self) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def lag(self) -> float:
        address = f"{self._address}/metrics"
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own port
            lines = answer.read().decode().splitlines()
        found = [line for line in lines if line.startswith("tocsin_consumer_lag{")]
        return sum(float(line.rpartition(" ")[2]) for line in found) if found else float("nan")

    def _watch(self) -> None:
        while not self._ended.wait(0.5):
            lines = self._status.read_text().splitlines()
            kilobytes = next(line for line in lines if line.startswith("VmRSS")).split()[1]
            self.megabytes.append(int(kilobytes) / 1024)
            self.lags.append(self.lag)

    def told(self) -> str:
        quarter = max(1, len(self.megabytes) // 4)
        ends = [max(self.megabytes[at * quarter :][:quarter]) for at in range(4)]
        parts = ", ".join(f"{end:.0f}" for end in ends)
        return f"most memory by quarter {parts} MB; most lag {max(self.lags):,.0f}"


@contextmanager
def watching(pid: int, settings: Settings) -> Iterator[Watching]:
    one = Watching(pid, settings)
    try:
        yield one
    finally:
        one.close()


def wait_for(condition: Callable[[], bool], within: float, what: str) -> None:
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            sys.exit(f"not within {within:.0f} s: {what}")
        time.sleep(0.3)


def is_ready(settings: Settings) -> bool:
    try:
        address = f"http://{settings.http_host}:{settings.http_port}/ready"
        with urllib.request.urlopen(address, timeout=2):
            return True
    except OSError:
        return False


def rung(settings: Settings, idle: float) -> int:
    with watch(settings, since="beginning", until_idle=idle) as alerts:
        return len({alert.id for alert in alerts if alert.kind is AlertKind.INITIAL})


def delete_alerts(settings: Settings) -> None:
    admin = KafkaAdminClient(bootstrap_servers=settings.bootstrap_servers)
    try:
        admin.delete_topics([settings.topic(Topic.ALERTS)])
    finally:
        admin.close()


def flooded(settings: Settings, process: GuardedProcess, count: int) -> None:
    with watching(process.pid, settings) as seen:
        started = time.monotonic()
        feed(settings, range(count))
        wait_for(lambda: max(seen.lags, default=0) > 0 and seen.lag == 0, 400, "lag 0")
        taken = time.monotonic() - started
    due, rang = -(-count // LOUD_EVERY), rung(settings, 5)
    print(f"flood of {count:,}: done in {taken:.0f} s; {seen.told()}; {rang} of {due} rang")


def without_alerts_topic(settings: Settings, process: GuardedProcess, numbers: range) -> None:
    with watching(process.pid, settings) as seen:
        delete_alerts(settings)
        feed(settings, numbers)
        time.sleep(AWAY_SECONDS)  # the measurement itself
        held, still_ready = seen.lag, is_ready(settings)
        ensure_topics(settings)
        wait_for(lambda: seen.lag == 0, 200, "lag 0")
    due = len([number for number in numbers if number % LOUD_EVERY == 0])
    print(
        f"alerts topic away for {AWAY_SECONDS} s while {len(numbers):,} came: {seen.told()}; "
        f"lag meanwhile {held:,.0f}, ready meanwhile: {still_ready}; "
        f"then {rung(settings, 5)} of {due} rang"
    )


def main() -> None:
    """Measure both and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=100_000, help="articles of the flood")
    count = options.parse_args().count
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as name:
        folder = Path(name)
        with EmbeddedKafka(folder / "kafka", cache_dir=Settings.load().cache_dir) as kafka:
            settings = Settings.load(
                bootstrap_servers=kafka.bootstrap_servers,
                http_port=free_port("127.0.0.1"),
                state_dir=folder / "state",
            )
            ensure_topics(settings)
            process = GuardedProcess(
                [sys.executable, "-m", "tocsin", "detector"],
                Path.cwd(),
                folder / "detector.log",
                environment=settings.as_environment(),
            )
            try:
                wait_for(lambda: is_ready(settings), 60, "/ready")
                flooded(settings, process, count)
                without_alerts_topic(settings, process, range(count, count + count // 5))
            finally:
                process.stop(15)


if __name__ == "__main__":
    main()
