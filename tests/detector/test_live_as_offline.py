"""The live path and a backtest come to the same alerts from the same articles, to the byte."""

from pathlib import Path

import pytest
from detector_process import detector
from kafka_records import consume_until, produce
from seed_reports import seed_reports

from tocsin.schemas.alert import Alert
from tocsin.schemas.topics import Topic
from tocsin.services.demo.seed_articles import seed_articles
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import SEEDS, Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka


def test_the_seeds_give_the_same_alerts_live_and_offline(
    settings: Settings, tmp_path: Path
) -> None:
    # one partition keeps the order of the articles, on which what is held back depends
    settings = settings.model_copy(update={"partitions": 1})
    world = InMemoryJudge(load_rules(SEEDS / "rules"))
    offline = {alert.write() for _, report in seed_reports() for alert in world.push(report)}
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
            lambda records: len({one.value for one in records}) >= len(offline),
            within=120,
        )

    assert {one.value for one in live} == offline
    assert "crossing-then-callup" in {Alert.read(payload).rule_id for payload in offline}
