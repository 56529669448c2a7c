"""The incidents that reports speak of: a function of the *set* of reports.

They are put in order of publication and joined one by one, so the order in which they came does
not matter. Where a report comes or goes, only those after it can be affected, and of these only
what touches a group that is not as it was: the rest stays where it stood.
"""

from bisect import insort
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from schemas.report import Report
from schemas.vocabulary import Modality
from services.detector.judging.incident import Incident, in_order
from services.detector.judging.matching import Group, denials_of, home_of

_MOST_REMEMBERED: Final = 500
"""States; each holds up to 200 reports, most far fewer."""

Cluster = Callable[[Iterable[Report]], tuple[Incident, ...]]
"""Gives the incidents that the reports of one country and type speak of, oldest first."""


def incidents_of(reports: Iterable[Report]) -> tuple[Incident, ...]:
    """Return the incidents that the reports of one country and type speak of, oldest first."""
    return Clustering()(reports)


@dataclass(frozen=True, slots=True)
class _Known:
    """An incident, and what it was made of."""

    group: Group
    denials: tuple[Report, ...]
    incident: Incident


class Clustering:
    """A `Cluster` that remembers its last answer: quick where few reports have come or gone."""

    def __init__(self) -> None:
        self._came: list[Report] = []
        self._ordered: list[Report] = []
        self._told: list[Report] = []
        self._joined: dict[str, Group] = {}
        """Of each report: the group that it joined, as it was then."""
        self._known: dict[str, _Known] = {}

    def __call__(self, reports: Iterable[Report]) -> tuple[Incident, ...]:
        """Return the same as `incidents_of`."""
        self._order(list(reports))
        denials = tuple(one for one in self._ordered if one.modality is Modality.NEGATED)
        groups = self._grouped(
            [one for one in self._ordered if one.modality is not Modality.NEGATED]
            if denials
            else self._ordered.copy()
        )
        self._known = {name: self._incident(group, denials) for name, group in groups.items()}
        return tuple(known.incident for known in self._known.values())

    def _order(self, came: list[Report]) -> None:
        """Put the reports in order of publication; most often one more has come."""
        before = len(self._came)
        if came[:before] == self._came:
            for one in came[before:]:
                insort(self._ordered, one, key=in_order)
        else:
            self._ordered = sorted(came, key=in_order)
        self._came = came

    def _incident(self, group: Group, denials: tuple[Report, ...]) -> _Known:
        """Return the group's incident; the same object as before where nothing changed."""
        known = self._known.get(group.name)
        if known is not None and known.group is group and known.denials == denials:
            return known
        told = denials_of(group.reports, denials) if denials else ()
        if known is not None and known.group is group and known.incident.denials == told:
            return _Known(group, denials, known.incident)
        return _Known(group, denials, Incident(group.reports, told))

    def _grouped(self, told: list[Report]) -> dict[str, Group]:
        """Return the groups by name, in the order of their first reports."""
        alike = _common_length(self._told, told)
        groups = {group.name: group for group in (self._joined[one.id] for one in told[:alike])}
        remaining = {one.id: one for one in told[alike:]}
        gone = {
            one.id: self._joined.pop(one.id).name
            for one in self._told[alike:]
            if one is not remaining.get(one.id) and one != remaining.get(one.id)
        }
        left = [one for one in self._told[alike:] if one.id in gone]
        changed: set[str] = set()
        for report in sorted([*told[alike:], *left], key=in_order) if left else told[alike:]:
            if report.id in gone and report is not remaining.get(report.id):
                changed.add(gone[report.id])
                continue
            before = self._joined.get(report.id)
            home = self._home(report, before, groups, changed)
            if home is not None:
                joined = home.with_one(report)
            elif before is not None and before.name == report.id:
                joined = before
            else:
                joined = Group.of(report)
            if before is None or joined.name != before.name:
                changed |= {joined.name} | ({before.name} if before else set())
            self._joined[report.id] = groups[joined.name] = joined
        self._told = told
        return groups

    def _home(
        self, report: Report, before: Group | None, groups: dict[str, Group], changed: set[str]
    ) -> Group | None:
        """Return the group that a report joins now, None for its own; `before` is what it joined.

        What did not change was compared with it then: only groups that did can win it, unless
        its own is one of them.
        """
        if before is None or before.name in changed:
            return home_of(groups.values(), report)
        rivals = [groups[name] for name in changed if name in groups]
        if before.name == report.id:
            return home_of(rivals, report)
        if not rivals:
            return groups[before.name]
        won = home_of(rivals, report)
        return groups[before.name] if won is None else home_of([groups[before.name], won], report)


class Clusterings:
    """The clusterings of the states looked at last; others begin anew."""

    def __init__(self) -> None:
        self._of: OrderedDict[str, Clustering] = OrderedDict()

    def of(self, slot: str) -> Clustering:
        """Return the clustering of a state."""
        clustering = self._of.setdefault(slot, Clustering())
        self._of.move_to_end(slot)
        if len(self._of) > _MOST_REMEMBERED:
            self._of.popitem(last=False)
        return clustering


def _common_length(one: list[Report], other: list[Report]) -> int:
    """Return how many reports both begin with."""
    for at, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine is not theirs and mine != theirs:
            return at
    return min(len(one), len(other))
