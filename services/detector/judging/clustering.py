"""The incidents that reports speak of: a function of the *set* of reports.

They are put in order of publication and joined one by one, so the order in which they came does
not matter. Where a report comes or goes, only those after it can be affected, and of these only
what touches a group that is not as it was: the rest stays where it stood.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
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


class Clustering:
    """A `Cluster` that remembers its last answer: quick where few reports have come or gone."""

    def __init__(self) -> None:
        self._ordered: list[Report] = []
        self._home: dict[str, str] = {}
        """Of each report: the name of the group that it joined, or its own id."""
        self._lead: dict[str, Report] = {}
        """Of each report: the one that stood for its group when it had joined."""
        self._incidents: dict[str, Incident] = {}

    def __call__(self, reports: Iterable[Report]) -> tuple[Incident, ...]:
        """Return the same as `incidents_of`."""
        ordered = sorted(reports, key=in_order)
        denials = [one for one in ordered if one.modality is Modality.NEGATED]
        told = [one for one in ordered if one.modality is not Modality.NEGATED]
        groups = self._joined(told)
        self._incidents = {name: self._incident(group, denials) for name, group in groups.items()}
        return tuple(self._incidents.values())

    def _incident(self, group: Group, denials: list[Report]) -> Incident:
        """Return the group's incident; the same object as before where nothing changed."""
        told = denials_of(group.reports, denials) if denials else ()
        known = self._incidents.get(group.name)
        if (
            known is not None
            and _ids(known.reports) == _ids(group.reports)
            and _ids(known.denials) == _ids(told)
        ):
            return known
        return Incident(tuple(group.reports), told)

    def _joined(self, told: list[Report]) -> dict[str, Group]:
        """Return the groups by name, in the order of their first reports."""
        alike = _common_length(self._ordered, told)
        groups = self._groups_of(told[:alike])
        changed: set[str] = set()
        remaining = {one.id for one in told[alike:]}
        gone = [one for one in self._ordered[alike:] if one.id not in remaining]
        for report in sorted([*told[alike:], *gone], key=in_order):
            before = self._home.get(report.id)
            if report.id not in remaining:
                changed.add(self._home.pop(report.id))
                del self._lead[report.id]
                continue
            home = self._rejoined(report, before, groups, changed)
            if home is None:
                groups[report.id] = home = Group.of(report)
            else:
                home.add(report)
            if home.name != before:
                changed |= {home.name} | ({before} if before else set())
            self._home[report.id] = home.name
            self._lead[report.id] = home.lead
        self._ordered = told
        return groups

    def _rejoined(
        self, report: Report, before: str | None, groups: dict[str, Group], changed: set[str]
    ) -> Group | None:
        """Return the group that a report joins now; `before` is where it stood, if it did.

        What did not change was compared with it then: only groups that did can win it, unless
        its own is one of them.
        """
        if before is None or before in changed:
            return home_of(groups.values(), report)
        rivals = [groups[name] for name in changed if name in groups]
        if before == report.id:
            return home_of(rivals, report)
        if not rivals:
            return groups[before]
        won = home_of(rivals, report)
        return groups[before] if won is None else home_of([groups[before], won], report)

    def _groups_of(self, told: list[Report]) -> dict[str, Group]:
        """Return the groups of reports before which nothing came or went."""
        groups: dict[str, Group] = {}
        for report in told:
            name = self._home[report.id]
            if name == report.id:
                groups[name] = Group.of(report)
            else:
                groups[name].rejoin(report, self._lead[report.id])
        return groups


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


def _ids(reports: Iterable[Report]) -> list[str]:
    return [one.id for one in reports]


def _common_length(one: list[Report], other: list[Report]) -> int:
    """Return how many reports both begin with."""
    for at, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine.id != theirs.id:
            return at
    return min(len(one), len(other))
