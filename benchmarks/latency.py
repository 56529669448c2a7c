"""From an article's publication to its alert: one at a time, and in a stream of 500 a second.

A real Kafka and a detector on this machine. The clock starts before the producer takes the
article and stops when the watcher's iterator gives the alert. In the stream three of a hundred
articles tell something, as in the mix that the peers read; every second of these rings.
"""

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from measured_process import DetectorProcess, detecting, kafka
from mix import mixed
from result import Cell, Result, Table, options, percentiles

from tocsin.schemas.alert import Alert
from tocsin.schemas.article import Article
from tocsin.schemas.cloudevents import REPLAY, article_headers
from tocsin.schemas.report import Report
from tocsin.schemas.topics import Topic
from tocsin.services.feeder.producer import ArticleProducer
from tocsin.services.feeder.records import ArticleMessage
from tocsin.services.settings import Settings
from tocsin.services.subscription.records import TopicRecords
from tocsin.services.subscription.start import FromBeginning
from tocsin.services.topics import ensure_topics
from tocsin.services.watcher import watch

FIRST_DAY = datetime(2000, 1, 1, 6, tzinfo=UTC)
APART = timedelta(days=20)
"""Between two crossings into one country: closer ones might be one incident and not ring."""
COUNTRIES = ("Chad", "Kenya", "Niger", "Ghana", "Nepal", "Poland", "Serbia", "Greece")
WARM_UP = 20
"""Articles that are not counted: connections open, code gets warm."""
WARM_UP_SECONDS = 3
SHARE_TOLD = 0.03
PATIENCE_SECONDS = 20.0
QUIET, BUSY = {"p50": 20.0, "p99": 60.0}, {"p99": 150.0}
"""Goals in milliseconds: on a quiet machine, and with half of it taken by another process."""
COLUMNS = ("articles", "alerts", "p50 ms", "p90 ms", "p99 ms", "most ms")

Moments = dict[str, float]
"""When something happened to an article, by its id; seconds since 1970."""


def ringing(number: int) -> Article:
    """Return an article that rings, as an incident of its own."""
    turn, country = divmod(number, len(COUNTRIES))
    return Article(
        id=f"latency-{number}",
        source="Border Wire",
        text=f"{1_000 + number:,} soldiers crossed the border into {COUNTRIES[country]} on Monday, "
        "officials said. "
        "They came at seven points and handed in their rifles, a border officer told reporters.",
        published_at=FIRST_DAY + turn * APART,
        language="en",
    )


def stream(count: int, first: int) -> Iterator[Article]:
    """Yield the mix with every second article that tells something replaced by one that rings.

    Those that ring are numbered from `first`; the others are of the same days.
    """
    told = 0
    for article in mixed(count, SHARE_TOLD):
        rings = ringing(first + told // 2)
        told += article.id.startswith("told")
        yield (
            rings
            if article.id.startswith("told") and told % 2
            else article.model_copy(update={"published_at": rings.published_at})
        )


def message(article: Article) -> ArticleMessage:
    return ArticleMessage(article.id.encode(), article.write(), [*article_headers(article), REPLAY])


def one_by_one(settings: Settings, count: int) -> list[float]:
    """Return the seconds that each counted article took."""
    seconds = []
    with (
        watch(settings, until_idle=PATIENCE_SECONDS) as alerts,
        ArticleProducer(settings, print) as producer,
    ):
        for number in range(count + WARM_UP):
            one = ringing(number)
            made = message(one)
            started = time.perf_counter()
            producer.send(made)
            # an alert of an earlier crossing may expire in between
            next(alert for alert in alerts if alert.sources[-1].article_id == one.id)
            taken = time.perf_counter() - started
            if number >= WARM_UP:
                seconds.append(taken)
    return seconds


def feed(settings: Settings, rate: float, seconds: float, first: int, told: Connection) -> None:
    """Send articles evenly over the time; tell which will ring, then when each was sent."""
    made = [(one.id, message(one)) for one in stream(round(rate * seconds), first)]
    told.send({name for name, _ in made if name.startswith("latency")})
    sent: Moments = {}
    with ArticleProducer(settings, print) as producer:
        began = time.perf_counter()
        for number, (name, one) in enumerate(made):
            time.sleep(max(0.0, began + number / rate - time.perf_counter()))
            if name.startswith("latency"):
                sent[name] = time.time()
            producer.send(one)
        producer.flush()
    told.send(sent)


def streamed(
    settings: Settings, rate: float, seconds: float, first: int
) -> tuple[Moments, Moments]:
    """Return when each ringing article was sent, and when its first alert was seen."""
    here, there = multiprocessing.Pipe()
    seen: Moments = {}
    with watch(settings, until_idle=PATIENCE_SECONDS) as alerts:
        feeder = multiprocessing.get_context("spawn").Process(
            target=feed, args=(settings, rate, seconds + WARM_UP_SECONDS, first, there), daemon=True
        )
        feeder.start()
        awaited: set[str] = here.recv()
        for alert in alerts:
            seen.setdefault(alert.sources[-1].article_id, time.time())
            awaited.discard(alert.sources[-1].article_id)
            if not awaited:
                break
        sent: Moments = here.recv()
        feeder.join(PATIENCE_SECONDS)
    counted_from = min(sent.values()) + WARM_UP_SECONDS
    return {name: at for name, at in sent.items() if at >= counted_from}, seen


def on_kafka(settings: Settings, topic: Topic) -> Moments:
    """Return when the first message about each article was written to a topic."""
    found: Moments = {}
    records = TopicRecords(settings, [topic], FromBeginning(), print)
    try:
        for record in records.until_now():
            found.setdefault(about(topic, record.value), record.timestamp / 1000)
    finally:
        records.close()
    return found


def about(topic: Topic, value: bytes) -> str:
    """Return the id of the article that a message is about."""
    match topic:
        case Topic.ARTICLES:
            return Article.read(value).id
        case Topic.REPORTS:
            return Report.read(value).article_id
        case _:
            return Alert.read(value).sources[-1].article_id


def hops(settings: Settings, sent: Moments, seen: Moments) -> list[list[Cell]]:
    """Return percentiles of the way's parts; Kafka's own times are whole milliseconds."""
    came, read, rang = (
        on_kafka(settings, topic) for topic in (Topic.ARTICLES, Topic.REPORTS, Topic.ALERTS)
    )
    ways = {
        "published to article on Kafka": (sent, came),
        "article on Kafka to its report": (came, read),
        "report on Kafka to its alert": (read, rang),
        "alert on Kafka to the watcher": (rang, seen),
        "article on Kafka to its alert": (came, rang),
    }
    whole = sent.keys() & came.keys() & read.keys() & rang.keys() & seen.keys()
    return [
        [way, *percentiles([there[name] - here[name] for name in whole])]
        for way, (here, there) in ways.items()
    ]


def spin() -> None:
    """Take a core and give nothing for it."""
    while True:
        pass


@contextmanager
def half_the_machine_taken() -> Iterator[None]:
    """Keep half of the cores busy with something else."""
    spawn = multiprocessing.get_context("spawn")
    cores = max(1, (os.cpu_count() or 2) // 2)
    others = [spawn.Process(target=spin, daemon=True) for _ in range(cores)]
    for one in others:
        one.start()
    try:
        yield
    finally:
        for one in others:
            one.kill()
            one.join()


@dataclass
class Streams:
    """What a detector does with streams of articles, and where it is noted."""

    settings: Settings
    process: DetectorProcess
    rate: float
    seconds: float
    result: Result
    rows: list[list[Cell]]
    save: Path | None

    def measure(self, name: str, first: int, goals: Mapping[str, float]) -> tuple[Moments, Moments]:
        """Send a stream and note its percentiles; return when each was sent and seen."""
        before = self.process.cpu_seconds()
        sent, seen = streamed(self.settings, self.rate, self.seconds, first)
        busy = (self.process.cpu_seconds() - before) / (self.seconds + WARM_UP_SECONDS)
        taken = [seen[one] - at for one, at in sent.items() if one in seen]
        seen_in = dict(zip(("p50", "p90", "p99", "most"), percentiles(taken), strict=True))
        self.rows.append([name, len(taken), *seen_in.values()])
        for which, most in goals.items():
            what = f"publication to alert at {name}, {which}"
            self.result.at_most(what, most, seen_in[which], " ms")
        self.result.notes.append(
            f"At {name}, {len(sent) - len(taken)} of {len(sent)} alerts did not come; "
            f"the detector took {busy:.0%} of a core."
        )
        self.result.save(self.save)
        return sent, seen

    def measure_all(self, first: int) -> None:
        """Measure on a quiet machine, then with half of it taken by others."""
        sent, seen = self.measure(f"{self.rate:.0f}/s", first, QUIET)
        title = f"Where the time of {self.rate:.0f}/s goes"
        parts = hops(self.settings, sent, seen)
        self.result.tables.append(Table(title, ("part of the way", *COLUMNS[2:]), parts))
        articles = self.rate * (self.seconds + WARM_UP_SECONDS)
        after = first + round(articles * SHARE_TOLD)
        with half_the_machine_taken():
            name = f"{self.rate:.0f}/s, half of the machine taken"
            self.measure(name, after, BUSY)


def main() -> None:
    """Measure and print p50, p90, p99 and the slowest."""
    parser = options(__doc__)
    parser.add_argument("--count", type=int, default=300, help="articles one at a time")
    parser.add_argument("--rate", type=float, default=500, help="articles a second in the stream")
    parser.add_argument("--seconds", type=float, default=60, help="of the stream; 0 leaves it out")
    given = parser.parse_args()
    rows: list[list[Cell]] = []
    result = Result("latency", [Table("Publication to alert, feed to watch", COLUMNS, rows)])
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as name, kafka(Path(name)) as settings:
        ensure_topics(settings)
        with detecting(settings, Path(name)) as process:
            if given.count:
                alone = one_by_one(settings, given.count)
                rows.append(["one at a time", len(alone), *percentiles(alone)])
                result.save(given.save)
            if given.seconds:
                streams = Streams(
                    settings, process, given.rate, given.seconds, result, rows, given.save
                )
                streams.measure_all(given.count + WARM_UP)
    result.save(given.save)
    sys.stdout.write("\n".join(result.markdown()))


if __name__ == "__main__":
    main()
