"""The notifier as people have it: a process, a real Kafka, a mail server, a receiver that fails."""

import signal
import time
from pathlib import Path

import pytest
from detector_process import eventually
from kafka_records import consume_until, produce
from notifier.mailbox import mailbox
from notifier.notify_process import SECRET, notifier
from notifier.receiver import Receiver, receiver
from standardwebhooks.webhooks import Webhook
from watcher.alert_cases import alert

from tocsin.schemas.dead_letter import DeadLetter, Reason
from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka

ROUTES = """\
targets:
  - {{kind: webhook, name: hub, url: "{url}", secret: "${{HUB_SECRET}}"}}
routes:
  - {{name: all, targets: [hub]}}
"""


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


def test_a_receiver_that_stalls_is_tried_again_with_the_same_id(
    settings: Settings, tmp_path: Path
) -> None:
    settings = settings.model_copy(update={"notifier_patience": 1.0})
    ensure_topics(settings)
    with receiver() as hub, notifier(settings, tmp_path, ROUTES.format(url=hub.url)) as running:
        hub.stall = 3
        send(settings, "a1")
        eventually(lambda: len(hub.bodies) >= 2 or None, 60, "a second try")
        hub.stall = 0
        eventually(lambda: "told   " in running.log or None, 60, "it is told at last")

    assert {one["webhook-id"] for one in hub.headers} == {"a1.1.all.hub"}
    assert "error=TimeoutError" in running.log


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
    ensure_topics(settings)
    with mailbox() as box:
        routes = f"""\
targets: [{{kind: apprise, name: mail, url: "{box.url}"}}]
routes: [{{name: all, targets: [mail]}}]
"""
        with notifier(settings, tmp_path, routes):
            send(settings, "a1")
            eventually(lambda: box.mails or None, 30, "a mail")

    assert box.subjects[0].startswith("Severe: Border crossing")
