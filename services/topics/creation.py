"""Make the topics that are missing; harmless to repeat and to run in several places at once."""

from collections.abc import Sequence
from typing import Final

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import (
    KafkaError,
    NoError,
    TopicAlreadyExistsError,
    TopicAuthorizationFailedError,
    for_code,
)

from tocsin.schemas.topics import STAMPED_BY_KAFKA
from tocsin.services.plain_text import counted
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings
from tocsin.services.topics.plan import (
    Layout,
    NotInOnePlace,
    PartitionMismatch,
    PlannedTopic,
    plan_topics,
)
from tocsin.services.topics.waiting import Tell, broker_admin, tell_on_stderr

_READY_MS: Final = 30_000


def ensure_topics(settings: Settings, tell: Tell = tell_on_stderr) -> tuple[PlannedTopic, ...]:
    """Wait for the broker, make the topics that are missing and wait until they have leaders.

    Returns:
        Every topic; `exists` says that it was there before this call.

    Raises:
        Problem: no broker, a topic that it refuses, or partition counts that do not fit.
    """
    layout = Layout(
        settings.topic_prefix,
        settings.changelog_topic,
        settings.sequences_changelog_topic,
        settings.partitions,
    )
    with broker_admin(settings, tell) as admin:
        try:
            planned = _fitting(plan_topics(layout, _found(admin)))
            missing = [topic for topic in planned if not topic.exists]
            if missing and _create(admin, missing, settings.replication_factor):
                # another service made some of them in between, maybe laid out otherwise
                _fitting(plan_topics(layout, _found(admin)))
            _let_kafka_stamp(admin, [topic.name for topic in planned if topic.exists])
        except KafkaError as error:
            message = f"Kafka at {settings.bootstrap_servers} did not create the topics: {error}"
            raise Problem(message, ExitStatus.UNAVAILABLE) from error
    return planned


def _let_kafka_stamp(admin: KafkaAdminClient, names: Sequence[str]) -> None:
    """Mend topics of versions that let senders date their messages.

    Where Kafka has users only the operator may do it; for others Kafka shows no settings here.
    """
    setting, wanted = STAMPED_BY_KAFKA
    asked = [ConfigResource(ConfigResourceType.TOPIC, name, {setting: ""}) for name in names]
    if not asked:
        return
    found = admin.describe_configs(asked, config_filter="all")["topic"]
    dated_by_senders = [
        ConfigResource(ConfigResourceType.TOPIC, name, {setting: wanted})
        for name, configs in found.items()
        if setting in configs and configs[setting]["value"] != wanted
    ]
    if dated_by_senders:
        admin.alter_configs(dated_by_senders, raise_on_unknown=False)


def _found(admin: KafkaAdminClient) -> dict[str, int]:
    return {topic["name"]: len(topic["partitions"]) for topic in admin.describe_topics()}


def _fitting(
    plan: tuple[PlannedTopic, ...] | PartitionMismatch | NotInOnePlace,
) -> tuple[PlannedTopic, ...]:
    if isinstance(plan, NotInOnePlace):
        message = (
            f"topic {plan.topic.name} has {plan.topic.partitions} partitions but must have one: "
            "its messages are judged in one place and in order. Delete it and run "
            "`tocsin topics`, which creates it again"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE)
    if not isinstance(plan, PartitionMismatch):
        return plan
    reports, changelog = plan.reports, plan.changelog
    message = (
        f"topic {changelog.name} has {counted(changelog.partitions, 'partition')} but "
        f"{reports.name} has or would get {reports.partitions}; they must be equal. "
        f"Delete {changelog.name} (the detector then starts with an empty state) or give the "
        f"reports {counted(changelog.partitions, 'partition')} (TOCSIN_PARTITIONS for a new topic)"
    )
    raise Problem(message, ExitStatus.UNAVAILABLE)


def _create(admin: KafkaAdminClient, missing: Sequence[PlannedTopic], replication: int) -> bool:
    """Make the topics; return whether another service was faster with one of them."""
    asked = {
        topic.name: {
            "num_partitions": topic.partitions,
            "replication_factor": replication,
            "configs": dict(topic.config),
        }
        for topic in missing
    }
    answer = admin.create_topics(asked, raise_errors=False)
    overtaken = False
    for topic in answer["topics"]:
        outcome = for_code(topic["error_code"])
        overtaken |= outcome is TopicAlreadyExistsError
        if outcome is TopicAuthorizationFailedError:
            message = (
                f"topic {topic['name']} does not exist or is not visible, and Kafka does "
                "not let us create it. `tocsin topics` creates all topics, `tocsin acl` "
                "shows who may"
            )
            raise Problem(message, ExitStatus.UNAVAILABLE)
        if outcome not in (NoError, TopicAlreadyExistsError):
            message = f"Kafka refused topic {topic['name']}: {topic['error_message']}"
            raise Problem(message, ExitStatus.UNAVAILABLE)
    admin.wait_for_topics(list(asked), timeout_ms=_READY_MS)
    return overtaken
