"""Figures over time as the geometry of a small chart; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tocsin.schemas.alert import Alert

WIDTH: Final = 640
HEIGHT: Final = 200
LEFT: Final = 64
"""Room for the figures at the axis."""
RIGHT: Final = 16
BEGIN: Final = 14
"""Between the axis and the first figure."""
TAIL: Final = 44
"""Behind the newest figure, so that it and its range show as lines and not as a point."""
TOP: Final = 14
BOTTOM: Final = 26

_STEPS: Final = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Dot:
    """One source's figure."""

    x: float
    y: float
    figure: str
    source: str
    moment: datetime
    denies: bool
    copy: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark at an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Paths in a box of WIDTH by HEIGHT, y downwards."""

    best: str
    """The best figure of each revision, as steps."""
    band: str
    """Between the lowest and the highest figure of any source."""
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    begins: datetime
    ends: datetime
    newest: float
    """Where the newest moment lies."""


@dataclass(frozen=True, slots=True)
class _Point:
    moment: datetime
    low: int
    best: int
    high: int


class _Scale:
    def __init__(self, begins: datetime, ends: datetime, top: float) -> None:
        self._begins = begins
        self._seconds = (ends - begins).total_seconds()
        self._top = top

    def x(self, moment: datetime) -> float:
        part: float = (moment - self._begins).total_seconds() / self._seconds
        return round(LEFT + BEGIN + part * (WIDTH - LEFT - BEGIN - TAIL - RIGHT), 1)

    def y(self, figure: float) -> float:
        return round(HEIGHT - BOTTOM - figure / self._top * (HEIGHT - TOP - BOTTOM), 1)


def chart(revisions: Sequence[Alert]) -> Chart | None:
    """Draw the figures of an alert's revisions, oldest first, and of the newest one's sources.

    Returns:
        None if there is no way of figures to show: one moment, or no figures.
    """
    points = [point for point in map(_point, revisions) if point is not None]
    said = [
        (source, figure)
        for source in revisions[-1].sources
        if (figure := source.quantity.figure) is not None
    ]
    moments = [point.moment for point in points] + [source.published_at for source, _ in said]
    if not points or min(moments) == max(moments):
        return None
    step = _step(max([point.high for point in points] + [figure for _, figure in said]))
    ceiling = _ceiling(points, [figure for _, figure in said], step)
    scale = _Scale(min(moments), max(moments), ceiling)
    return Chart(
        best=_steps_of(scale, points),
        band=_band(scale, points),
        dots=tuple(
            Dot(
                scale.x(source.published_at),
                scale.y(figure),
                source.quantity.in_words(),
                source.source or "",
                source.published_at,
                source.denies,
                source.copy_of is not None,
            )
            for source, figure in said
        ),
        ticks=_ticks(scale, ceiling, step),
        begins=min(moments),
        ends=max(moments),
        newest=scale.x(max(moments)),
    )


def _point(alert: Alert) -> _Point | None:
    best = alert.quantity.figure
    if best is None:
        return None
    low = best if alert.low is None else min(alert.low, best)
    high = best if alert.high is None else max(alert.high, best)
    return _Point(alert.last_published_at, low, best, high)


def _ticks(scale: _Scale, ceiling: float, step: float) -> tuple[Tick, ...]:
    count = round(ceiling / step)
    return tuple(Tick(scale.y(number * step), _short(number * step)) for number in range(count + 1))


def _ceiling(points: Sequence[_Point], figures: Sequence[int], step: float) -> float:
    most = max([point.high for point in points] + list(figures))
    return step * max(1, -(-most // step))


def _step(most: int) -> float:
    """Return a round distance between lines, so that there are three or four."""
    rough = max(most, 1) / 3
    power = float(10 ** (len(str(int(rough))) - 1))
    return next((power * one for one in _STEPS if power * one >= rough), power * 10)


def _short(figure: float) -> str:
    for size, letter in ((1_000_000, "m"), (10_000, "k")):
        if figure >= size:
            return f"{figure / (1000 if letter == 'k' else size):,.4g}{letter}"
    return f"{figure:,.4g}" if figure < 1 else f"{figure:,.0f}"


def _steps_of(scale: _Scale, points: Sequence[_Point]) -> str:
    path = f"M{scale.x(points[0].moment)},{scale.y(points[0].best)}"
    for point in points[1:]:
        path += f"H{scale.x(point.moment)}V{scale.y(point.best)}"
    return f"{path}H{WIDTH - RIGHT}"


def _band(scale: _Scale, points: Sequence[_Point]) -> str:
    """Return a closed path: along the highs, back along the lows."""
    path = f"M{scale.x(points[0].moment)},{scale.y(points[0].high)}"
    for point in points[1:]:
        path += f"H{scale.x(point.moment)}V{scale.y(point.high)}"
    path += f"H{WIDTH - RIGHT}V{scale.y(points[-1].low)}"
    for point, before in zip(reversed(points[1:]), reversed(points[:-1]), strict=True):
        path += f"H{scale.x(point.moment)}V{scale.y(before.low)}"
    return f"{path}H{scale.x(points[0].moment)}Z"
