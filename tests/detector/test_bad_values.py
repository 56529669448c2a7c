"""One bad value does not outlive itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from detector_process import detector
from judging.reports import crossing
from kafka_records import consume_until, letters_of, produce

from tocsin.schemas.dead_letter import Reason
from tocsin.schemas.report import Report
from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(200)]


def test_a_report_of_the_year_9999_does_not_end_the_time_of_the_others(
    settings: Settings, tmp_path: Path
) -> None:
    settings = settings.model_copy(update={"partitions": 1})
    ensure_topics(settings)
    where, now = settings.bootstrap_servers, datetime.now(UTC)
    never = crossing("Late Wire", 9_000, published_at=datetime(9999, 12, 1, tzinfo=UTC))
    news = [
        crossing("Border Wire", 2_000 + 500 * n, published_at=now - timedelta(hours=3 - n))
        for n in range(3)
    ]

    put(settings, never, *news)
    with detector(settings, tmp_path):
        alerts = consume_until(where, settings.topic(Topic.ALERTS), bool)
        letters = letters_of(consume_until(where, settings.topic(Topic.DEAD_LETTERS), bool))

    assert [one.reason for one in letters] == [Reason.FUTURE_TIMESTAMP]
    assert b'"expired"' not in alerts[0].value


def test_junk_in_the_memory_is_set_apart_and_the_detector_works(
    settings: Settings, tmp_path: Path
) -> None:
    settings = settings.model_copy(update={"partitions": 1})
    ensure_topics(settings)
    where = settings.bootstrap_servers
    keys = [b"0/clock", b"0/orders", b"0/judged", b"0/SDN/border_crossing", b"0/SDN/eruption"]
    produce(where, settings.changelog_topic, [(key, b"junk") for key in keys])
    produce(where, settings.sequences_changelog_topic, [(b"orders", b"junk"), (b"step", b"junk")])
    put(settings, crossing("Border Wire", 2_000, published_at=datetime.now(UTC)))

    with detector(settings, tmp_path) as process:
        consume_until(where, settings.topic(Topic.ALERTS), bool)
        process.wait_ready()

        assert "tocsin_state_quarantined_total" in process.get("/metrics")[1]
        assert process.log.count("state_quarantined") >= len(keys)


def put(settings: Settings, *reports: Report) -> None:
    records = [(one.topic_key, one.write()) for one in reports]
    produce(settings.bootstrap_servers, settings.topic(Topic.REPORTS), records)
