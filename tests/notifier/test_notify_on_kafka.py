"""The notifier as people have it: a process, a real Kafka, a mail server, a receiver that fails."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MailHandler
from detector_process import eventually
from kafka_records import consume_until, produce
from notifier.receiver import Receiver, receiver
from standardwebhooks.webhooks import Webhook
from watcher.alert_cases import alert

from schemas.dead_letter import DeadLetter, Reason
from schemas.topics import Topic
from services.broker.ports import free_port
from services.settings import Settings
from services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka

SECRET = "whsec_" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB"
ROUTES = """\
targets:
  - {{kind: webhook, name: hub, url: "{url}", secret: "${{HUB_SECRET}}"}}
routes:
  - {{name: all, targets: [hub]}}
"""


class Notify:
    """`tocsin notify` with its log in a file."""

    def __init__(self, settings: Settings, folder: Path, routes: str) -> None:
        self._log = folder / f"notify-{time.monotonic_ns()}.log"
        file = folder / "routes.yaml"
        file.write_text(routes)
        mine = settings.model_copy(
            update={
                "notifier_routes": file,
                "notifier_state": folder / "notifier.sqlite",
                "notifier_port": 0,
            }
        )
        with self._log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "services.cli", "notify"],
                env={**os.environ, **mine.as_environment(), "HUB_SECRET": SECRET},
                stdout=out,
                stderr=out,
            )

    @property
    def log(self) -> str:
        return re.sub(r"\x1b\[[0-9;]*m", "", self._log.read_text())

    def wait_started(self) -> None:
        def started() -> bool | None:
            assert self.process.poll() is None, self.log
            return "notifier_started" in self.log or None

        eventually(started, 60, "notifier_started in the log")


@contextmanager
def notifier(settings: Settings, folder: Path, routes: str) -> Iterator[Notify]:
    running = Notify(settings, folder, routes)
    try:
        running.wait_started()
        yield running
    finally:
        running.process.kill()
        running.process.wait(10)


def send(settings: Settings, *identifiers: str) -> None:
    produce(
        settings.bootstrap_servers,
        settings.topic(Topic.ALERTS),
        [(one.encode(), alert(one).write()) for one in identifiers],
    )


def came(hub: Receiver, *identifiers: str, within: float = 30) -> None:
    wanted = {(one, 1) for one in identifiers}
    eventually(lambda: wanted <= set(hub.revisions) or None, within, f"{identifiers} at the hub")


def test_an_alert_reaches_a_program_signed_within_two_seconds(
    settings: Settings, tmp_path: Path
) -> None:
    ensure_topics(settings)
    with receiver() as hub, notifier(settings, tmp_path, ROUTES.format(url=hub.url)) as running:
        send(settings, "warm")
        came(hub, "warm")
        sent = time.monotonic()
        send(settings, "a1")
        came(hub, "a1")
        taken = time.monotonic() - sent
        running.process.send_signal(signal.SIGTERM)

        assert running.process.wait(10) == 0
        assert taken < 2
        assert Webhook(SECRET).verify(hub.bodies[-1], hub.headers[-1])["type"] == "alert"
        assert SECRET not in running.log


def test_a_receiver_that_fails_or_redirects_is_tried_again_with_the_same_id(
    settings: Settings, tmp_path: Path
) -> None:
    ensure_topics(settings)
    with receiver() as hub, notifier(settings, tmp_path, ROUTES.format(url=hub.url)) as running:
        hub.answers = [500, 307]
        send(settings, "a1")
        came(hub, "a1")

        assert hub.revisions == [("a1", 1)]
        assert hub.headers[0]["webhook-id"] == "a1.1.all.hub"
        assert "it answered 307" in running.log


def test_what_no_target_takes_is_a_dead_letter_with_the_reason(
    settings: Settings, tmp_path: Path
) -> None:
    settings = settings.model_copy(update={"notifier_tries": 2})
    ensure_topics(settings)
    with receiver() as hub, notifier(settings, tmp_path, ROUTES.format(url=hub.url)):
        hub.answers = [500] * 2
        send(settings, "a1")
        (record,) = consume_until(
            settings.bootstrap_servers,
            settings.topic(Topic.DEAD_LETTERS),
            lambda records: len(records) >= 1,
        )
        send(settings, "a2")
        came(hub, "a2")

        letter = DeadLetter.read(record.value)
        assert letter.reason is Reason.NOT_TOLD
        assert "it answered 500" in letter.detail
        assert hub.revisions == [("a2", 1)]


def test_people_get_a_mail(settings: Settings, tmp_path: Path) -> None:
    mails: list[str] = []

    class Keep(MailHandler):
        def handle_message(self, message: object) -> None:
            mails.append(str(message))

    port = free_port("127.0.0.1")
    post = Controller(Keep(), hostname="127.0.0.1", port=port)
    post.start()
    url = f"mailto://127.0.0.1:{port}?from=tocsin@desk.example&to=duty@desk.example&mode=insecure"
    routes = f"""\
targets: [{{kind: apprise, name: mail, url: "{url}"}}]
routes: [{{name: all, targets: [mail]}}]
"""
    ensure_topics(settings)
    try:
        with notifier(settings, tmp_path, routes):
            send(settings, "a1")
            eventually(lambda: mails or None, 30, "a mail")
    finally:
        post.stop()

    assert "Subject: Severe: Border crossing" in mails[0].replace("\n ", " ")


def test_killed_again_and_again_it_tells_every_alert_and_repeats_only_what_was_under_way(
    settings: Settings, tmp_path: Path
) -> None:
    dice = random.Random(7)  # noqa: S311 - repeatable
    due = [f"a{number}" for number in range(150)]
    ensure_topics(settings)
    with receiver() as hub:
        routes = ROUTES.format(url=hub.url)
        with notifier(settings, tmp_path, routes):
            pass  # its first start notes where it begins
        send(settings, *due)
        kills = 0
        while len(set(hub.revisions)) < len(due):
            before = len(hub.revisions)
            with notifier(settings, tmp_path, routes) as running:
                wanted = min(before + dice.randint(20, 60), len(due))
                eventually(
                    lambda: len(set(hub.revisions)) >= wanted or None,  # noqa: B023 - used at once
                    60,
                    f"{wanted} alerts told",
                )
                running.process.kill()
                kills += 1
        with notifier(settings, tmp_path, routes):
            send(settings, "last")
            came(hub, "last")

    told = [one for one in hub.revisions if one[0] != "last"]
    assert set(told) == {(one, 1) for one in due}
    assert kills >= 3
    # at most the one message that was under way at each kill comes again, under its old id
    assert len(told) - len(due) <= kills
