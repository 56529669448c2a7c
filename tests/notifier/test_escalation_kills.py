"""Killed at random points, the notifier tells every step what is due, and nothing that is not."""

import json
import random
import sqlite3
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from detector_process import eventually
from kafka_records import produce
from notifier.notify_process import Notify, notifier
from notifier.receiver import Receiver, receiver
from watcher.alert_cases import alert

from tocsin.schemas.topics import Topic
from tocsin.services.controls.saying import acknowledgement
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka

ROUTES = """\
targets:
  - {{kind: webhook, name: duty, url: "{duty}", secret: "${{HUB_SECRET}}"}}
  - {{kind: webhook, name: second, url: "{second}", secret: "${{HUB_SECRET}}"}}
  - {{kind: webhook, name: head, url: "{head}", secret: "${{HUB_SECRET}}"}}
routes:
  - name: all
    targets: [duty]
    escalate: [{{after: 2s, targets: [second]}}, {{after: 2s, targets: [head]}}]
"""
BUSY_SECONDS = 0.003
"""Of a receiver for a message, so that a kill often falls into one."""


@dataclass(frozen=True)
class Ledger:
    """What one target got, against what it should."""

    messages: int
    missing: int
    again: int
    """Messages that came once more under the same id: a receiver drops them."""
    twice: int
    """Alerts that came under two ids."""
    wrong: int
    """Alerts that somebody had acknowledged before."""


def ledger(target: Receiver, due: set[str], acknowledged: set[str]) -> Ledger:
    came = Counter(
        (headers["webhook-id"], one["id"])
        for headers, body in zip(target.headers, target.bodies, strict=True)
        for one in json.loads(body)["data"]
    )
    alerts = Counter(identifier for _, identifier in came)
    return Ledger(
        messages=came.total(),
        missing=len(due - set(alerts)),
        again=came.total() - len(came),
        twice=sum(count > 1 for count in alerts.values()),
        wrong=len(acknowledged & set(alerts)),
    )


def acknowledge(settings: Settings, *identifiers: str) -> None:
    said = [acknowledgement(alert(one), "Ann", datetime.now(UTC)) for one in identifiers]
    produce(
        settings.bootstrap_servers,
        settings.topic(Topic.CONTROLS),
        [(one.id.encode(), one.write()) for one in said],
    )


def ring(settings: Settings, identifiers: list[str]) -> None:
    produce(
        settings.bootstrap_servers,
        settings.topic(Topic.ALERTS),
        [(one.encode(), alert(one).write()) for one in identifiers],
    )


def told_once(folder: Path) -> set[str]:
    """Return the alerts that were told to nobody but the first, by the killed notifier's file."""
    database = sqlite3.connect(folder / "notifier.sqlite")
    try:
        return {one for (one,) in database.execute("select alert from escalations where step = 0")}
    finally:
        database.close()


def kill(running: Notify) -> None:
    running.process.kill()
    running.process.wait(10)


@pytest.mark.parametrize(
    ("kills", "count"), [(3, 60), pytest.param(20, 1_000, marks=pytest.mark.long)]
)
@pytest.mark.timeout(1_200)
def test_no_kill_skips_a_step_or_tells_of_what_was_acknowledged(
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    kills: int,
    count: int,
) -> None:
    chance = random.Random(20_261_130)  # noqa: S311 - when to kill
    every = [f"alert-{number:04}" for number in range(count)]
    acknowledged = set(every[::3])
    ensure_topics(settings)
    with receiver() as duty, receiver() as second, receiver() as head:
        duty.stall = second.stall = head.stall = BUSY_SECONDS
        routes = ROUTES.format(duty=duty.url, second=second.url, head=head.url)
        with notifier(settings, tmp_path, routes):
            pass  # its first start notes where it begins
        acknowledge(settings, *acknowledged)
        size = count // kills
        for number in range(kills):
            ring(
                settings,
                every[number * size : None if number + 1 == kills else (number + 1) * size],
            )
            with notifier(settings, tmp_path, routes) as running:
                goal = len(duty.bodies) + len(second.bodies) + chance.randint(size // 3, size)
                eventually(
                    lambda goal=goal: len(duty.bodies) + len(second.bodies) >= goal or None,
                    120,
                    f"{goal} told",
                )
                time.sleep(chance.uniform(0, 0.05))  # anywhere in a message, too
                kill(running)
            # somebody acknowledges while no notifier runs: the next one must know before it tells
            late = sorted(told_once(tmp_path))[: size // 4]
            acknowledge(settings, *late)
            acknowledged |= set(late)
        due = set(every) - acknowledged
        with notifier(settings, tmp_path, routes) as last:
            eventually(
                lambda: (
                    (len(head.bodies) >= len(due) and not ledger(head, due, set()).missing) or None
                ),
                300,
                "every step is told",
            )
            last.process.terminate()
            assert last.process.wait(20) == 0
        told = {
            "duty": ledger(duty, set(every), set()),
            "second": ledger(second, due, acknowledged),
            "head": ledger(head, due, acknowledged),
        }

    with capsys.disabled():
        for target, one in told.items():
            print(f"\nescalation, {kills} kills, {count} alerts: {target}: {one}", end="")  # noqa: T201 - the ledger
    for one in told.values():
        assert one.missing == 0
        assert one.twice == 0
        assert one.wrong == 0
        # of each target only the message that was under way at a kill may come again
        assert one.again <= kills
