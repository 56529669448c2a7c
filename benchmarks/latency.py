"""From `feed` to `watch`: how long until an article rings? Run by `make bench-latency`.

A real Kafka and a detector on this machine; one article at a time, as news comes, so that no
article waits for another. The clock starts before the producer takes the article and stops when
the watcher's iterator gives the alert.
"""

import argparse
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from schemas.article import Article
from schemas.cloudevents import REPLAY, article_headers
from services.demo.stack import running
from services.feeder.producer import ArticleProducer
from services.feeder.records import Message
from services.settings import Settings
from services.watcher import watch

FIRST_DAY = datetime(2020, 1, 1, 6, tzinfo=UTC)
APART = timedelta(days=20)
"""Between two crossings into one country: closer ones might be one incident and not ring."""
COUNTRIES = ("Chad", "Kenya", "Niger", "Ghana", "Nepal", "Poland", "Serbia", "Greece")
WARM_UP = 20
"""Articles that are not counted: connections open, code gets warm."""


def article(number: int) -> Article:
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


def measured(settings: Settings, count: int) -> list[float]:
    """Return the seconds that each counted article took."""
    seconds = []
    with watch(settings) as alerts, ArticleProducer(settings, print) as producer:
        for number in range(count + WARM_UP):
            one = article(number)
            message = Message(one.id.encode(), one.write(), [*article_headers(one), REPLAY])
            started = time.perf_counter()
            producer.send(message)
            # an alert of an earlier crossing may expire in between
            next(alert for alert in alerts if alert.sources[-1].article_id == one.id)
            taken = time.perf_counter() - started
            if number >= WARM_UP:
                seconds.append(taken)
    return seconds


def main() -> None:
    """Measure and print p50, p90, p99 and the slowest."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=300, help="articles that are counted")
    count = options.parse_args().count
    with (
        tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder,
        running(Settings.load(), Path(folder), lambda line: print(line, file=sys.stderr)) as here,
    ):
        seconds = measured(here, count)
    cuts = statistics.quantiles(seconds, n=100)
    print(
        f"feed to watch, {len(seconds)} articles one by one: "
        f"p50 {cuts[49] * 1000:.0f} ms, p90 {cuts[89] * 1000:.0f} ms, "
        f"p99 {cuts[98] * 1000:.0f} ms, slowest {max(seconds) * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
