"""What the topics hold now: the newest word of each control, and an alert by its id."""

from datetime import datetime

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import Acknowledgement, AnyControl, Silence
from tocsin.schemas.topics import Topic
from tocsin.services.controls.handling import newest_of
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.runtime.message_time import message_time
from tocsin.services.runtime.messages import (
    Malformed,
    MalformedMessages,
    address,
    alert_of,
    control_of,
)
from tocsin.services.settings import Settings
from tocsin.services.subscription.records import TopicRecords
from tocsin.services.subscription.start import FromBeginning
from tocsin.services.topics.waiting import tell_on_stderr


def controls_now(settings: Settings) -> dict[str, AnyControl]:
    """Return the newest word of each control, by its key.

    Raises:
        Problem: no broker or no topic.
    """
    held: dict[str, AnyControl] = {}
    malformed = MalformedMessages(tell_on_stderr)
    records = TopicRecords(settings, [Topic.CONTROLS], FromBeginning(), tell_on_stderr)
    try:
        for record in records.until_now():
            key = (record.key or b"").decode(errors="replace")
            held.pop(key, None)
            read = control_of(record.value)
            if isinstance(read, Malformed):
                malformed.take(address(record), read)
            elif read is not None:
                held[key] = read
    finally:
        records.close()
    return held


def silence_now(settings: Settings, identity: str) -> Silence:
    """Return a silence by its id.

    Raises:
        Problem: it does not exist.
    """
    found = controls_now(settings).get(identity)
    if not isinstance(found, Silence):
        message = f"there is no silence {identity}; `tocsin silence list --all` shows all"
        raise Problem(message)
    return found


def acknowledged_now(settings: Settings, alert_id: str) -> Acknowledgement | None:
    """Return the acknowledgement of an alert that counts, if there is one.

    Raises:
        Problem: no broker or no topic.
    """
    said = controls_now(settings).values()
    return newest_of(
        one for one in said if isinstance(one, Acknowledgement) and one.alert_id == alert_id
    )


def alert_now(settings: Settings, identity: str) -> Alert:
    """Return the newest revision of an alert.

    Raises:
        Problem: the alert is not on the topic.
    """
    newest: Alert | None = None
    records = TopicRecords(settings, [Topic.ALERTS], FromBeginning(), tell_on_stderr)
    try:
        for record in records.until_now():
            if record.key == identity.encode() and isinstance(
                read := alert_of(record.value), Alert
            ):
                newest = read
    finally:
        records.close()
    if newest is None:
        message = (
            f"no alert {identity} on {settings.topic(Topic.ALERTS)}; `tocsin watch` shows "
            "the id at the end of each alert"
        )
        raise Problem(message, ExitStatus.MISUSE)
    return newest


def alerts_now(settings: Settings) -> list[tuple[Alert, datetime]]:
    """Return the newest revision of each alert that the topic holds, and when Kafka took it.

    Raises:
        Problem: no broker or no topic.
    """
    newest: dict[bytes, tuple[Alert, datetime]] = {}
    records = TopicRecords(settings, [Topic.ALERTS], FromBeginning(), tell_on_stderr)
    try:
        for record in records.until_now():
            alert = alert_of(record.value)
            if alert is None:
                newest.pop(record.key, None)
                continue
            if isinstance(alert, Malformed):  # `tocsin watch` describes it
                continue
            known = newest.get(record.key)
            if known is None or known[0].revision < alert.revision:  # a crash repeats older ones
                newest[record.key] = alert, message_time(record.timestamp)
    finally:
        records.close()
    return list(newest.values())
