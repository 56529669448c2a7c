"""Alerts a day as bars; pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tocsin.schemas.vocabulary import Severity

HEIGHT: Final = 56.0
"""Of the highest bar."""
SLOT: Final = 20.0
"""Width of a day."""

_FROM_BELOW: Final = (
    Severity.EXTREME,
    Severity.SEVERE,
    Severity.MODERATE,
    Severity.MINOR,
    Severity.UNKNOWN,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """The alerts of one severity on one day."""

    severity: Severity
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Day:
    """One day's bars."""

    day: date
    x: float
    count: int
    bars: tuple[Bar, ...]

    @property
    def next(self) -> date:
        """The day after: where an `until` ends it."""
        return self.day + timedelta(days=1)


def timeline(days: Mapping[date, Counter[Severity]]) -> tuple[Day, ...]:
    """Stack each day's alerts, the worst at the foot; the fullest day has full height."""
    most = max((count.total() for count in days.values()), default=0)
    return tuple(
        Day(day, index * SLOT, count.total(), _bars(count, most))
        for index, (day, count) in enumerate(days.items())
    )


def _bars(count: Counter[Severity], most: int) -> tuple[Bar, ...]:
    bars = []
    foot = HEIGHT
    for severity in _FROM_BELOW:
        if count[severity]:
            height = round(max(1.0, count[severity] / most * HEIGHT), 1)
            foot = round(foot - height, 1)
            bars.append(Bar(severity, max(0.0, foot), height))
    return tuple(bars)
