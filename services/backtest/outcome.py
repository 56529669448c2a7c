"""What rules made of an archive, and how two sets of rules differ. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.report import Report
from tocsin.schemas.rule import Rule
from tocsin.schemas.vocabulary import severity_rank
from tocsin.services.judging.in_memory import InMemoryJudge


@dataclass(frozen=True, slots=True)
class Rung:
    """One alert from its beginning to its end."""

    first: Alert
    """When it rang."""
    last: Alert
    """What people know in the end; its sources are complete."""
    revisions: int


class Difference(StrEnum):
    """What became of an alert under other rules."""

    NEW = "new"
    GONE = "gone"
    EARLIER = "earlier"
    LATER = "later"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class AlertDifference:
    """An alert that other rules make another; one side is None if it did not ring."""

    what: Difference
    old: Rung | None
    new: Rung | None

    @property
    def rung(self) -> Rung:
        """The alert as it is now, or as it was if it is gone."""
        return next(side for side in (self.new, self.old) if side is not None)


class Ringing:
    """Alerts, revision by revision as they come."""

    def __init__(self) -> None:
        self._of_one: dict[str, Rung] = {}

    def add(self, alert: Alert) -> None:
        """Take in the next revision of an alert."""
        known = self._of_one.get(alert.id, Rung(alert, alert, 0))
        self._of_one[alert.id] = Rung(known.first, alert, known.revisions + 1)

    def put(self, rung: Rung) -> None:
        """Take in an alert with all its revisions up to now."""
        self._of_one[rung.first.id] = rung

    def rung(self) -> tuple[Rung, ...]:
        """Return the alerts by when they rang."""
        return tuple(sorted(self._of_one.values(), key=lambda one: (_rang_at(one), one.first.id)))


def judged(reports: Iterable[Report], rules: tuple[Rule, ...]) -> tuple[Rung, ...]:
    """Judge reports in their order until everything has ended; alerts by when they rang."""
    world = InMemoryJudge(rules)
    ringing = Ringing()
    for report in reports:
        for alert in world.push(report):
            ringing.add(alert)
    for alert in world.finish():
        ringing.add(alert)
    return ringing.rung()


def standing(rung: Iterable[Rung]) -> tuple[Rung, ...]:
    """Return the alerts that were not taken back."""
    return tuple(one for one in rung if one.last.kind is not AlertKind.RETRACTION)


def by_rule_and_week(rung: Iterable[Rung]) -> dict[str, Counter[str]]:
    """Return how many alerts each rule gave in each ISO week ("2025-W07") of publication."""
    table: dict[str, Counter[str]] = {}
    for one in rung:
        year, week, _ = one.first.first_published_at.isocalendar()
        table.setdefault(one.first.rule_id, Counter())[f"{year}-W{week:02}"] += 1
    return dict(sorted(table.items()))


def differences(new: Iterable[Rung], old: Iterable[Rung]) -> tuple[AlertDifference, ...]:
    """Return how other rules differ, alert by alert, the weightiest first; equal ones are left out.

    Weight is the worse of both severities, then what changed most for who is rung: an alert that is
    gone or new, then its severity, then the rest.
    """
    after = {one.first.id: one for one in new}
    before = {one.first.id: one for one in old}
    pairs = ((before.get(one), after.get(one)) for one in before.keys() | after.keys())
    found = [
        AlertDifference(what, *pair) for pair in pairs if (what := _difference(*pair)) is not None
    ]
    return tuple(sorted(found, key=_lightness))


def _difference(old: Rung | None, new: Rung | None) -> Difference | None:
    if old is None or new is None:
        return Difference.NEW if old is None else Difference.GONE
    if _rang_at(new) != _rang_at(old):
        return Difference.EARLIER if _rang_at(new) < _rang_at(old) else Difference.LATER
    said = [
        (one.severity, one.certainty, one.quantity, len(one.sources))
        for one in (old.last, new.last)
    ]
    return None if said[0] == said[1] else Difference.CHANGED


def _lightness(one: AlertDifference) -> tuple[int, bool, int, int, datetime, str]:
    """Return what sorts the weightiest first."""
    sides = [side.last for side in (one.old, one.new) if side is not None]
    ranks = [severity_rank(alert.severity) for alert in sides]
    figures = [alert.quantity.figure or 0 for alert in sides]
    return (
        -max(ranks),
        one.old is not None and one.new is not None,
        min(ranks) - max(ranks),
        -max(figures),
        _rang_at(one.rung),
        one.rung.first.id,
    )


def _rang_at(rung: Rung) -> datetime:
    return rung.first.detected_at
