"""Say that an alert is taken back, and wait until its judge has done it."""

import time
from datetime import UTC, datetime
from typing import Final

import typer

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.topics import Topic
from tocsin.services.controls.asking import alert_now
from tocsin.services.controls.checked import checked
from tocsin.services.controls.publishing import publish
from tocsin.services.controls.saying import retraction
from tocsin.services.problem import ExitStatus
from tocsin.services.runtime.messages import alert_of
from tocsin.services.settings import Settings
from tocsin.services.subscription.records import TopicRecords
from tocsin.services.subscription.start import FromNow
from tocsin.services.topics.waiting import tell_on_stderr

_POLL_SECONDS: Final = 0.3


def retract_and_wait(
    settings: Settings, identity: str, author: str, comment: str, patience: float
) -> ExitStatus:
    """Publish the retraction and return when the alert's last revision is there.

    Raises:
        Problem: the broker, the topic or the alert does not exist.
    """
    alert = alert_now(settings, identity)
    if alert.kind is AlertKind.RETRACTION:
        typer.echo(f"{identity} is already retracted (revision {alert.revision})")
        return ExitStatus.OK
    records = TopicRecords(settings, [Topic.ALERTS], FromNow(), tell_on_stderr)
    try:
        now = datetime.now(UTC)
        publish(settings, checked(lambda: retraction(alert, author, now, comment)))
        last = _last_revision(records, identity, patience)
    finally:
        records.close()
    if last is None:
        typer.echo(
            f"{identity}: requested, but no detector retracted it within {patience:g} s. "
            "Either none is running, or the alert is too old for it to remember (last "
            f"published {alert.last_published_at:%Y-%m-%d})",
            err=True,
        )
        return ExitStatus.INCOMPLETE
    typer.echo(f"{identity} is retracted (revision {last.revision})")
    return ExitStatus.OK


def _last_revision(records: TopicRecords, identity: str, patience: float) -> Alert | None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        for record in records.poll(_POLL_SECONDS):
            if record.key != identity.encode():
                continue
            alert = alert_of(record.value)
            if isinstance(alert, Alert) and alert.kind is AlertKind.RETRACTION:
                return alert
    return None
