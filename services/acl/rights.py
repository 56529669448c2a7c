"""The rights of each service: what it needs for its work and no more. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tocsin.schemas.topics import Topic


class Service(StrEnum):
    """Who comes to Kafka; each is a user of its own."""

    DETECTOR = "detector"
    FEEDER = "feeder"
    WATCHER = "watcher"
    BOARD = "board"
    ARCHIVE = "archive"
    NOTIFIER = "notifier"
    OPERATOR = "operator"
    """A person: creates the topics, reads dead letters and sends them back."""


class Operation(StrEnum):
    """Kafka's operations of which we give some; reading and writing let describe as well."""

    READ = "READ"
    WRITE = "WRITE"
    CREATE = "CREATE"
    DESCRIBE_CONFIGS = "DESCRIBE_CONFIGS"
    ALTER_CONFIGS = "ALTER_CONFIGS"


class Resource(StrEnum):
    """Kafka's kinds of resources of which we give some."""

    TOPIC = "TOPIC"
    GROUP = "GROUP"


@dataclass(frozen=True, slots=True)
class Names:
    """How things are called here."""

    topic_prefix: str
    group: str
    changelogs: tuple[str, ...]

    def user(self, service: Service) -> str:
        """Return the user of a service."""
        return f"{self.topic_prefix}-{service}"


@dataclass(frozen=True, slots=True, order=True)
class Right:
    """One operation on one thing."""

    service: Service
    resource: Resource
    name: str
    operation: Operation
    is_prefix: bool = False
    """Whether it is of everything whose name begins so."""


_READS = {
    Service.DETECTOR: (Topic.ARTICLES, Topic.REPORTS, Topic.STEPS, Topic.CONTROLS),
    # after a crash it checks which of its messages arrived
    Service.FEEDER: (Topic.ARTICLES,),
    Service.WATCHER: (Topic.ALERTS,),
    Service.BOARD: (Topic.ALERTS, Topic.CONTROLS),
    Service.ARCHIVE: (Topic.ALERTS, Topic.CONTROLS),
    Service.NOTIFIER: (Topic.ALERTS, Topic.CONTROLS),
    Service.OPERATOR: tuple(Topic),
}
_WRITES = {
    Service.DETECTOR: (Topic.REPORTS, Topic.ALERTS, Topic.STEPS, Topic.DEAD_LETTERS),
    Service.FEEDER: (Topic.ARTICLES,),
    Service.WATCHER: (),
    Service.BOARD: (Topic.CONTROLS,),
    Service.ARCHIVE: (),
    # what no target takes
    Service.NOTIFIER: (Topic.DEAD_LETTERS,),
    # what is sent back goes where it came from, and is noted; a control is a person's word
    Service.OPERATOR: (
        Topic.ARTICLES,
        Topic.REPORTS,
        Topic.STEPS,
        Topic.CONTROLS,
        Topic.DEAD_LETTERS,
    ),
}

_MAKES_TOPICS = (Operation.CREATE, Operation.DESCRIBE_CONFIGS, Operation.ALTER_CONFIGS)
"""The settings too: topics of an earlier version are corrected."""


def rights(names: Names) -> tuple[Right, ...]:
    """Return every right that is to be given."""
    return tuple(sorted({right for service in Service for right in _of(service, names)}))


def _of(service: Service, names: Names) -> Iterator[Right]:
    for operation, topics in ((Operation.READ, _READS), (Operation.WRITE, _WRITES)):
        for topic in topics[service]:
            yield Right(service, Resource.TOPIC, f"{names.topic_prefix}.{topic}", operation)
    if service is Service.DETECTOR:
        for changelog in names.changelogs:
            for operation in (Operation.READ, Operation.WRITE):
                yield Right(service, Resource.TOPIC, changelog, operation)
        yield Right(service, Resource.GROUP, names.group, Operation.READ)
    if service is Service.WATCHER:
        # each subscriber of `tocsin watch --group` has a group of its own
        group = f"{names.topic_prefix}-watch-"
        yield Right(service, Resource.GROUP, group, Operation.READ, is_prefix=True)
    if service is Service.OPERATOR:
        yield from _of_the_operator(names)


def _of_the_operator(names: Names) -> Iterator[Right]:
    for name in (*(f"{names.topic_prefix}.{topic}" for topic in Topic), *names.changelogs):
        for operation in _MAKES_TOPICS:
            yield Right(Service.OPERATOR, Resource.TOPIC, name, operation)
    for name in names.changelogs:
        # to see that they are there, and how many partitions they have
        yield Right(Service.OPERATOR, Resource.TOPIC, name, Operation.READ)
