"""The drill as people run it, beside the news of the day."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from detector.crossings import article
from detector_process import DetectorProcess, detector, eventually
from kafka_records import consume_until, produce
from shipped_network import shipped
from tocsin_command import run

from tocsin.schemas.alert import Alert
from tocsin.schemas.topics import Topic
from tocsin.schemas.vocabulary import Status
from tocsin.services.drill.run import drill_article
from tocsin.services.problem import Problem
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import SEEDS, Settings
from tocsin.services.topics.creation import ensure_topics

STALE = 'tocsin_alerts_withheld_total{reason="stale"}'


def told(process: DetectorProcess, counter: str) -> str | None:
    """Return the metrics once a counter has left zero."""
    metrics = process.get("/metrics")[1]
    return metrics if f"{counter} " in metrics and f"{counter} 0.0" not in metrics else None


@pytest.mark.kafka
def test_a_drill_is_timed_and_old_news_ring_only_as_a_replay(
    settings: Settings, tmp_path: Path
) -> None:
    ensure_topics(settings)
    where, articles = settings.bootstrap_servers, settings.topic(Topic.ARTICLES)
    old = datetime(2025, 3, 4, 9, tzinfo=UTC)
    late = article(1, "2,000 soldiers crossed the border into Kenya on Monday.", old)
    archived = article(2, "3,000 soldiers crossed the border into Peru on Monday.", old)
    with detector(settings, tmp_path) as process:
        process.wait_ready()

        drill = ["drill", "--rule", "border-crossing-troops", "--wait", "120"]
        done = run(settings, drill, within=180)
        produce(where, articles, [(b"1", late)], headers=[])
        produce(where, articles, [(b"2", archived)])
        records = consume_until(where, settings.topic(Topic.ALERTS), lambda found: len(found) >= 3)
        # the partition of the stale one may be read last
        metrics = eventually(lambda: told(process, STALE), 60, f"{STALE} in the metrics")

    assert done.returncode == 0, done.stderr
    assert "Exercise: alert" in done.stdout
    alerts = [Alert.read(record.value) for record in records]
    # partitions are read in any order
    (real,) = [one for one in alerts if one.status is Status.ACTUAL]
    assert [one.status for one in alerts].count(Status.EXERCISE) == 2
    assert (real.country, real.detected_at) == ("PER", old)
    assert f"{STALE} 1.0" in metrics
    assert 'tocsin_exercise_alerts_total{kind="initial",status="Exercise"} 1.0' in metrics
    assert metrics.count("tocsin_alerts_total{") == 1


@pytest.mark.kafka
def test_a_drill_that_nobody_hears_says_so(settings: Settings) -> None:
    ensure_topics(settings)

    done = run(settings, ["drill", "--wait", "2"])

    assert done.returncode == 1
    assert "check that a detector runs" in done.stderr


def test_a_drill_of_an_unknown_rule_says_so() -> None:
    with pytest.raises(Problem, match="no rule thunder"):
        drill_article(load_rules(SEEDS / "rules"), "thunder", datetime.now(UTC), shipped())
