"""The incidents that reports speak of: a function of the *set* of reports held.

They are put in order of publication and joined one by one, so the order in which they came does
not matter. Where a report comes or goes, only those after it can be affected, and of these only
what touches a group that is not as it was: the rest stays where it stood.
"""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from schemas.vocabulary import Modality
from services.detector.judging.denial import denies
from services.detector.judging.group import Group
from services.detector.judging.incident import Incident
from services.detector.judging.matching import home_of
from services.detector.judging.near_duplicate import NearDuplicates
from services.detector.judging.state import HeldReport
from services.detector.judging.told import Told

_ORDER: Final = attrgetter("order")


def incidents_of(held: Sequence[HeldReport]) -> tuple[Incident, ...]:
    """Return the incidents that the reports of one country and type speak of, oldest first."""
    return Clustering()(tuple(held))


class Clustering:
    """Gives what `incidents_of` does, and remembers it: quick where few reports came or went.

    An incident that did not change is the same object as before.
    """

    def __init__(self) -> None:
        self._came: tuple[HeldReport, ...] = ()
        self._texts = NearDuplicates()
        self._by_id: dict[str, Told] = {}
        self._told: list[Told] = []
        """Those that deny nothing, in order of publication."""
        self._denials: list[Told] = []
        self._joined: dict[str, Group] = {}
        """Of each report: the group that it joined, as it was then."""
        self._groups: dict[str, Group] = {}
        """By name, in the order of their first reports."""
        self._incidents: dict[str, Incident] = {}
        self._made_of: dict[str, Group] = {}
        """Of each incident: the group that it was made of, with the denials of today."""
        self._answer: tuple[Incident, ...] = ()

    def __call__(self, held: tuple[HeldReport, ...]) -> tuple[Incident, ...]:
        """Return the incidents; `held` are all of the state, in the order in which they came."""
        if held is self._came:
            return self._answer
        denials = self._denials.copy()
        touched = self._regroup(*self._ordered(held))
        if denials != self._denials:
            touched |= self._groups.keys()
            self._made_of.clear()
        for name in touched:
            self._renew(name)
        self._came = held
        self._answer = tuple(self._incidents[name] for name in self._groups)
        return self._answer

    def is_of(self, held: tuple[HeldReport, ...]) -> bool:
        """Return whether the last answer was for these."""
        return held is self._came

    def holds(self, report_id: str) -> bool:
        """Return whether a report is among those of the last answer."""
        return report_id in self._by_id

    def _ordered(self, held: tuple[HeldReport, ...]) -> tuple[list[Told], int]:
        """Return those that tell, in order, and how many of them stand as they stood.

        Most often one more has come.
        """
        before = len(self._came)
        if held[:before] == self._came:
            told, alike = self._told.copy(), len(self._told)
            for one in map(self._taken_in, held[before:]):
                if one.report.modality is Modality.NEGATED:
                    _insert(self._denials, one)
                else:
                    alike = min(alike, _insert(told, one))
            return told, alike
        ordered = sorted(self._exactly(held), key=_ORDER)
        self._denials = [one for one in ordered if one.report.modality is Modality.NEGATED]
        told = [one for one in ordered if one.report.modality is not Modality.NEGATED]
        return told, _common_length(self._told, told)

    def _exactly(self, held: tuple[HeldReport, ...]) -> list[Told]:
        """Take in what is new and let go what is not held any more."""
        wanted = {one.report.id: one for one in held}
        for one in [one for one in self._by_id.values() if one.held != wanted.get(one.id)]:
            self._let_go(one)
        return [self._by_id.get(one.report.id) or self._taken_in(one) for one in held]

    def _taken_in(self, held: HeldReport) -> Told:
        told = self._by_id[held.report.id] = Told(held)
        told.alike = self._texts.add(held.report)
        for one in told.alike:
            self._by_id[one].alike.add(told.id)
        return told

    def _let_go(self, told: Told) -> None:
        del self._by_id[told.id]
        self._texts.remove(told.report)
        for one in told.alike:
            self._by_id[one].alike.discard(told.id)

    def _regroup(self, told: list[Told], alike: int) -> set[str]:
        """Join what is told from `alike` on anew; return the names of groups that may differ."""
        groups, past = self._groups, self._told[alike:]
        touched = {self._joined[one.id].name for one in past}
        for one in reversed(past):
            joined = self._joined[one.id]
            if joined.before is None:
                del groups[joined.name]
            else:
                groups[joined.name] = joined.before
        stays = set(map(id, told[alike:]))
        left = [one for one in past if id(one) not in stays]
        gone = {id(one): self._joined.pop(one.id).name for one in left}
        changed: set[str] = set()
        for one in sorted([*told[alike:], *left], key=_ORDER) if left else told[alike:]:
            if id(one) in gone:
                changed.add(gone[id(one)])
            else:
                touched.add(self._join(one, groups, changed))
        self._told = told
        return touched

    def _join(self, told: Told, groups: dict[str, Group], changed: set[str]) -> str:
        """Put a report into its group and return that; note which are not as they were."""
        before = self._joined.get(told.id)
        home = self._home(told, before, groups, changed)
        if before is not None and before.before is home and home is not None:
            joined = before  # the same object as then: nothing about it is new
        elif home is not None:
            joined = home.with_one(told)
        elif before is not None and before.name == told.id:
            joined = before
        else:
            joined = Group.of(told)
        if before is None or joined.name != before.name:
            changed |= {joined.name} | ({before.name} if before else set())
        self._joined[told.id] = groups[joined.name] = joined
        return joined.name

    def _home(
        self, told: Told, before: Group | None, groups: dict[str, Group], changed: set[str]
    ) -> Group | None:
        """Return the group that a report joins now, None for its own; `before` is what it joined.

        What did not change was compared with it then: only groups that did can win it, unless
        its own is one of them.
        """
        if before is None or before.name in changed:
            return home_of(groups.values(), told)
        rivals = [groups[name] for name in changed if name in groups]
        if not rivals:
            return None if before.name == told.id else groups[before.name]
        if before.name == told.id:
            return home_of(rivals, told)
        won = home_of(rivals, told)
        return groups[before.name] if won is None else home_of([groups[before.name], won], told)

    def _renew(self, name: str) -> None:
        """Bring the incident of this name up to its group; it stays the same where that did."""
        group = self._groups.get(name)
        if group is None:
            self._incidents.pop(name, None)
            self._made_of.pop(name, None)
            return
        if self._made_of.get(name) is group:
            return
        self._made_of[name] = group
        denials = [one for one in self._denials if denies(one, group)]
        incident = Incident(
            reports=tuple(one.report for one in group.told),
            denials=tuple(one.report for one in denials),
            heard_at=max([group.heard_at, *(one.heard_at for one in denials)]),
            alike={one.id: frozenset(one.alike) for one in group.told if one.alike},
        )
        if self._incidents.get(name) != incident:
            self._incidents[name] = incident


def _insert(ordered: list[Told], told: Told) -> int:
    """Put a report where it belongs and return where that is."""
    at = bisect_left(ordered, told.order, key=_ORDER)
    ordered.insert(at, told)
    return at


def _common_length(one: list[Told], other: list[Told]) -> int:
    """Return how many reports both begin with."""
    for at, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine is not theirs:
            return at
    return min(len(one), len(other))
