"""A day of 200 outlets in minutes: memory, politeness by the feeder's own log, what arrived.

The day is made up, and the same each time: stories through the day, changes, storms of 429, 503
and 500, a dead host, redirects, feeds of four kinds with ttl, ETag and Last-Modified of all sorts,
and pages behind their items. Feeder and outlets go by one clock that is faster than the wall's.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from kafka_records import consume_until
from recorded_day.arrived import by_story, missing, repeated
from recorded_day.outlets import DAY, HOUR
from recorded_day.replay import Replayed, replay, settings_for
from rich.console import Console
from rich.table import Table

from tocsin.schemas.article import Article
from tocsin.schemas.topics import Topic
from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=150.0, help="that the day takes")
    told = parser.parse_args()
    cache = Settings.load().cache_dir
    with (
        tempfile.TemporaryDirectory() as folder,
        EmbeddedKafka(Path(folder) / "kafka", cache_dir=cache) as broker,
    ):
        settings = Settings.load(bootstrap_servers=broker.bootstrap_servers)
        settings = settings_for(settings, Path(folder))
        ensure_topics(settings)
        day = replay(settings, Path(folder), told.feeds, told.seconds)
        sent = day.ledger["fed"] + day.ledger["revised"]
        records = consume_until(
            settings.bootstrap_servers,
            settings.topic(Topic.ARTICLES),
            lambda found: len(found) >= sent,
        )
        show(day, [Article.read(record.value) for record in records], told.seconds)


def show(day: Replayed, articles: list[Article], seconds: float) -> None:
    polite, arrived = day.polite, by_story(articles)
    print(f"{len(day.outlets)} feeds, a day in {seconds:.0f} s ({DAY / seconds:.0f} times as fast)")
    table = Table("hours", "memory, mean", "most")
    quarter = len(day.memory) // 4
    for number in range(4):
        marks = day.memory[number * quarter : (number + 1) * quarter]
        hours = f"{6 * number} to {6 * number + 6}"
        table.add_row(hours, f"{mean(marks):.1f} MB", f"{max(marks):.1f} MB")
    Console(width=100).print(table)
    said = ", ".join(f"{count:,} {answer}" for answer, count in polite.answers.most_common())
    print(f"requests by its own log: {polite.requests:,} ({said}); by the outlets': {day.served:,}")
    print(f"looks: {polite.looks:,}, the soonest after {polite.least_wait:.1%} of what was named")
    print(f"between two requests to a host: {polite.least_pause:.2f} s at least")
    for what, faults in (
        ("two at a time, or without a pause", polite.overlapping),
        ("looks that came too soon", polite.too_soon),
        ("requests within Retry-After", polite.not_left_alone),
        ("requests against robots.txt", polite.against_robots),
        ("stories missing (of those until 7 hours before the end)",
         missing(day.outlets, arrived, DAY - 7 * HOUR)),
        ("stories that stand twice with the same words", repeated(arrived)),
    ):  # fmt: skip
        print(f"{what}: {len(faults)}")
        for fault in faults[:3]:
            print(f"  {fault}")
    ledger = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(day.ledger.items()))
    print(f"articles on Kafka: {len(articles):,}, of {len(arrived):,} stories; ledger: {ledger}")


if __name__ == "__main__":
    main()
