"""A digest from a process that was killed before its time, to a program and as a mail."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from detector_process import eventually
from kafka_records import produce
from notifier.mailbox import mailbox
from notifier.notify_process import notifier
from notifier.receiver import receiver
from watcher.alert_cases import alert

from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka

ROUTES = """\
targets:
  - {{kind: webhook, name: hub, url: "{hub}", secret: "${{HUB_SECRET}}"}}
  - {{kind: apprise, name: mail, url: "{mail}"}}
routes:
  - {{name: daily, targets: [hub, mail], digest: {{every: day, at: "{at:%H:%M:%S}"}}}}
"""


def test_a_notifier_that_was_killed_tells_its_digest_with_all_that_came_meanwhile(
    settings: Settings, tmp_path: Path
) -> None:
    ensure_topics(settings)
    names = [f"alert-{number:03}" for number in range(200)]
    with receiver() as hub, mailbox() as box:
        long_ago = datetime.now(UTC) - timedelta(hours=1)
        routes = ROUTES.format(hub=hub.url, mail=box.url, at=long_ago)
        with notifier(settings, tmp_path, routes):
            produce(
                settings.bootstrap_servers,
                settings.topic(Topic.ALERTS),
                [(name.encode(), alert(name).write()) for name in names],
            )
        assert (hub.bodies, box.mails) == ([], [])

        due = datetime.now(UTC) + timedelta(seconds=1)  # routes know no parts of a second
        with notifier(settings, tmp_path, ROUTES.format(hub=hub.url, mail=box.url, at=due)):
            eventually(lambda: (hub.bodies and box.mails) or None, 60, "both are told")

    (body,) = [json.loads(body) for body in hub.bodies]
    assert sorted(one["id"] for one in body["data"]) == names
    assert body["digest"]["counts"] == {"new": 200}
    assert box.subjects == ["Daily digest: 200 new"]
