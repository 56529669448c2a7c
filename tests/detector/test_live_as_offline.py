"""The live path and a backtest come to the same alerts from the same articles."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from detector_process import detector
from kafka_records import consume_until, produce

from schemas.alert import Alert
from schemas.topics import Topic
from services.demo.seed_articles import seed_articles
from services.detector.judging.world import World
from services.detector.parsers import parser_named
from services.detector.reports import reports_of
from services.detector.rulebook import load_rules
from services.settings import SEEDS, Settings
from services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka


def as_people_know_them(alerts: Iterable[Alert]) -> set[tuple[object, ...]]:
    """Return each alert as it stands; how sure it is may wait for its minimum interval."""
    last: dict[str, Alert] = {}
    for alert in alerts:
        if alert.id not in last or last[alert.id].revision < alert.revision:
            last[alert.id] = alert
    return {
        (alert.id, alert.rule_id, alert.country, alert.quantity, alert.severity)
        for alert in last.values()
    }


def test_the_seeds_give_the_same_alerts_live_and_offline(
    settings: Settings, tmp_path: Path
) -> None:
    world = World(load_rules(SEEDS / "rules"))
    parser = parser_named(settings.parser)
    offline = as_people_know_them(
        alert
        for article in seed_articles()
        for report in reports_of(article, parser)
        for alert in world.push(report)
    )
    ensure_topics(settings)
    where = settings.bootstrap_servers

    with detector(settings, tmp_path):
        produce(
            where,
            settings.topic(Topic.ARTICLES),
            [(article.id.encode(), article.write()) for article in seed_articles()],
        )
        live = consume_until(
            where,
            settings.topic(Topic.ALERTS),
            lambda records: (
                as_people_know_them(Alert.read(one.value) for one in records) >= offline
            ),
        )

    assert as_people_know_them(Alert.read(record.value) for record in live) == offline
    assert "crossing-then-callup" in {Alert.read(record.value).rule_id for record in live}
