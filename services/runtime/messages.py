"""Alerts and controls as their readers take them: typed; a malformed message is a value.

These readers show, keep or send on, so they take words that only a newer version knows. The
detector judges: it reads strictly, and what it cannot read goes to the dead letters.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog
from kafka.consumer.fetcher import ConsumerRecord
from pydantic import ValidationError

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import AnyControl, read_control
from tocsin.services.plain_text import plain

log = structlog.get_logger(__name__)

MOST_TOLD: Final = 20
"""Malformed messages that are described; the others are only counted."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """A message that is not what its topic holds."""

    fault: str
    """What it is not, the field, and what is wrong with it; safe to print."""


def address(record: ConsumerRecord) -> str:
    """Return where a record is: topic, partition and offset."""
    return f"{record.topic}[{record.partition}]@{record.offset}"


def alert_of(value: bytes | None) -> Alert | Malformed | None:
    """Read a message on the alerts topic; None if the alert was deleted."""
    if value is None:
        return None
    try:
        return Alert.read_along(value)
    except ValidationError as error:
        return _malformed("alert", error)


def control_of(value: bytes | None) -> AnyControl | Malformed | None:
    """Read a message on the controls topic; None if the control was deleted."""
    if value is None:
        return None
    try:
        return read_control(value)
    except ValidationError as error:
        return _malformed("control", error)


class MalformedMessages:
    """Counts malformed messages, and describes the first of them."""

    def __init__(
        self, tell: Callable[[str], None] | None = None, count: Callable[[], None] | None = None
    ) -> None:
        """Describe them in the log unless `tell` is given; `count` is called for each."""
        self.seen = 0
        self._tell = tell or _log
        self._count = count

    def take(self, where: str, malformed: Malformed) -> None:
        """Count one."""
        self.seen += 1
        if self._count is not None:
            self._count()
        if self.seen <= MOST_TOLD:
            self._tell(f"{where}: {malformed.fault}")


def _log(line: str) -> None:
    log.warning("malformed", detail=line)


def _malformed(what: str, error: ValidationError) -> Malformed:
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"]) or "payload"
    # a field's name may come from the message itself
    return Malformed(f"no {what}: {plain(field)}: {plain(first['msg'])}")
