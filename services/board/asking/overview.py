"""What fits a query, counted: by severity, type, country, day and place; pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

from tocsin.schemas.alert import Alert
from tocsin.schemas.vocabulary import EventType, Severity
from tocsin.services.board.asking.selecting import Fit, Wanted
from tocsin.services.board.state.book import Held
from tocsin.services.controls.handling import WAITING
from tocsin.services.watcher.selection import rank

DAYS_SHOWN: Final = 14
MOST_PLACES: Final = 600
MOST_REMEMBERED: Final = 200
_GRAVE: Final = rank(Severity.SEVERE)


@dataclass(slots=True)
class Spot:
    """What lies at one place of the map."""

    latitude: float
    longitude: float
    name: str
    country: str
    is_country: bool = False
    """Whether only the country is known: this is its middle, not where it happened."""
    count: int = 0
    severity: Severity = Severity.UNKNOWN
    """The worst."""


@dataclass(slots=True)
class RegionNow:
    """What is open in a region of the world."""

    name: str
    count: int = 0
    severity: Severity = Severity.UNKNOWN
    """The worst."""


@dataclass(slots=True)
class Overview:
    """Counts of real alerts; drills and withdrawn alerts are only in the list."""

    shown: int = 0
    held: int = 0
    silenced: int = 0
    unreal: int = 0
    """Of those shown: drills, and what was taken back."""
    unacknowledged: int = 0
    """Of those shown: what rings and nobody has acknowledged as it is now."""
    folded: int = 0
    """That fit and are left out: drills that are over, and what was taken back."""
    older: int = 0
    """Those that match except for their time, if a page shows the present."""
    newest_grave: Alert | None = None
    """The newest of those shown that is open and Severe or worse."""
    regions: dict[str, RegionNow] = field(default_factory=dict)
    """What is open, by subregion, whatever country or area is asked."""
    severities: Counter[Severity] = field(default_factory=Counter)
    types: Counter[EventType] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    days: dict[date, Counter[Severity]] = field(default_factory=dict)
    """The last days, oldest first, each with its count by severity."""
    spots: list[Spot] = field(default_factory=list)


def overview(alerts: Iterable[Held], wanted: Wanted, now: datetime) -> Overview:
    """Count all alerts, given newest first. The count beside a filter leaves that filter out."""
    counted = Overview()
    spots: dict[tuple[int, int, bool], Spot] = {}
    for held in alerts:
        fit, facts = wanted.fit(held), held.facts
        counted.held += 1
        if _is_left_out(counted, held, fit, wanted):
            continue
        counted.shown += fit.all
        if not facts.is_real:
            counted.unreal += fit.all
            continue
        if not counted.days:
            counted.days = _days(facts.day, now)
        _count_beside_filters(counted, held, fit)
        is_earlier = wanted.is_current and fit.but_for_time
        counted.older += is_earlier
        # the days are how a reader gets here: they are shown whatever the page shows of them
        if (fit.all or is_earlier) and facts.day in counted.days:
            counted.days[facts.day][_known(held.alert.severity)] += 1
        if fit.all:
            counted.unacknowledged += held.handling in WAITING
            _count_shown(counted, held, spots)
    counted.spots = list(spots.values())[:MOST_PLACES]
    counted.days = counted.days or _days(now.astimezone(UTC).date(), now)
    return counted


class Counts:
    """Remembers the overviews of the present: many readers ask for the same after each change."""

    def __init__(self) -> None:
        self._present: tuple[str, datetime] | None = None
        self._known: dict[str, Overview] = {}

    def of(self, alerts: Iterable[Held], wanted: Wanted, now: datetime, mark: str) -> Overview:
        """Return the overview; recounted for another mark of the alerts or another minute."""
        present = mark, now.replace(second=0, microsecond=0)
        if present != self._present or len(self._known) >= MOST_REMEMBERED:
            self._present, self._known = present, {}
        address = wanted.query.address
        if address not in self._known:
            self._known[address] = overview(alerts, wanted, now)
        return self._known[address]


def _is_left_out(counted: Overview, held: Held, fit: Fit, wanted: Wanted) -> bool:
    """Return whether an alert is not shown, silenced or over, and count it as such."""
    if held.facts.is_silenced:
        counted.silenced += fit.all
        if not wanted.query.silenced:
            return True
    if wanted.folds(held):
        counted.folded += fit.all
        return True
    return False


def _count_shown(counted: Overview, held: Held, spots: dict[tuple[int, int, bool], Spot]) -> None:
    facts = held.facts
    if facts.is_open and facts.rank >= _GRAVE and counted.newest_grave is None:
        counted.newest_grave = held.alert
    if facts.cell is not None:
        _put_on_the_map(spots, facts.cell, held.alert)


def _count_beside_filters(counted: Overview, held: Held, fit: Fit) -> None:
    if not (fit.rest and fit.time):
        return
    if fit.type and fit.country:
        counted.severities[_known(held.alert.severity)] += 1
    if fit.country and fit.severity:
        counted.types.update(held.facts.types)
    if fit.type and fit.severity:
        for country in held.facts.countries:
            counted.countries[country] += 1
        if held.facts.is_open:
            _count_in_regions(counted, held)


def _count_in_regions(counted: Overview, held: Held) -> None:
    for name in held.facts.subregions:
        region = counted.regions.setdefault(name, RegionNow(name))
        region.count += 1
        region.severity = max(region.severity, held.alert.severity, key=rank)


def _known(severity: Severity) -> Severity:
    """Return a severity that has its bar: a newer version's word is one unknown to us."""
    return Severity.UNKNOWN if severity.is_newer else severity


def _days(last: date, now: datetime) -> dict[date, Counter[Severity]]:
    """Return the days up to today; if nothing came of late, up to the newest alert."""
    today = now.astimezone(UTC).date()
    if timedelta(0) <= today - last < timedelta(days=DAYS_SHOWN):
        last = today
    return {last - timedelta(days=back): Counter() for back in reversed(range(DAYS_SHOWN))}


def _put_on_the_map(
    spots: dict[tuple[int, int, bool], Spot], cell: tuple[int, int, bool], alert: Alert
) -> None:
    spot = spots.get(cell)
    if spot is None and alert.place is not None:
        place = alert.place
        spot = spots[cell] = Spot(
            place.latitude, place.longitude, place.name, place.country, is_country=cell[2]
        )
    if spot is not None:
        spot.count += 1
        if rank(alert.severity) > rank(spot.severity):
            spot.severity = alert.severity
