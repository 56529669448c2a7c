"""Which incident does a report belong to? `clustering` joins the reports one by one with this.

A report joins the cluster whose reports it resembles most, if it is more likely than not that they
describe one event. The three most similar reports of a cluster count: a long story has reports that
say little.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from tocsin.schemas.vocabulary import Modality
from tocsin.services.judging.incidents.comparable_report import ComparableReport, Kind, count_alike
from tocsin.services.judging.incidents.coreference.cluster import Cluster
from tocsin.services.judging.incidents.coreference.pair_score import log_odds

_COMPARED: Final = 12
"""Reports of a cluster that a new one is compared with: the newest."""

_BEST: Final = 3

_SAME_QUAKE: Final = 0.35
"""Agencies' magnitudes of one quake differ by less."""

LIVE: Final = frozenset({Modality.OCCURRED, Modality.ANNOUNCED})


def cluster_of(clusters: Iterable[Cluster], mention: ComparableReport) -> Cluster | None:
    """Return the cluster of older reports that a report belongs to, or None."""
    fits = _Fits(mention.kind)
    best: tuple[tuple[float, datetime, str], Cluster] | None = None
    for cluster in clusters:
        if not fits(cluster.kinds) or mention.at - cluster.last_at > cluster.lifetime:
            continue
        if _is_another_quake(cluster.magnitude, mention.magnitude):
            continue
        odds = _odds(cluster, mention)
        if odds > 0:
            rank = (odds, cluster.last_at, cluster.name)
            if best is None or rank > best[0]:
                best = (rank, cluster)
    return None if best is None else best[1]


def _is_another_quake(before: float | None, now: float | None) -> bool:
    """Return whether a magnitude tells a quake from that of a cluster, even an aftershock of it.

    Most reports of a quake give none, so the reports that are most alike do not show it.
    """
    return before is not None and now is not None and abs(before - now) > _SAME_QUAKE


def _odds(cluster: Cluster, mention: ComparableReport) -> float:
    """Return the mean log-odds with the reports of the cluster that are most like this one."""
    odds = [log_odds(mention, other) for other in cluster.mentions[-_COMPARED:]]
    best = sorted(odds, reverse=True)[:_BEST]
    return sum(best) / len(best)


class _Fits:
    """Whether a kind can be of one incident with all of others; few sets of others differ."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._known: dict[frozenset[Kind], bool] = {}

    def __call__(self, others: frozenset[Kind]) -> bool:
        known = self._known.get(others)
        if known is None:
            known = self._known[others] = all(_are_one_kind(self._kind, one) for one in others)
        return known


def _are_one_kind(mine: Kind, other: Kind) -> bool:
    if mine[0] is not other[0] and not {mine[0], other[0]} <= LIVE:
        return False
    return count_alike(mine, other)
