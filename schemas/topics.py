"""The topics: name, key, and how long they keep."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LARGEST_MESSAGE: Final = 4 * 1024 * 1024
"""Bytes: a dead letter with its message in base64, and the fullest state of the judge, fit."""

DAY_MS: Final = 24 * 60 * 60 * 1000


class Topic(StrEnum):
    """A topic's name behind the prefix (`tocsin.` unless set otherwise)."""

    ARTICLES = "articles"
    REPORTS = "reports"
    ALERTS = "alerts"
    STEPS = "steps"
    CONTROLS = "controls"
    DEAD_LETTERS = "dead-letters"


STAMPED_BY_KAFKA: Final = ("message.timestamp.type", "LogAppendTime")
"""Of every topic: a message carries the time at which Kafka took it.

The clock of who sends is trusted in nothing. By Kafka's default it dates the message: an hour
ahead, the broker refuses it; a week behind, retention deletes it unread.
"""

CHANGELOG_CONFIG: Final = (
    STAMPED_BY_KAFKA,
    ("cleanup.policy", "compact"),
    ("max.message.bytes", str(LARGEST_MESSAGE)),
    # a start reads all that is not compacted yet: by Kafka's defaults up to a gigabyte and half of
    # each partition, and a day of what is gone
    ("segment.bytes", str(LARGEST_MESSAGE + 1024 * 1024)),
    ("min.cleanable.dirty.ratio", "0.1"),
    ("delete.retention.ms", str(60 * 1000)),
)
"""Of the topics that hold the detector's memory. What is gone may be gone from the log soon: an
entry that a reader then takes for alive is named by no state, and swept away."""


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """How a topic is laid out on the broker."""

    topic: Topic
    key: str
    describes: str
    config: tuple[tuple[str, str], ...]
    partitions: int | None = None
    """A fixed number if the setting does not count."""


_DELETE_7_DAYS = (
    STAMPED_BY_KAFKA,
    ("cleanup.policy", "delete"),
    ("retention.ms", str(7 * DAY_MS)),
)

TOPICS: Final = (
    TopicSpec(Topic.ARTICLES, "article id", "News texts, from feeders", _DELETE_7_DAYS),
    TopicSpec(
        Topic.REPORTS,
        "ISO 3166-1 alpha-3 country of the event, XX where unknown",
        "Events that one article reports, and the controls laid among them",
        _DELETE_7_DAYS,
    ),
    TopicSpec(
        Topic.ALERTS,
        "alert id",
        "Incidents that met a rule: every revision for a week, the latest forever",
        (
            STAMPED_BY_KAFKA,
            ("cleanup.policy", "compact"),
            ("min.compaction.lag.ms", str(7 * DAY_MS)),
        ),
    ),
    TopicSpec(
        Topic.STEPS,
        "alert id",
        "Alerts that a sequence rule names, for the one place that judges sequences, and the "
        "controls laid among them",
        _DELETE_7_DAYS,
        partitions=1,
    ),
    TopicSpec(
        Topic.CONTROLS,
        "control id, of a retraction the alert id",
        "What people say back: silences, verdicts, retractions, acknowledgements, assignments, "
        "comments",
        (STAMPED_BY_KAFKA, ("cleanup.policy", "compact")),
        partitions=1,
    ),
    TopicSpec(
        Topic.DEAD_LETTERS,
        "source topic-partition-offset",
        "Input that could not be used, with the reason",
        (
            STAMPED_BY_KAFKA,
            ("cleanup.policy", "delete"),
            ("retention.ms", str(30 * DAY_MS)),
            ("max.message.bytes", str(LARGEST_MESSAGE)),
        ),
    ),
)
