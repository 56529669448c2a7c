"""Which topics are missing and how they must be laid out; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.schemas.topics import CHANGELOG_CONFIG, TOPICS, Topic


@dataclass(frozen=True, slots=True)
class Layout:
    """What is asked for: the names and the size of new topics."""

    prefix: str
    changelog: str
    sequences_changelog: str
    partitions: int


@dataclass(frozen=True, slots=True)
class PlannedTopic:
    """One topic as it is or will be on the broker."""

    name: str
    partitions: int
    exists: bool
    describes: str
    config: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PartitionMismatch:
    """The judge's state needs one changelog partition for each partition of the reports."""

    reports: PlannedTopic
    changelog: PlannedTopic


@dataclass(frozen=True, slots=True)
class NotInOnePlace:
    """What must be seen in one place and one order is on several partitions."""

    topic: PlannedTopic


def plan_topics(
    layout: Layout, found: Mapping[str, int]
) -> tuple[PlannedTopic, ...] | PartitionMismatch | NotInOnePlace:
    """Return every topic with what must be done about it.

    Args:
        layout: names and size asked for.
        found: partition counts by name of the topics that exist.
    """
    planned = {
        spec.topic: _topic(
            f"{layout.prefix}.{spec.topic}",
            spec.partitions or layout.partitions,
            found,
            spec.describes,
            spec.config,
        )
        for spec in TOPICS
    }
    for spec in TOPICS:
        if spec.partitions == 1 != planned[spec.topic].partitions:
            return NotInOnePlace(planned[spec.topic])
    reports = planned[Topic.REPORTS]
    changelog = _topic(
        layout.changelog,
        reports.partitions,
        found,
        "The detector's memory of incidents, read back at its start",
        CHANGELOG_CONFIG,
    )
    if changelog.partitions != reports.partitions:
        return PartitionMismatch(reports, changelog)
    sequences = _topic(
        layout.sequences_changelog,
        planned[Topic.STEPS].partitions,
        found,
        "The detector's memory of sequences, read back at its start",
        CHANGELOG_CONFIG,
    )
    if sequences.partitions != 1:
        return NotInOnePlace(sequences)
    return (*planned.values(), changelog, sequences)


def _topic(
    name: str,
    partitions: int,
    found: Mapping[str, int],
    describes: str,
    config: tuple[tuple[str, str], ...],
) -> PlannedTopic:
    """Plan one topic; one that exists keeps its own partition count."""
    return PlannedTopic(name, found.get(name, partitions), name in found, describes, config)
