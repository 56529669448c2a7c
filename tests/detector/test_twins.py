"""Two detectors that were given one id."""

from contextlib import ExitStack
from pathlib import Path
from signal import SIGTERM

import pytest
from detector.crossings import crossings
from detector_process import DetectorProcess, detector, eventually
from kafka_records import consume_until, produce

from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]


def test_of_two_detectors_with_one_id_one_works_and_the_other_names_it_within_seconds(
    settings: Settings, tmp_path: Path
) -> None:
    settings = settings.model_copy(update={"session_timeout": 6.0})
    ensure_topics(settings)
    with ExitStack() as running:
        first = running.enter_context(detector(settings, tmp_path))
        first.wait_ready(240)
        second = running.enter_context(detector(settings, tmp_path))
        second.wait_ready(240)

        eventually(lambda: says_twin(first), 10, "the first one says that another has its place")
        feed_and_ring(settings, 0, 40)

        assert second.get("/ready")[0] == 200
        assert says_twin(first)
        assert first.runs
        # the start, and no more: nobody evicts the other
        assert "tocsin_rebalances_total 1.0" in second.get("/metrics")[1]
        second.send(SIGTERM)
        assert second.ended() == 0
        first.wait_ready(60)
        feed_and_ring(settings, 40, 60)


def says_twin(process: DetectorProcess) -> bool | None:
    status, why = process.get("/ready")
    return (status == 503 and "TOCSIN_DETECTOR_ID of its own" in why) or None


def feed_and_ring(settings: Settings, begin: int, end: int) -> None:
    some = list(crossings(end, loud_every=1))[begin:]
    produce(settings.bootstrap_servers, settings.topic(Topic.ARTICLES), some)
    consume_until(
        settings.bootstrap_servers,
        settings.topic(Topic.ALERTS),
        lambda records: len({record.key for record in records}) >= end,
        90,
    )
