"""Durations as people write them in rules: "90m", "36h", "14d"."""

import re
from datetime import timedelta
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

_PATTERN: Final = r"^\d+[smhd]$"
_UNITS: Final = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}


def _parsed(value: Any) -> Any:  # noqa: ANN401 - whatever the YAML holds
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str) or not re.match(_PATTERN, value):
        message = "a duration is a whole number with s, m, h or d: 90m, 36h, 14d"
        raise ValueError(message)
    try:
        return int(value[:-1]) * _UNITS[value[-1]]
    except OverflowError:
        message = f"{value} is longer than a duration can be"
        raise ValueError(message) from None


def in_words(span: timedelta) -> str:
    """Return the shortest exact writing: 1440 minutes are "1d"."""
    for unit in ("d", "h", "m"):
        if span % _UNITS[unit] == timedelta():
            return f"{span // _UNITS[unit]}{unit}"
    return f"{span // _UNITS['s']}s"


Duration = Annotated[
    timedelta,
    BeforeValidator(_parsed),
    PlainSerializer(in_words, return_type=str),
    WithJsonSchema({"type": "string", "pattern": _PATTERN, "examples": ["90m", "36h", "14d"]}),
]
"""A span of time; whole seconds, minutes, hours or days."""
