"""What `incidents_of` gives, quick if few reports came or went.

Where a report comes or goes, only those after it can be affected, and of these only what touches
a cluster that changed: the rest stays in its place.
"""

from bisect import bisect_left
from operator import attrgetter
from typing import Final

from tocsin.schemas.vocabulary import Modality
from tocsin.services.judging.incidents.comparable_report import ComparableReport
from tocsin.services.judging.incidents.coreference.cluster import Cluster
from tocsin.services.judging.incidents.coreference.joining import cluster_of
from tocsin.services.judging.incidents.coreference.reference_clustering import incident_of
from tocsin.services.judging.incidents.incident import Incident
from tocsin.services.judging.incidents.near_duplicate import NearDuplicates
from tocsin.services.judging.state.slot_state import HeldReport

_ORDER: Final = attrgetter("order")


class Clustering:
    """Gives what `incidents_of` does; an incident that did not change is the same object."""

    def __init__(self) -> None:
        self._came: tuple[HeldReport, ...] = ()
        self._texts = NearDuplicates()
        self._by_id: dict[str, ComparableReport] = {}
        self._mentions: list[ComparableReport] = []
        """Those that deny nothing, in order of publication."""
        self._denials: list[ComparableReport] = []
        self._joined: dict[str, Cluster] = {}
        """Of each report: the cluster that it joined, as it was then."""
        self._clusters: dict[str, Cluster] = {}
        """By name, in the order of their first reports."""
        self._incidents: dict[str, Incident] = {}
        self._made_of: dict[str, Cluster] = {}
        """Of each incident: the cluster that it was made of, with the denials of today."""
        self._answer: tuple[Incident, ...] = ()

    def __call__(self, held: tuple[HeldReport, ...]) -> tuple[Incident, ...]:
        """Return the incidents; `held` are all of the state, in the order in which they came."""
        if held is self._came:
            return self._answer
        denials = self._denials.copy()
        touched = self._recluster(*self._ordered(held))
        if denials != self._denials:
            touched |= self._clusters.keys()
            self._made_of.clear()
        for name in touched:
            self._renew(name)
        self._came = held
        self._answer = tuple(self._incidents[name] for name in self._clusters)
        return self._answer

    def is_of(self, held: tuple[HeldReport, ...]) -> bool:
        """Return whether the last answer was for these."""
        return held is self._came

    def holds(self, report_id: str) -> bool:
        """Return whether a report is among those of the last answer."""
        return report_id in self._by_id

    def _ordered(self, held: tuple[HeldReport, ...]) -> tuple[list[ComparableReport], int]:
        """Return those that count, in order, and how many of them are unchanged.

        Most often one more has come.
        """
        before = len(self._came)
        if held[:before] == self._came:
            mentions, alike = self._mentions.copy(), len(self._mentions)
            for one in map(self._taken_in, held[before:]):
                if one.report.modality is Modality.NEGATED:
                    _insert(self._denials, one)
                else:
                    alike = min(alike, _insert(mentions, one))
            return mentions, alike
        ordered = sorted(self._exactly(held), key=_ORDER)
        self._denials = [one for one in ordered if one.report.modality is Modality.NEGATED]
        mentions = [one for one in ordered if one.report.modality is not Modality.NEGATED]
        return mentions, _common_length(self._mentions, mentions)

    def _exactly(self, held: tuple[HeldReport, ...]) -> list[ComparableReport]:
        """Take in what is new and let go what is not held any more."""
        wanted = {one.report.id: one for one in held}
        for one in [one for one in self._by_id.values() if one.held != wanted.get(one.id)]:
            self._let_go(one)
        return [self._by_id.get(one.report.id) or self._taken_in(one) for one in held]

    def _taken_in(self, held: HeldReport) -> ComparableReport:
        mention = self._by_id[held.report.id] = ComparableReport(held)
        mention.alike = self._texts.add(held.report)
        for one in mention.alike:
            self._by_id[one].alike.add(mention.id)
        return mention

    def _let_go(self, mention: ComparableReport) -> None:
        del self._by_id[mention.id]
        self._texts.remove(mention.report)
        for one in mention.alike:
            self._by_id[one].alike.discard(mention.id)

    def _recluster(self, mentions: list[ComparableReport], alike: int) -> set[str]:
        """Join again what comes from `alike` on; return the names of clusters that may differ."""
        clusters, past = self._clusters, self._mentions[alike:]
        touched = {self._joined[one.id].name for one in past}
        for one in reversed(past):
            joined = self._joined[one.id]
            if joined.before is None:
                del clusters[joined.name]
            else:
                clusters[joined.name] = joined.before
        stays = set(map(id, mentions[alike:]))
        left = [one for one in past if id(one) not in stays]
        gone = {id(one): self._joined.pop(one.id).name for one in left}
        changed: set[str] = set()
        for one in sorted([*mentions[alike:], *left], key=_ORDER) if left else mentions[alike:]:
            if id(one) in gone:
                changed.add(gone[id(one)])
            else:
                touched.add(self._join(one, clusters, changed))
        self._mentions = mentions
        return touched

    def _join(
        self, mention: ComparableReport, clusters: dict[str, Cluster], changed: set[str]
    ) -> str:
        """Put a report into its cluster and return that; note which are not as they were."""
        before = self._joined.get(mention.id)
        home = self._cluster_of(mention, before, clusters, changed)
        if before is not None and before.before is home and home is not None:
            joined = before  # the same object as then: nothing about it is new
        elif home is not None:
            joined = home.with_one(mention)
        elif before is not None and before.name == mention.id:
            joined = before
        else:
            joined = Cluster.of(mention)
        if before is None or joined.name != before.name:
            changed |= {joined.name} | ({before.name} if before else set())
        self._joined[mention.id] = clusters[joined.name] = joined
        return joined.name

    def _cluster_of(
        self,
        mention: ComparableReport,
        before: Cluster | None,
        clusters: dict[str, Cluster],
        changed: set[str],
    ) -> Cluster | None:
        """Return the cluster that a report joins now, None for its own; `before` is what it joined.

        What did not change was compared with it then: only clusters that did can win it, unless
        its own is one of them.
        """
        if before is None or before.name in changed:
            return cluster_of(clusters.values(), mention)
        rivals = [clusters[name] for name in changed if name in clusters]
        if not rivals:
            return None if before.name == mention.id else clusters[before.name]
        if before.name == mention.id:
            return cluster_of(rivals, mention)
        won = cluster_of(rivals, mention)
        return (
            clusters[before.name]
            if won is None
            else cluster_of([clusters[before.name], won], mention)
        )

    def _renew(self, name: str) -> None:
        """Bring the incident of this name up to its cluster; it stays the same if that did."""
        cluster = self._clusters.get(name)
        if cluster is None:
            self._incidents.pop(name, None)
            self._made_of.pop(name, None)
            return
        if self._made_of.get(name) is cluster:
            return
        self._made_of[name] = cluster
        incident = incident_of(cluster, self._denials)
        if self._incidents.get(name) != incident:
            self._incidents[name] = incident


def _insert(ordered: list[ComparableReport], mention: ComparableReport) -> int:
    """Put a report where it belongs and return where that is."""
    at = bisect_left(ordered, mention.order, key=_ORDER)
    ordered.insert(at, mention)
    return at


def _common_length(one: list[ComparableReport], other: list[ComparableReport]) -> int:
    """Return how many reports both begin with."""
    for at, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine is not theirs:
            return at
    return min(len(one), len(other))
