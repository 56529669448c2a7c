import shutil
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest
from detector.crossings import article
from detector_process import detector, eventually
from kafka_records import consume_until, produce

from tocsin.schemas.alert import Alert
from tocsin.schemas.topics import Topic
from tocsin.services.settings import SEEDS, Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka
TEXT = "{} soldiers crossed the border into Kenya on Monday, officials said."


def test_good_rules_are_taken_over_and_bad_ones_refused(settings: Settings, tmp_path: Path) -> None:
    rules = Path(shutil.copytree(SEEDS / "rules", tmp_path / "rules"))
    rule = rules / "border-crossing-troops.yaml"
    settings = settings.model_copy(update={"rules": rules})
    ensure_topics(settings)

    with detector(settings, tmp_path) as process:
        process.wait_ready()
        rule.write_text(rule.read_text().replace("at_least: 100,", "at_least: few,"))
        eventually(lambda: "rules_refused" in process.log or None, 15, "bad rules refused")
        assert "tocsin_rules_are_current 0.0" in process.get("/metrics")[1]
        assert 'tocsin_rule_reloads_total{result="refused"} 1.0' in process.get("/metrics")[1]

        rule.write_text(rule.read_text().replace("at_least: few,", "at_least: 40,"))
        process.send(signal.SIGHUP)
        eventually(lambda: "rules_taken_over" in process.log or None, 15, "good rules taken over")
        assert "tocsin_rules_are_current 1.0" in process.get("/metrics")[1]
        assert 'tocsin_rule_reloads_total{result="taken_over"} 1.0' in process.get("/metrics")[1]

        fifty = article(1, TEXT.format(50), datetime(2026, 3, 3, 9, tzinfo=UTC))
        produce(settings.bootstrap_servers, settings.topic(Topic.ARTICLES), [(b"1", fifty)])
        records = consume_until(settings.bootstrap_servers, settings.topic(Topic.ALERTS), bool)

    assert Alert.read(records[0].value).quantity.figure == 50
