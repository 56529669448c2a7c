"""Kills and twins: two detectors with one id, and a kill amid many reports of one country."""

import json
from collections.abc import Sequence
from datetime import datetime
from random import Random
from signal import SIGKILL, SIGTERM

from chaos.crowd import crowd
from chaos.faults import meanwhile
from chaos.stage import Stage
from chaos.world import Fed, Outcome
from detector_process import eventually

from tocsin.schemas.topics import Topic

_TWIN = 4
"""No other detector has this number."""

_CROWD = 1_000
_PATIENCE_SECONDS = 600


def two_with_one_id(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    """Start a second detector with the id of the first, then end either."""
    half = len(messages) // 2
    feeding = meanwhile(stage, messages[:half], chance)
    number = chance.choice(stage.detectors.numbers)
    stage.detectors.start(_TWIN, named=number)
    eventually(lambda: _stands_by(stage, number, _TWIN), 240, "one of the twins stands by")
    feeding.join()
    ends = chance.choice((number, _TWIN))
    stage.detectors.end(ends, chance.choice((SIGKILL, SIGTERM)))
    stage.feed(messages[half:])
    stage.recovered(within=120)
    if ends == number:
        stage.detectors.end(_TWIN, SIGTERM)
        stage.detectors.start(number)


def _stands_by(stage: Stage, *numbers: int) -> bool | None:
    said = [stage.detectors[number].get("/ready") for number in numbers]
    return any("TOCSIN_DETECTOR_ID of its own" in why for _, why in said) or None


def killed_amid_a_crowd(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    """Feed 1,000 reports of one country and type, and kill who reads and judges them, twice."""
    stage.feed(messages)
    people = list(crowd(_CROWD, _last_publication(messages)))
    stage.account.fed += people
    before = stage.topics.count(Topic.REPORTS)
    feeding = meanwhile(stage, people, chance)
    for part in sorted(chance.uniform(0.1, 0.9) for _ in range(2)):
        due = before + round(part * _CROWD)
        eventually(
            lambda due=due: stage.topics.count(Topic.REPORTS) >= due or None,  # type: ignore[misc]
            _PATIENCE_SECONDS,
            "so many are reported that a detector is to be killed",
        )
        for number in stage.detectors.numbers:
            stage.detectors.end(number, SIGKILL)
            stage.detectors.start(number)
    feeding.join()


def _last_publication(messages: Sequence[Fed]) -> datetime:
    rings = [one.value for one in messages if one.outcome is Outcome.RINGS and one.value]
    return max(datetime.fromisoformat(json.loads(value)["published_at"]) for value in rings)
