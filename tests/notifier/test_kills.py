"""Killed at random points, the notifier loses nothing and repeats only what it says it may."""

import json
import random
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from detector_process import eventually
from kafka_records import produce
from notifier.mailbox import mailbox
from notifier.notify_process import notifier
from notifier.receiver import Receiver, receiver
from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka

ROUTES = """\
targets:
  - {{kind: webhook, name: hub, url: "{hub}", secret: "${{HUB_SECRET}}"}}
  - {{kind: webhook, name: desk, url: "{desk}", secret: "${{HUB_SECRET}}"}}
  - {{kind: apprise, name: mail, url: "{mail}"}}
routes:
  - {{name: all, targets: [hub], go_on: true}}
  - {{name: mailed, match: {{countries: [{mailed}]}}, targets: [mail], go_on: true}}
  - {{name: grouped, targets: [desk], group_by: [country], group_wait: 1s}}
"""
COUNTRIES = ("THA", "SDN", "UKR", "KEN")
MAILED = "THA"
BUSY_SECONDS = 0.003
"""Of a receiver for a message: many a kill falls between its taking it and our noting that."""


def revisions(count: int) -> Iterator[Alert]:
    """Yield alerts of four countries; each fifth record grows one that may still wait."""
    for number in range(count):
        grows = number % 5 == 4
        of = number - 3 if grows else number
        changes = (
            {"revision": 2, "kind": AlertKind.UPDATE, "change": Change.FIGURE_UP} if grows else {}
        )
        title = f"alert-{of:04} revision {changes.get('revision', 1)}"
        country = COUNTRIES[of % len(COUNTRIES)]
        yield alert(f"alert-{of:04}", title=title, country=country, **changes)


def paced(alerts: Iterable[Alert]) -> Iterator[tuple[bytes, bytes]]:
    """Give them so slowly that they come while others are told."""
    for one in alerts:
        time.sleep(0.002)
        yield one.id.encode(), one.write()


Revision = tuple[str, int]


@dataclass(frozen=True)
class Ledger:
    """What one target got, against what it should."""

    messages: int
    revisions: int
    missing: int
    """Alerts whose newest revision never came."""
    again: int
    """Messages that came once more as they were: a receiver drops them by their id."""
    twice: int
    """Revisions that came in two messages which are not the same."""

    @classmethod
    def of(cls, came: list[tuple[str, frozenset[Revision]]], due: Mapping[str, int]) -> "Ledger":
        """Return the ledger of messages, each an id and what it told."""
        told_by: dict[Revision, set[tuple[str, frozenset[Revision]]]] = defaultdict(set)
        for message in came:
            for revision in message[1]:
                told_by[revision].add(message)
        return cls(
            messages=len(came),
            revisions=len(told_by),
            missing=sum(newest not in told_by for newest in due.items()),
            again=len(came) - len(set(came)),
            twice=sum(len(messages) > 1 for messages in told_by.values()),
        )


def by_webhook(hub: Receiver) -> list[tuple[str, frozenset[Revision]]]:
    return [
        (
            headers["webhook-id"],
            frozenset((one["id"], one["revision"]) for one in json.loads(body)["data"]),
        )
        for headers, body in zip(hub.headers, hub.bodies, strict=True)
    ]


def by_mail(subjects: list[str]) -> list[tuple[str, frozenset[Revision]]]:
    """Read the titles that this test gave; a mail has no id, its subject stands for one."""
    words = [subject.removeprefix("Severe: ").split() for subject in subjects]
    return [(" ".join(word), frozenset({(word[0], int(word[2]))})) for word in words]


@pytest.mark.parametrize(
    ("kills", "count"), [(3, 150), pytest.param(20, 5_000, marks=pytest.mark.long)]
)
@pytest.mark.timeout(1_200)
def test_no_kill_loses_an_alert_or_tells_a_revision_in_two_messages(
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    kills: int,
    count: int,
) -> None:
    chance = random.Random(20_261_125)  # noqa: S311 - when to kill
    alerts = list(revisions(count))
    due = {one.id: one.revision for one in alerts}
    due_by_mail = {one.id: one.revision for one in alerts if one.country == MAILED}
    size = len(alerts) // kills
    topic = settings.topic(Topic.ALERTS)
    ensure_topics(settings)
    with (
        receiver() as hub,
        receiver() as desk,
        mailbox() as box,
        ThreadPoolExecutor(1) as threads,
    ):
        hub.stall = desk.stall = BUSY_SECONDS
        routes = ROUTES.format(hub=hub.url, desk=desk.url, mail=box.url, mailed=MAILED)
        with notifier(settings, tmp_path, routes):
            pass  # its first start notes where it begins
        for number in range(kills):
            end = None if number + 1 == kills else (number + 1) * size
            sent = threads.submit(
                produce, settings.bootstrap_servers, topic, paced(alerts[number * size : end])
            )
            with notifier(settings, tmp_path, routes):
                goal = len(hub.bodies) + chance.randint(size // 4, size * 3 // 4)
                eventually(lambda goal=goal: len(hub.bodies) >= goal or None, 120, f"{goal} told")
                time.sleep(chance.uniform(0, 0.05))  # anywhere in a message, too
            sent.result(120)

        def ledgers() -> dict[str, Ledger]:
            return {
                "webhook, one by one": Ledger.of(by_webhook(hub), due),
                "webhook, grouped": Ledger.of(by_webhook(desk), due),
                "mail": Ledger.of(by_mail(box.subjects), due_by_mail),
            }

        def is_complete() -> bool | None:
            if len(hub.bodies) < len(due) or len(box.mails) < len(due_by_mail):
                return None  # to read them all is work, and this process serves them too
            return all(one.missing == 0 for one in ledgers().values()) or None

        with notifier(settings, tmp_path, routes) as last:
            eventually(is_complete, 600, "every alert told to every target")
            last.process.terminate()
            assert last.process.wait(20) == 0
        told = ledgers()

    with capsys.disabled():
        for target, ledger in told.items():
            print(f"\nnotifier, {kills} kills, {count} revisions: {target}: {ledger}", end="")  # noqa: T201 - the ledger
    for ledger in told.values():
        assert ledger.missing == 0
        assert ledger.twice == 0
        # of each target only the message that was under way at a kill may come again
        assert ledger.again <= kills
