"""`tocsin topics` and `ensure_topics` against a real Kafka."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from tocsin_command import run

from tocsin.schemas.topics import Topic
from tocsin.services.broker.ports import free_port
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics, wait_for_broker, wait_for_topics

pytestmark = pytest.mark.kafka


@pytest.fixture
def nowhere() -> Settings:
    """Settings for a broker that is not there."""
    return Settings.load(bootstrap_servers=f"127.0.0.1:{free_port('127.0.0.1')}", broker_wait=1.5)


def _configs(settings: Settings, topic: str) -> dict[str, str]:
    admin = KafkaAdminClient(bootstrap_servers=settings.bootstrap_servers)
    try:
        found = admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])
    finally:
        admin.close()
    return {name: config["value"] for name, config in found["topic"][topic].items()}


def test_missing_topics_are_made_with_their_partitions_and_retention(settings: Settings) -> None:
    made = ensure_topics(settings)

    assert {topic.name for topic in made} == {
        *(settings.topic(topic) for topic in Topic),
        settings.changelog_topic,
        settings.sequences_changelog_topic,
    }
    assert not any(topic.exists for topic in made)
    articles = _configs(settings, settings.topic(Topic.ARTICLES))
    assert articles["retention.ms"] == "604800000"
    assert _configs(settings, settings.changelog_topic)["cleanup.policy"] == "compact"


def test_a_second_time_changes_nothing(settings: Settings) -> None:
    first = ensure_topics(settings)
    second = ensure_topics(settings)

    assert [topic.name for topic in second] == [topic.name for topic in first]
    assert all(topic.exists for topic in second)


def test_services_that_start_at_once_do_not_trip_over_each_other(settings: Settings) -> None:
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(ensure_topics, [settings] * 4))

    assert all(len(topics) == len(Topic) + 2 for topics in outcomes)


def test_a_changelog_of_another_size_is_reported_with_what_to_do(settings: Settings) -> None:
    ensure_topics(settings)
    other = settings.model_copy(
        update={"topic_prefix": f"{settings.topic_prefix}-2", "partitions": 3}
    )

    with pytest.raises(Problem, match=r"4 partitions but .*-2.reports has or would get 3") as told:
        ensure_topics(other)

    assert told.value.status is ExitStatus.UNAVAILABLE


def test_more_replicas_than_brokers_are_refused_in_one_line(settings: Settings) -> None:
    with pytest.raises(Problem, match=r"Kafka refused topic .*replication factor"):
        ensure_topics(settings.model_copy(update={"replication_factor": 3}))


def test_the_command_prints_what_was_created_and_then_what_is_there(settings: Settings) -> None:
    first = run(settings, ["topics"])
    second = run(settings, ["topics"])

    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.count("created") == len(Topic) + 2
    assert second.stdout.count("there") == len(Topic) + 2
    assert first.stderr == ""


def test_without_a_broker_one_line_says_so_and_the_status_is_3(nowhere: Settings) -> None:
    done = run(nowhere, ["topics"])

    waiting, problem = done.stderr.splitlines()
    assert waiting == f"waiting for Kafka at {nowhere.bootstrap_servers} (up to 1.5 s)"
    assert problem.startswith(f"tocsin: no Kafka at {nowhere.bootstrap_servers} within 1.5 s")
    assert "TOCSIN_BOOTSTRAP_SERVERS" in problem
    assert done.returncode == ExitStatus.UNAVAILABLE


def test_a_broker_that_answers_at_once_is_not_spoken_of(settings: Settings) -> None:
    told: list[str] = []

    wait_for_broker(settings, told.append)

    assert told == []


def test_a_topic_that_never_comes_is_named_with_the_command_that_makes_it(
    settings: Settings,
) -> None:
    told: list[str] = []
    impatient = settings.model_copy(update={"broker_wait": 1.5})

    with pytest.raises(Problem, match=r"has no .*\.alerts after 1.5 s.*tocsin topics"):
        wait_for_topics(impatient, [Topic.ALERTS], told.append)

    assert len(told) == 1
