import signal
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from detector.crossings import article, crossings
from detector_process import detector, eventually
from kafka.consumer.fetcher import ConsumerRecord
from kafka_records import consume_until, produce

from tocsin.schemas.alert import Alert
from tocsin.schemas.dead_letter import DeadLetter, Reason
from tocsin.schemas.report import Report
from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka


def alerts_of(records: Sequence[ConsumerRecord]) -> list[Alert]:
    return [Alert.read(record.value) for record in records]


def assert_only_exact_repeats(records: Sequence[ConsumerRecord]) -> None:
    seen: dict[tuple[str, int], set[bytes]] = defaultdict(set)
    for record in records:
        alert = Alert.read(record.value)
        seen[alert.id, alert.revision].add(record.value)
    contradicting = {identity: values for identity, values in seen.items() if len(values) > 1}
    assert not contradicting


def distinct(records: Sequence[ConsumerRecord]) -> int:
    return len({record.key for record in records})


def test_kill_9_in_the_middle_loses_nothing_and_repeats_exactly(
    settings: Settings, tmp_path: Path
) -> None:
    due, articles = 1_000, list(crossings(5_000, loud_every=5))
    ensure_topics(settings)
    alerts = settings.topic(Topic.ALERTS)
    where = settings.bootstrap_servers
    produce(where, settings.topic(Topic.ARTICLES), articles)

    with detector(settings, tmp_path) as first:
        consume_until(where, alerts, lambda records: len(records) >= due // 4)
        first.send(signal.SIGKILL)
        first.ended()
    before = len(consume_until(where, alerts, lambda records: len(records) >= due // 4))
    assert before < due, "the kill came too late to prove anything"
    with detector(settings, tmp_path) as second:
        consume_until(where, alerts, lambda records: distinct(records) >= due)
        eventually(lambda: lag_is_zero(second.get("/metrics")[1]), 60, "lag 0")
        second.send(signal.SIGTERM)
        assert second.ended() == 0

    records = consume_until(where, alerts, lambda records: distinct(records) >= due)
    assert distinct(records) == due
    assert {alert.quantity.figure for alert in alerts_of(records)} == set(range(1000, 1000 + due))
    assert_only_exact_repeats(records)
    reports = consume_until(
        where,
        settings.topic(Topic.REPORTS),
        lambda records: len({record.value for record in records}) >= due,
    )
    assert len({Report.read(record.value).id for record in reports}) == due
    assert len({record.value for record in reports}) == due


def test_replicas_that_join_leave_and_die_lose_nothing(settings: Settings, tmp_path: Path) -> None:
    due, articles = 800, list(crossings(4_000, loud_every=5))
    settings = settings.model_copy(update={"session_timeout": 3.0})
    other = settings.model_copy(update={"detector_id": "detector-2"})
    ensure_topics(settings)
    alerts, where = settings.topic(Topic.ALERTS), settings.bootstrap_servers
    produce(where, settings.topic(Topic.ARTICLES), articles)

    with detector(settings, tmp_path) as stays:
        consume_until(where, alerts, lambda records: distinct(records) >= due // 8)
        with detector(other, tmp_path) as leaves:
            leaves.wait_ready()
            consume_until(where, alerts, lambda records: distinct(records) >= due // 4)
            leaves.send(signal.SIGTERM)
            assert leaves.ended() == 0
        with detector(other, tmp_path) as dies:
            dies.wait_ready()
            dies.send(signal.SIGKILL)
            dies.ended()
        records = consume_until(where, alerts, lambda records: distinct(records) >= due)
        eventually(lambda: lag_is_zero(stays.get("/metrics")[1]), 60, "lag 0")

    assert {alert.quantity.figure for alert in alerts_of(records)} == set(range(1000, 1000 + due))
    assert_only_exact_repeats(records)


def lag_is_zero(metrics: str) -> bool | None:
    lags = [line for line in metrics.splitlines() if line.startswith("tocsin_consumer_lag{")]
    return (bool(lags) and all(line.endswith(" 0.0") for line in lags)) or None


def test_bad_input_goes_to_the_dead_letters_and_the_stream_goes_on(
    settings: Settings, tmp_path: Path
) -> None:
    ensure_topics(settings)
    good = dict(crossings(1, loud_every=1))
    bad = [
        (b"not json", b"{", Reason.NOT_JSON),
        (b"wrong shape", b"[]", Reason.WRONG_SHAPE),
        (b"null", None, Reason.NULL_VALUE),
        (b"too big", b"x" * (settings.max_article_bytes + 1), Reason.TOO_BIG),
        (b"future", article(2, "t", datetime(2999, 1, 1, tzinfo=UTC)), Reason.FUTURE_TIMESTAMP),
        (b"no text", article(3, " ", datetime(2026, 1, 1, tzinfo=UTC)), Reason.NO_TEXT),
    ]
    where = settings.bootstrap_servers

    with detector(settings, tmp_path) as process:
        produce(where, settings.topic(Topic.ARTICLES), [(key, value) for key, value, _ in bad])
        produce(where, settings.topic(Topic.ARTICLES), good.items())
        consume_until(where, settings.topic(Topic.ALERTS), lambda records: len(records) >= 1)
        records = consume_until(
            where, settings.topic(Topic.DEAD_LETTERS), lambda records: len(records) >= len(bad)
        )
        metrics = process.get("/metrics")[1]

    letters = [DeadLetter.read(record.value) for record in records]
    assert {letter.key: letter.reason for letter in letters} == {key: why for key, _, why in bad}
    assert {letter.key: letter.value for letter in letters} == {
        key: raw or b"" for key, raw, _ in bad
    }
    for letter, record in zip(letters, records, strict=True):
        assert record.key.decode() == f"{letter.topic}-{letter.partition}-{letter.offset}"
    assert 'tocsin_dead_letters_total{reason="too_big"} 1.0' in metrics
    assert 'tocsin_articles_total{outcome="dead_lettered"} 6.0' in metrics


@pytest.mark.parametrize("compression", ["gzip", "snappy", "lz4", "zstd"])
def test_every_compression_that_producers_use_is_read(
    settings: Settings, tmp_path: Path, compression: str
) -> None:
    if compression in ("snappy", "lz4"):
        pytest.importorskip({"snappy": "snappy", "lz4": "lz4"}[compression])
    ensure_topics(settings)
    where = settings.bootstrap_servers
    produce(where, settings.topic(Topic.ARTICLES), crossings(1, loud_every=1), compression)

    with detector(settings, tmp_path):
        records = consume_until(where, settings.topic(Topic.ALERTS), bool)

    assert alerts_of(records)[0].quantity.figure == 1000


def test_an_article_in_another_language_is_counted_and_is_no_error(
    settings: Settings, tmp_path: Path
) -> None:
    ensure_topics(settings)
    where = settings.bootstrap_servers
    german = b'{"id": "de-1", "source": "s", "published_at": "2026-03-01", "text": "Der Stadtrat hat am Montag \\u00fcber die neue Buslinie und das Schulessen beraten."}'  # noqa: E501 - one message
    produce(where, settings.topic(Topic.ARTICLES), [(b"de-1", german)])

    with detector(settings, tmp_path) as process:
        counted = 'tocsin_articles_total{outcome="other_language"} 1.0'
        eventually(
            lambda: counted in process.get("/metrics")[1] or None, 30, "one in another language"
        )
        assert 'outcome="dead_lettered"} 0.0' in process.get("/metrics")[1]


def test_an_update_survives_a_restart_of_the_detector(settings: Settings, tmp_path: Path) -> None:
    ensure_topics(settings)
    where, topic = settings.bootstrap_servers, settings.topic(Topic.ARTICLES)
    text = "{:,} soldiers crossed the border into Kenya on Monday, officials said."
    first = article(1, text.format(1037), datetime(2026, 3, 3, 9, tzinfo=UTC))
    second = article(2, text.format(1400), datetime(2026, 3, 3, 12, tzinfo=UTC))
    with detector(settings, tmp_path):
        produce(where, topic, [(b"1", first)])
        consume_until(where, settings.topic(Topic.ALERTS), lambda records: len(records) >= 1)
    with detector(settings, tmp_path):
        produce(where, topic, [(b"2", second)])
        records = consume_until(
            where,
            settings.topic(Topic.ALERTS),
            lambda records: any(alert.revision == 2 for alert in alerts_of(records)),
        )

    # the first detector may have been killed between the alert and its state
    assert_only_exact_repeats(records)
    revisions = {alert.revision: alert for alert in alerts_of(records)}
    assert revisions[2].id == revisions[1].id
    assert [source.article_id for source in revisions[2].sources] == ["article-1", "article-2"]
