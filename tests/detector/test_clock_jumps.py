"""A wall clock that is wrong, or jumps while a detector works."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import fake_clock
import pytest
from detector.crossings import COUNTRIES
from detector_process import DetectorProcess
from fake_clock import FakeClock
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka_records import consume_until, produce

from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.timeout(600),
    pytest.mark.skipif(fake_clock.library() is None, reason="libfaketime is not installed"),
]


@pytest.fixture
def clock(tmp_path: Path) -> FakeClock:
    return FakeClock(tmp_path / "clock")


@pytest.mark.parametrize("hours", [3, -26, 200])
def test_a_detector_whose_clock_jumps_rings_for_fresh_news_and_says_that_its_clock_is_wrong(
    settings: Settings, tmp_path: Path, clock: FakeClock, hours: float
) -> None:
    ensure_topics(settings)
    numbers = iter(range(len(COUNTRIES)))
    with closing(DetectorProcess(settings, tmp_path / "log", clock.environment)) as process:
        process.wait_ready(240)
        feed_fresh(settings, islice(numbers, 5))
        rings(settings, 5)

        clock.set(hours)
        feed_until(settings, numbers, lambda: "clock_differs" in process.log)
        feed_fresh(settings, islice(numbers, 10))
        said = metric(process, "tocsin_clock_difference_seconds ")
        clock.set(0)
        feed_until(settings, numbers, lambda: "clock_agrees" in process.log)

        assert said == pytest.approx(hours * 3600, abs=60)
        rings(settings, next(numbers))
        assert metric(process, "tocsin_dead_letters_total{") == 0
        taken = metric(process, "tocsin_publication_to_alert_seconds_sum ")
        assert 0 < taken < 60  # one alert by the wrong clock would be hours
        assert process.runs


def test_a_clock_that_was_wrong_from_the_start_is_survived_also_on_topics_of_earlier_versions(
    settings: Settings, tmp_path: Path, clock: FakeClock
) -> None:
    made_by_an_earlier_version(settings)
    clock.set(3)
    with closing(DetectorProcess(settings, tmp_path / "log", clock.environment)) as process:
        feed_fresh(settings, range(20))

        rings(settings, 20)

        assert metric(process, "tocsin_dead_letters_total{") == 0
        assert process.runs


def made_by_an_earlier_version(settings: Settings) -> None:
    """Make the topics as they were when their messages carried the clock of who sent them."""
    ensure_topics(settings)
    admin = KafkaAdminClient(bootstrap_servers=settings.bootstrap_servers)
    try:
        names = [name for name in admin.list_topics() if name.startswith(settings.topic_prefix)]
        of_sender = {"message.timestamp.type": "CreateTime"}
        admin.alter_configs(
            [ConfigResource(ConfigResourceType.TOPIC, name, configs=of_sender) for name in names]
        )
    finally:
        admin.close()


def feed_fresh(settings: Settings, numbers: Iterable[int]) -> None:
    """Feed articles of this minute, each of which rings in a country of its own."""
    now = datetime.now(UTC) - timedelta(minutes=1)
    produce(
        settings.bootstrap_servers,
        settings.topic(Topic.ARTICLES),
        [(f"article-{number}".encode(), fresh(number, now)) for number in numbers],
        headers=[],
    )


def fresh(number: int, published_at: datetime) -> bytes:
    text = f"{1000 + number:,} soldiers crossed the border into {COUNTRIES[number]} today, "
    return json.dumps(
        {
            "id": f"article-{number}",
            "source": "Border Wire",
            "text": f"{text}officials said.",
            "published_at": published_at.isoformat(),
            "language": "en",
        }
    ).encode()


def rings(settings: Settings, count: int) -> None:
    consume_until(
        settings.bootstrap_servers,
        settings.topic(Topic.ALERTS),
        lambda records: len({record.key for record in records}) >= count,
    )


def feed_until(settings: Settings, numbers: Iterator[int], reached: Callable[[], bool]) -> None:
    """Feed one after another, each once the one before has rung, until something is so."""
    for number in numbers:
        feed_fresh(settings, [number])
        rings(settings, number + 1)
        if reached():
            return
    pytest.fail("all were fed, and it is not so")


def metric(process: DetectorProcess, begins: str) -> float:
    """Return the sum of the samples that begin so."""
    lines = process.get("/metrics")[1].splitlines()
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(begins))
