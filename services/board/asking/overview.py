"""What fits a query, counted: by severity, type, country, day and place; pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

from schemas.alert import Alert
from schemas.vocabulary import EventType, Severity
from services.board.asking.selecting import Fit, Wanted, is_real, is_silenced
from services.board.state.book import Held
from services.watcher.selection import countries_of, rank

DAYS_SHOWN: Final = 14
CELL: Final = 1.5
"""Degrees; on a map of the world, what lies nearer cannot be told apart."""
MOST_PLACES: Final = 600


@dataclass(slots=True)
class Spot:
    """What lies at one place of the map."""

    latitude: float
    longitude: float
    name: str
    country: str
    count: int = 0
    severity: Severity = Severity.UNKNOWN
    """The worst."""
    alert_id: str = ""
    """The newest."""


@dataclass(slots=True)
class Overview:
    """Counts of what is real; drills and what was taken back stand in the list only."""

    shown: int = 0
    held: int = 0
    silenced: int = 0
    unreal: int = 0
    """Of those shown: drills, and what was taken back."""
    severities: Counter[Severity] = field(default_factory=Counter)
    types: Counter[EventType] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    days: dict[date, Counter[Severity]] = field(default_factory=dict)
    """The last days, oldest first, each with its count by severity."""
    spots: list[Spot] = field(default_factory=list)


def overview(alerts: Iterable[Held], wanted: Wanted, now: datetime) -> Overview:
    """Count all alerts, given newest first. What stands beside a filter leaves that filter out."""
    counted = Overview()
    spots: dict[tuple[int, int], Spot] = {}
    for held in alerts:
        alert, fit = held.alert, wanted.fit(held)
        counted.held += 1
        if is_silenced(alert):
            counted.silenced += fit.all
            if not wanted.query.silenced:
                continue
        counted.shown += fit.all
        if not is_real(alert):
            counted.unreal += fit.all
            continue
        if not counted.days:
            counted.days = _days(alert.last_published_at, now)
        if fit.rest:
            _count_beside_filters(counted, alert, fit)
        if fit.all:
            day = counted.days.get(alert.last_published_at.astimezone(UTC).date())
            if day is not None:
                day[alert.severity] += 1
            _put_on_the_map(spots, alert)
    counted.spots = list(spots.values())[:MOST_PLACES]
    counted.days = counted.days or _days(now, now)
    return counted


def _count_beside_filters(counted: Overview, alert: Alert, fit: Fit) -> None:
    if fit.type and fit.country:
        counted.severities[alert.severity] += 1
    if fit.country and fit.severity:
        counted.types[alert.event_type] += 1
    if fit.type and fit.severity:
        counted.countries.update(countries_of(alert))


def _days(newest: datetime, now: datetime) -> dict[date, Counter[Severity]]:
    """Return the days up to today; where nothing came of late, up to the newest alert."""
    today = now.astimezone(UTC).date()
    last = newest.astimezone(UTC).date()
    if timedelta(0) <= today - last < timedelta(days=DAYS_SHOWN):
        last = today
    return {last - timedelta(days=back): Counter() for back in reversed(range(DAYS_SHOWN))}


def _put_on_the_map(spots: dict[tuple[int, int], Spot], alert: Alert) -> None:
    place = alert.place
    if place is None:
        return
    where = (round(place.latitude / CELL), round(place.longitude / CELL))
    spot = spots.get(where)
    if spot is None:
        spot = spots[where] = Spot(
            place.latitude, place.longitude, place.name, place.country, alert_id=alert.id
        )
    spot.count += 1
    spot.severity = max(spot.severity, alert.severity, key=rank)
