"""What may happen to topics while they are read: more partitions, made again, overtaken."""

import time
from collections.abc import Sequence
from random import Random
from signal import SIGKILL

from chaos.faults import meanwhile
from chaos.stage import Stage
from chaos.world import Fed

from tocsin.schemas.topics import Topic

_GROWING = (Topic.ARTICLES, Topic.ALERTS, Topic.DEAD_LETTERS)
"""Not the reports: the judge's memory has a partition for each of theirs."""


def partitions_added(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    """Add partitions while articles come, then feed to the new ones too."""
    half = len(messages) // 2
    feeding = meanwhile(stage, messages[:half], chance)
    for topic in _GROWING:
        stage.topics.add_partitions(topic, more=chance.randint(1, 3))
    feeding.join()
    stage.feed(messages[half:])


def alerts_made_again(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    """Delete the alerts while articles come, and make the topic again some seconds later."""
    half = len(messages) // 2
    stage.feed(messages[:half])
    stage.recovered(within=120)
    stage.account.earlier_alerts += stage.topics.values(Topic.ALERTS)
    stage.heard_by_now(within=60)  # what somebody has not read yet is deleted for good
    stage.topics.delete(Topic.ALERTS)
    feeding = meanwhile(stage, messages[half:], chance)
    time.sleep(chance.uniform(2, 8))  # the fault itself
    stage.topics.make_again(Topic.ALERTS)
    feeding.join()


def retention_overtook(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    """Kill all detectors, and let Kafka delete what they have not acknowledged."""
    half = len(messages) // 2
    third = half + len(messages) // 4
    stage.feed(messages[:half])
    stage.recovered(within=120)  # a detector that never acknowledged anything misses nothing
    feeding = meanwhile(stage, messages[half:third], chance)
    numbers = stage.detectors.numbers
    for number in numbers:
        stage.detectors.end(number, SIGKILL)
    feeding.join()
    deleted = stage.topics.delete_unread_articles()
    stage.account.deleted |= {record.key for record in deleted}
    for number in numbers:
        stage.detectors.start(number)
    for number in numbers:
        stage.detectors[number].wait_ready(240)
    stage.feed(messages[third:])
    stage.recovered(within=120)
    counted = sum(stage.detectors.lost(number) for number in numbers)
    if counted != len(deleted):
        stage.account.wrong.append(
            f"Kafka deleted {len(deleted)} unread articles, the detectors counted {counted}"
        )
