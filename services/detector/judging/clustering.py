"""The incidents that reports speak of: a function of the *set* of reports held.

They are put in order of publication and joined one by one, so the order in which they came does
not matter. Where a report comes or goes, only those after it can be affected, and of these only
what touches a group that is not as it was: the rest stays where it stood.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime

from schemas.report import Report
from schemas.vocabulary import Modality
from services.detector.judging.incident import Incident, in_order, published
from services.detector.judging.matching import Group, denies, home_of
from services.detector.judging.state import HeldReport


def incidents_of(held: Sequence[HeldReport]) -> tuple[Incident, ...]:
    """Return the incidents that the reports of one country and type speak of, oldest first."""
    return Clustering()(tuple(held))


class Clustering:
    """Gives what `incidents_of` does, and remembers it: quick where few reports came or went.

    An incident that did not change is the same object as before.
    """

    def __init__(self) -> None:
        self._came: tuple[HeldReport, ...] = ()
        self._told: list[HeldReport] = []
        """Those that deny nothing, in order of publication."""
        self._denials: list[HeldReport] = []
        self._joined: dict[str, Group] = {}
        """Of each report: the group that it joined, as it was then."""
        self._groups: dict[str, Group] = {}
        """By name, in the order of their first reports."""
        self._incidents: dict[str, Incident] = {}
        self._answer: tuple[Incident, ...] = ()

    def __call__(self, held: tuple[HeldReport, ...]) -> tuple[Incident, ...]:
        """Return the incidents; `held` are all of the state, in the order in which they came."""
        if held is self._came:
            return self._answer
        denials = self._denials.copy()
        touched = self._regroup(*self._ordered(held))
        if denials != self._denials:
            touched = set(self._groups)
        for name in touched:
            self._renew(name)
        self._came = held
        self._answer = tuple(self._incidents[name] for name in self._groups)
        return self._answer

    def _ordered(self, held: tuple[HeldReport, ...]) -> tuple[list[HeldReport], int]:
        """Return those that tell, in order, and how many of them stand as they stood.

        Most often one more has come.
        """
        before = len(self._came)
        if held[:before] == self._came:
            told, alike = self._told.copy(), len(self._told)
            for one in held[before:]:
                if one.report.modality is Modality.NEGATED:
                    _insert(self._denials, one)
                else:
                    alike = min(alike, _insert(told, one))
            return told, alike
        ordered = sorted(held, key=_order)
        self._denials = [one for one in ordered if one.report.modality is Modality.NEGATED]
        told = [one for one in ordered if one.report.modality is not Modality.NEGATED]
        return told, _common_length(self._told, told)

    def _regroup(self, told: list[HeldReport], alike: int) -> set[str]:
        """Join what is told from `alike` on anew; return the names of groups that may differ."""
        groups, past = self._groups, self._told[alike:]
        touched = {self._joined[one.report.id].name for one in past}
        for one in reversed(past):
            joined = self._joined[one.report.id]
            if joined.before is None:
                del groups[joined.name]
            else:
                groups[joined.name] = joined.before
        remaining = {one.report.id: one for one in told[alike:]}
        left = [one for one in past if not _is_same(one, remaining.get(one.report.id))]
        gone = {id(one): self._joined.pop(one.report.id).name for one in left}
        changed: set[str] = set()
        for one in sorted([*told[alike:], *left], key=_order) if left else told[alike:]:
            if id(one) in gone:
                changed.add(gone[id(one)])
            else:
                self._join(one, groups, changed)
                touched.add(self._joined[one.report.id].name)
        self._told = told
        return touched

    def _join(self, held: HeldReport, groups: dict[str, Group], changed: set[str]) -> None:
        """Put a report into its group; note in `changed` the groups that are not as they were."""
        report = held.report
        before = self._joined.get(report.id)
        home = self._home(report, before, groups, changed)
        if home is not None:
            joined = home.with_one(report, _heard_at(held))
        elif before is not None and before.name == report.id:
            joined = before
        else:
            joined = Group.of(report, _heard_at(held))
        if before is None or joined.name != before.name:
            changed |= {joined.name} | ({before.name} if before else set())
        self._joined[report.id] = groups[joined.name] = joined

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

    def _renew(self, name: str) -> None:
        """Bring the incident of this name up to its group; it stays the same where that did."""
        group = self._groups.get(name)
        if group is None:
            self._incidents.pop(name, None)
            return
        denials = [one for one in self._denials if denies(one.report, group.reports)]
        incident = Incident(
            reports=group.reports,
            denials=tuple(one.report for one in denials),
            heard_at=max([group.heard_at, *map(_heard_at, denials)]),
        )
        if self._incidents.get(name) != incident:
            self._incidents[name] = incident


def _order(held: HeldReport) -> tuple[datetime, str]:
    return in_order(held.report)


def _heard_at(held: HeldReport) -> datetime:
    return max(held.arrived, published(held.report))


def _insert(ordered: list[HeldReport], held: HeldReport) -> int:
    """Put a report where it belongs and return where that is."""
    at = bisect_left(ordered, _order(held), key=_order)
    ordered.insert(at, held)
    return at


def _is_same(one: HeldReport, other: HeldReport | None) -> bool:
    return one is other or one == other


def _common_length(one: list[HeldReport], other: list[HeldReport]) -> int:
    """Return how many reports both begin with."""
    for at, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if not _is_same(mine, theirs):
            return at
    return min(len(one), len(other))
