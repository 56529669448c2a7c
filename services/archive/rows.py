"""A Kafka record → the row that it becomes, or why it becomes none; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import (
    Acknowledgement,
    AlertComment,
    AnyControl,
    Assignment,
    OnAlert,
    Verdict,
)
from tocsin.schemas.topics import Topic
from tocsin.services.runtime.messages import Malformed, alert_of, control_of

_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_NUL_ESCAPE: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
_NESTED: Final = {"quantity", "place", "before", "sources"}
_ALERT_COLUMNS: Final = set(Alert.model_fields) - _NESTED


class Skip(StrEnum):
    """Why a record becomes no row."""

    MALFORMED = "malformed"
    """Not JSON, or not of its contract's shape."""
    REFUSED = "refused"
    """PostgreSQL cannot hold it: a figure beyond 64 bits, for example."""
    DELETED = "deleted"
    """A record without a value."""
    NOT_KEPT = "not_kept"
    """A control that says nothing about one alert."""


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One revision, by column of `alert_revisions`."""

    columns: Mapping[str, Any]
    newer_words: frozenset[tuple[str, str]] = frozenset()
    """Fields with words that only a newer version knows; they are kept as they are."""


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One verdict, by column of `verdicts`."""

    columns: Mapping[str, Any]


class DeskTable(StrEnum):
    """Where what people say of an alert is kept."""

    ACKNOWLEDGEMENTS = "acknowledgements"
    ASSIGNMENTS = "assignments"
    COMMENTS = "comments"


@dataclass(frozen=True, slots=True)
class DeskRow:
    """An acknowledgement, assignment or comment, by column of its table."""

    table: DeskTable
    columns: Mapping[str, Any]


Row = AlertRow | VerdictRow | DeskRow


def row_of(topic: Topic, value: bytes | None) -> Row | Skip | Malformed:
    """Return what becomes of a record on the topic of alerts or of controls."""
    read = alert_of(value) if topic is Topic.ALERTS else control_of(value)
    if read is None or value is None:
        return Skip.DELETED
    if isinstance(read, Malformed):
        return read
    if isinstance(read, Alert):
        return AlertRow(_alert_columns(read, value.decode()), frozenset(read.newer_words()))
    return _control_row(read)


def _control_row(control: AnyControl) -> Row | Skip:
    match control:
        case Verdict():
            return VerdictRow(_columns(control))
        case Acknowledgement():
            return DeskRow(DeskTable.ACKNOWLEDGEMENTS, _columns(control))
        case Assignment():
            return DeskRow(DeskTable.ASSIGNMENTS, _columns(control))
        case AlertComment():
            return DeskRow(DeskTable.COMMENTS, _columns(control))
        case _:
            return Skip.NOT_KEPT


def _alert_columns(alert: Alert, payload: str) -> dict[str, Any]:
    place = alert.place
    return {
        **{name: _text(getattr(alert, name)) for name in _ALERT_COLUMNS},
        "related": [_text(one) for one in alert.related],
        "figure": alert.quantity.figure,
        "bound": alert.quantity.bound,
        "place_name": None if place is None else _text(place.name),
        "place_country": None if place is None else place.country,
        "place_resolution": None if place is None else place.resolution,
        "latitude": None if place is None else place.latitude,
        "longitude": None if place is None else place.longitude,
        # as it came, with what a newer writer may have added
        "payload": _NUL_ESCAPE.sub(r"\1\\ufffd", payload) if "\\u0000" in payload else payload,
    }


def _columns(control: OnAlert) -> dict[str, Any]:
    names = set(type(control).model_fields) - {"kind"}
    return {name: _text(getattr(control, name)) for name in names}


def _text(value: object) -> object:
    """Replace the one character that PostgreSQL holds in no text."""
    return value.replace("\0", _REPLACEMENT) if type(value) is str else value
