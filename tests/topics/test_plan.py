"""What is missing and how it must be laid out."""

import pytest

from tocsin.services.topics.plan import Layout, NotInOnePlace, PartitionMismatch, plan_topics

LAYOUT = Layout(
    prefix="town",
    changelog="judge-changelog",
    sequences_changelog="sequences-changelog",
    partitions=4,
)
NAMES = [
    "town.articles",
    "town.reports",
    "town.alerts",
    "town.steps",
    "town.controls",
    "town.dead-letters",
    "judge-changelog",
    "sequences-changelog",
]
IN_ONE_PLACE = {"town.steps", "town.controls", "sequences-changelog"}


def test_on_an_empty_broker_every_topic_is_missing() -> None:
    plan = plan_topics(LAYOUT, {})

    assert isinstance(plan, tuple)
    assert [topic.name for topic in plan] == NAMES
    assert not any(topic.exists for topic in plan)
    assert {topic.name for topic in plan if topic.partitions == 1} == IN_ONE_PLACE
    assert {topic.partitions for topic in plan if topic.name not in IN_ONE_PLACE} == {4}


def test_the_changelog_is_compacted_and_the_articles_are_deleted_after_a_week() -> None:
    plan = plan_topics(LAYOUT, {})

    assert isinstance(plan, tuple)
    config = {topic.name: dict(topic.config) for topic in plan}
    assert config["judge-changelog"]["cleanup.policy"] == "compact"
    assert config["judge-changelog"]["max.message.bytes"] == "4194304"
    assert config["town.articles"] == {
        "cleanup.policy": "delete",
        "message.timestamp.type": "LogAppendTime",
        "retention.ms": "604800000",
    }


def test_a_topic_that_exists_keeps_its_partitions() -> None:
    plan = plan_topics(LAYOUT, {"town.articles": 12, "other": 1})

    assert isinstance(plan, tuple)
    assert (plan[0].name, plan[0].partitions, plan[0].exists) == ("town.articles", 12, True)
    assert "other" not in {topic.name for topic in plan}


def test_a_new_changelog_takes_its_size_from_the_reports_that_exist() -> None:
    plan = plan_topics(LAYOUT, {"town.reports": 7})

    assert isinstance(plan, tuple)
    (changelog,) = [topic for topic in plan if topic.name == LAYOUT.changelog]
    assert (changelog.partitions, changelog.exists) == (7, False)


@pytest.mark.parametrize(
    "found",
    [
        pytest.param({"town.reports": 4, "judge-changelog": 3}, id="both exist"),
        pytest.param({"judge-changelog": 3}, id="a changelog left over, reports still to be made"),
    ],
)
def test_a_changelog_of_another_size_than_the_reports_is_a_mismatch(found: dict[str, int]) -> None:
    plan = plan_topics(LAYOUT, found)

    assert isinstance(plan, PartitionMismatch)
    assert (plan.reports.partitions, plan.changelog.partitions) == (4, 3)


@pytest.mark.parametrize("name", sorted(IN_ONE_PLACE))
def test_what_is_judged_in_one_place_may_not_be_spread(name: str) -> None:
    plan = plan_topics(LAYOUT, {name: 3})

    assert isinstance(plan, NotInOnePlace)
    assert (plan.topic.name, plan.topic.partitions) == (name, 3)
