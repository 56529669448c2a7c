"""Where reading begins: now, at the beginning, at a time, or at offsets; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from pydantic import TypeAdapter

from tocsin.schemas.article import Moment
from tocsin.services.problem import Problem

BEGINNING: Final = "beginning"

_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DURATION: Final = re.compile(r"(?:\d+[smhdw])+")
_PART: Final = re.compile(r"(\d+)([smhdw])")
_MOMENT: Final = TypeAdapter(Moment)


@dataclass(frozen=True, slots=True)
class FromNow:
    """Only what comes after the start."""


@dataclass(frozen=True, slots=True)
class FromBeginning:
    """Everything that the topic still holds, then what comes."""


@dataclass(frozen=True, slots=True)
class FromTime:
    """What Kafka took at this time or later, then what comes."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class FromOffsets:
    """Where somebody stopped, by topic and partition; others from their beginning."""

    offsets: Mapping[tuple[str, int], int]
    ids: Mapping[str, str] = field(default_factory=dict)
    """Kafka's ids of these topics when that was noted; offsets of another topic say nothing."""


Beginning = FromNow | FromBeginning | FromTime
Start = Beginning | FromOffsets


def parse_start(since: str | datetime | timedelta | None, now: datetime) -> Beginning:
    """Read where to begin.

    Args:
        since: None for now; "beginning"; a time, or a text of it in ISO 8601 (UTC if it names
            no zone); a duration before now, or a text of it such as "2h", "90m" or "1d12h".
        now: the present, with a zone.

    Raises:
        Problem: a text that is not one of these, or a time in the future.
    """
    if since is None:
        return FromNow()
    if since == BEGINNING:
        return FromBeginning()
    moment = parse_moment(since, now)
    if moment > now:
        message = f"since {moment.isoformat()}: that is in the future (now is {now.isoformat()})"
        raise Problem(message)
    return FromTime(moment)


def parse_moment(since: str | datetime | timedelta, now: datetime) -> datetime:
    """Read a time, or a duration before now; it may be still to come.

    Raises:
        Problem: a text that is neither.
    """
    try:
        if isinstance(since, timedelta):
            return now - since
        if isinstance(since, str) and _DURATION.fullmatch(since):
            return now - sum(
                (timedelta(**{_UNITS[unit]: int(count)}) for count, unit in _PART.findall(since)),
                timedelta(),
            )
        return _MOMENT.validate_python(since)
    except (ValueError, OverflowError):  # pydantic's error is a ValueError
        message = (
            f"since {since!r}: neither a duration such as 2h, 90m or 1d12h "
            "nor a time such as 2024-05-01T10:00 (UTC)"
        )
        raise Problem(message) from None
