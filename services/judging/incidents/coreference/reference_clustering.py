"""The incidents that reports describe: a function of the *set* of reports held.

They are put in order of publication and joined one by one, so the order in which they came does
not matter. `cache.clustering` gives the same and remembers what did not change.
"""

from collections.abc import Sequence

from tocsin.schemas.vocabulary import Modality
from tocsin.services.judging.incidents.comparable_report import ComparableReport
from tocsin.services.judging.incidents.coreference.cluster import Cluster
from tocsin.services.judging.incidents.coreference.denial import denies
from tocsin.services.judging.incidents.coreference.joining import cluster_of
from tocsin.services.judging.incidents.incident import Incident
from tocsin.services.judging.incidents.near_duplicate import is_near_duplicate
from tocsin.services.judging.state.slot_state import HeldReport


def incidents_of(held: Sequence[HeldReport]) -> tuple[Incident, ...]:
    """Return the incidents that the reports of one country and type describe, oldest first."""
    mentions = sorted(map(ComparableReport, held), key=lambda one: one.order)
    for at, one in enumerate(mentions):
        for other in mentions[:at]:
            if is_near_duplicate(one.report, other.report):
                one.alike.add(other.id)
                other.alike.add(one.id)
    clusters: dict[str, Cluster] = {}
    for mention in mentions:
        if mention.report.modality is Modality.NEGATED:
            continue
        home = cluster_of(clusters.values(), mention)
        joined = Cluster.of(mention) if home is None else home.with_one(mention)
        clusters[joined.name] = joined
    denials = [one for one in mentions if one.report.modality is Modality.NEGATED]
    return tuple(incident_of(cluster, denials) for cluster in clusters.values())


def incident_of(cluster: Cluster, denials: Sequence[ComparableReport]) -> Incident:
    """Return the incident of a cluster, with those of the denials that speak of it."""
    mine = [one for one in denials if denies(one, cluster)]
    return Incident(
        reports=tuple(one.report for one in cluster.mentions),
        denials=tuple(one.report for one in mine),
        heard_at=max([cluster.heard_at, *(one.heard_at for one in mine)]),
        lifetime=cluster.lifetime,
        alike={one.id: frozenset(one.alike) for one in cluster.mentions if one.alike},
    )
