"""Two judges, killed and scaled while they work: the alerts are those of an undisturbed judge."""

import random
import shutil
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from signal import SIGKILL, SIGTERM

import pytest
from chaos.topics import Topics
from detector_process import DetectorProcess, eventually
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError, NoError
from kafka.structs import OffsetAndMetadata
from kafka_records import consume_until

from tocsin.schemas.alert import Alert
from tocsin.schemas.cloudevents import report_headers
from tocsin.schemas.report import Evidence, Quantity, Report
from tocsin.schemas.rule import SequenceRule
from tocsin.schemas.topics import Topic
from tocsin.schemas.vocabulary import Bound, EventType, Modality, Subtype, Unit
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import SEEDS, Settings
from tocsin.services.subscription.records import TopicRecords
from tocsin.services.subscription.start import FromBeginning
from tocsin.services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka

COUNTRIES = "KEN UGA TZA RWA BDI ZMB MWI AGO NAM BWA GHA TGO BEN MLI SEN GIN".split()
_BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


def reports(count: int) -> Iterator[Report]:
    """Yield tolls that grow from day to day, told by three outlets, in many countries."""
    draw = random.Random(4)  # noqa: S311 - the same story every time
    for number in range(count):
        at = _BEGIN + timedelta(minutes=20 * number)
        country = draw.choice(COUNTRIES)
        toll = 10 + at.day * 9 + draw.randrange(12)
        sentence = f"The flood in the valley has killed {toll} people, officials said, no {number}."
        yield Report(
            id=f"report-{number}",
            article_id=f"article-{number}",
            source=f"Outlet {draw.randrange(3)}",
            published_at=at - timedelta(minutes=draw.randrange(300)),
            event_type=EventType.CASUALTIES,
            subtype=Subtype.KILLED,
            quantity=Quantity(low=toll, high=toll, bound=Bound.EXACT),
            unit=Unit.PEOPLE,
            modality=Modality.OCCURRED,
            country=country,
            evidence=Evidence(sentence=sentence, start=0, end=len(sentence)),
        )


@pytest.mark.parametrize(
    ("rounds", "count"), [(2, 400), pytest.param(20, 6_000, marks=pytest.mark.long)]
)
@pytest.mark.timeout(580)
def test_kills_and_scaling_change_no_alert(
    settings: Settings, tmp_path: Path, rounds: int, count: int
) -> None:
    draw = random.Random(rounds)  # noqa: S311 - repeatable
    settings = settings.model_copy(
        update={"session_timeout": 3.0, "rules": _without_sequences(tmp_path / "rules")}
    )
    ensure_topics(settings)
    running = {n: _started(settings, tmp_path, n) for n in (1, 2)}
    try:
        for process in running.values():
            process.wait_ready(90)
        story = list(reports(count))
        for number in range(rounds):
            _feed(settings, story[number * count // rounds : (number + 1) * count // rounds])
            victim = draw.choice((1, 2))
            time.sleep(draw.uniform(0, 1.5))  # the random point at which it is killed
            running[victim].send(SIGKILL)
            running[victim].ended()
            running[victim] = _started(settings, tmp_path, victim)
            if number == rounds // 2:
                running[3] = _started(settings, tmp_path, 3)
                running[3].wait_ready(90)
                running[3].send(SIGTERM)
                assert running.pop(3).ended(30) == 0
        expected = _undisturbed(settings, count)
        seen = consume_until(
            settings.bootstrap_servers,
            settings.topic(Topic.ALERTS),
            lambda records: {one.value for one in records} >= expected,
            within=180,
        )
    finally:
        for process in running.values():
            process.close()

    assert {one.value for one in seen} == expected


def crossings_into_chad(count: int) -> Iterator[Report]:
    """Yield a crossing an hour, each an incident of its own."""
    for number in range(count):
        at = _BEGIN + timedelta(minutes=6 * number)
        figure = 100 + 37 * number
        sentence = f"A column of {figure} soldiers crossed the border at post {number}."
        yield Report(
            id=f"crossing-{number}",
            article_id=f"article-{number}",
            source=f"Outlet {number}",
            published_at=at,
            event_type=EventType.BORDER_CROSSING,
            quantity=Quantity(low=figure, high=figure, bound=Bound.EXACT),
            unit=Unit.TROOPS,
            modality=Modality.OCCURRED,
            country="TCD",
            from_country=("SDN", "CAF", "CMR", "NER", "NGA", "LBY")[number % 6],
            evidence=Evidence(sentence=sentence, start=0, end=len(sentence)),
        )


@pytest.mark.timeout(300)
def test_a_kill_behind_the_state_and_before_the_acknowledgement_rings_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    settings = settings.model_copy(
        update={"session_timeout": 3.0, "rules": _without_sequences(tmp_path / "rules")}
    )
    ensure_topics(settings)
    _feed(settings, list(crossings_into_chad(600)))
    first = _started(settings, tmp_path, 1)
    try:
        first.wait_ready(90)
        eventually(lambda: Topics(settings).unread() == 0 or None, 90, "all is judged")
        first.send(SIGKILL)
        first.ended()
        before = _alerts(settings)
        assert len(before) > 100  # else the story proves nothing
        eventually(lambda: _judges_all_again(settings), 30, "the group lets its offsets be moved")
        again = _started(settings, tmp_path, 1)
        try:
            again.wait_ready(90)
            eventually(lambda: Topics(settings).unread() == 0 or None, 90, "all is judged again")
        finally:
            again.close()
    finally:
        first.close()

    assert _alerts(settings) == before


def _alerts(settings: Settings) -> list[bytes]:
    with closing(TopicRecords(settings, [Topic.ALERTS], FromBeginning(), print)) as records:
        return sorted(record.value for record in records.until_now())


def _judges_all_again(settings: Settings) -> bool | None:
    """Take the acknowledgements of the reports back; None while the killed one is a member."""
    admin = KafkaAdminClient(bootstrap_servers=settings.bootstrap_servers)
    consumer = KafkaConsumer(bootstrap_servers=settings.bootstrap_servers)
    try:
        name = settings.topic(Topic.REPORTS)
        offsets = {
            TopicPartition(name, number): OffsetAndMetadata(0, "", -1)
            for number in consumer.partitions_for_topic(name)
        }
        moved = admin.alter_group_offsets(settings.application_id, offsets)
    except KafkaError:
        return None
    else:
        return all(outcome is NoError for outcome in moved.values()) or None
    finally:
        consumer.close()
        admin.close()


def _undisturbed(settings: Settings, count: int) -> set[bytes]:
    """Return every revision that a judge of each partition gives who is never disturbed."""
    judges: defaultdict[int, InMemoryJudge] = defaultdict(
        lambda: InMemoryJudge(load_rules(settings.rules))
    )
    records = consume_until(
        settings.bootstrap_servers,
        settings.topic(Topic.REPORTS),
        lambda found: len(found) >= count,
    )
    alerts: list[Alert] = []
    for record in records:
        alerts.extend(judges[record.partition].push(Report.read(record.value)))
    assert len(alerts) > count / 50  # else the story proves nothing
    return {alert.write() for alert in alerts}


def _without_sequences(folder: Path) -> Path:
    """Return the default rules without those that wait for steps of several partitions."""
    shutil.copytree(SEEDS / "rules", folder)
    for rule in load_rules(folder):
        if isinstance(rule, SequenceRule):
            (folder / f"{rule.id}.yaml").unlink()
    return folder


def _started(settings: Settings, folder: Path, number: int) -> DetectorProcess:
    own = settings.model_copy(update={"detector_id": f"detector-{number}"})
    return DetectorProcess(own, folder / f"detector-{number}-{time.monotonic_ns()}.log")


def _feed(settings: Settings, story: list[Report]) -> None:
    producer = KafkaProducer(bootstrap_servers=settings.bootstrap_servers, acks="all", linger_ms=5)
    for report in story:
        producer.send(
            settings.topic(Topic.REPORTS),
            key=report.topic_key,
            value=report.write(),
            headers=report_headers(report),
        )
    producer.flush(timeout=60)
    producer.close()
