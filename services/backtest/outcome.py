"""What rules made of an archive, and how two sets of rules differ. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schemas.alert import Alert, AlertKind
from schemas.report import Report
from schemas.rule import Rule
from services.detector.judging.in_memory import InMemoryJudge


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


def judged(reports: Iterable[Report], rules: tuple[Rule, ...]) -> tuple[Rung, ...]:
    """Judge reports in their order until everything has ended; alerts by when they rang."""
    world = InMemoryJudge(rules)
    of_one: dict[str, list[Alert]] = {}
    for report in reports:
        for alert in world.push(report):
            of_one.setdefault(alert.id, []).append(alert)
    for alert in world.finish():
        of_one.setdefault(alert.id, []).append(alert)
    rung = (Rung(alerts[0], alerts[-1], len(alerts)) for alerts in of_one.values())
    return tuple(sorted(rung, key=lambda one: (_rang_at(one), one.first.id)))


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


def differences(
    ours: Iterable[Rung], theirs: Iterable[Rung]
) -> tuple[tuple[Difference, Rung], ...]:
    """Return how `ours` differ from `theirs`, alert by alert; equal ones are left out."""
    mine = {one.first.id: one for one in ours}
    other = {one.first.id: one for one in theirs}
    found = [(Difference.NEW, one) for identity, one in mine.items() if identity not in other]
    found += [(Difference.GONE, one) for identity, one in other.items() if identity not in mine]
    for identity, one in mine.items():
        if identity in other and (change := _difference(one, other[identity])) is not None:
            found.append((change, one))
    return tuple(sorted(found, key=lambda pair: (pair[0], _rang_at(pair[1]), pair[1].first.id)))


def _difference(one: Rung, other: Rung) -> Difference | None:
    if _rang_at(one) != _rang_at(other):
        return Difference.EARLIER if _rang_at(one) < _rang_at(other) else Difference.LATER
    said = [
        (it.severity, it.certainty, it.quantity, len(it.sources)) for it in (one.last, other.last)
    ]
    return None if said[0] == said[1] else Difference.CHANGED


def _rang_at(rung: Rung) -> datetime:
    return rung.first.detected_at
