"""Articles whose outcomes are known beforehand, made from templates."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from detector.crossings import crossings

from tocsin.schemas.dead_letter import Reason

_FIRST_DAY = datetime(2020, 1, 1, 6, tzinfo=UTC)
LOUD_EVERY = 20
_FIRST_FIGURE = 1000


class Outcome(StrEnum):
    """What must become of an article."""

    RINGS = "rings"
    REPORTED = "is reported; whether it rings, an undisturbed judge says"
    QUIET = "is quiet"
    OTHER_LANGUAGE = "is in another language"
    DEAD = "is set aside"


@dataclass(frozen=True)
class Fed:
    """One message with what must become of it."""

    key: bytes
    value: bytes | None
    outcome: Outcome
    figure: int | None = None
    """The figure of the one alert that must ring."""
    reason: Reason | None = None
    """Why it must be set aside."""


_BAD = (
    (b"{", Reason.NOT_JSON),
    (b"[]", Reason.WRONG_SHAPE),
    (None, Reason.NULL_VALUE),
    (b"\xff" * 600_000, Reason.TOO_BIG),
    (b'{"id": "1", "source": "s", "text": " ", "published_at": "2020-01-01"}', Reason.NO_TEXT),
    (
        b'{"id": "1", "source": "s", "text": "t", "published_at": "2999-01-01"}',
        Reason.FUTURE_TIMESTAMP,
    ),
)
_GERMAN = "Der Stadtrat von {} hat am Montag über die neue Buslinie und das Schulessen beraten."


def world(count: int) -> Iterator[Fed]:
    """Yield `count` messages: of 20 one rings, one is set aside, one is in another language."""
    for number, (key, value) in enumerate(crossings(count, LOUD_EVERY, _FIRST_DAY)):
        loud, place = divmod(number, LOUD_EVERY)
        if place == 0:
            yield Fed(key, value, Outcome.RINGS, figure=_FIRST_FIGURE + loud)
        elif place == 7:
            bad, reason = _BAD[loud % len(_BAD)]
            yield Fed(key, bad, Outcome.DEAD, reason=reason)
        elif place == 13:
            text = {"text": _GERMAN.format(loud), "language": "de"}
            yield Fed(
                key, json.dumps({**json.loads(value), **text}).encode(), Outcome.OTHER_LANGUAGE
            )
        else:
            yield Fed(key, value, Outcome.QUIET)
