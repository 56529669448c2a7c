"""Reports that speak of one event, as they are joined one by one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from tocsin.services.judging.incidents.comparable_report import ComparableReport, Kind
from tocsin.services.judging.incidents.lifetime import lifetime_of


@dataclass(slots=True, eq=False)
class Cluster:
    """Reports joined so far, oldest first, and what they are compared by; it never changes."""

    name: str
    """The id of the report that began it."""
    mentions: tuple[ComparableReport, ...]
    kinds: frozenset[Kind]
    lifetime: timedelta
    """How long it stays open after its last report."""
    last_at: datetime
    heard_at: datetime
    """The newest publication that was known when the last of them came."""
    magnitude: float | None = None
    """Of the quake, by the newest report that gives one."""
    before: "Cluster | None" = None
    """The cluster without its last report."""

    @classmethod
    def of(cls, mention: ComparableReport) -> "Cluster":
        """Return the cluster that a report begins."""
        return cls(
            name=mention.id,
            mentions=(mention,),
            kinds=_only(mention.kind),
            lifetime=lifetime_of(mention.report),
            last_at=mention.at,
            heard_at=mention.heard_at,
            magnitude=mention.magnitude,
        )

    def with_one(self, mention: ComparableReport) -> "Cluster":
        """Return the cluster with a report that is newer than all others."""
        return Cluster(
            name=self.name,
            mentions=(*self.mentions, mention),
            kinds=self.kinds if mention.kind in self.kinds else self.kinds | {mention.kind},
            lifetime=max(self.lifetime, lifetime_of(mention.report)),
            last_at=mention.at,
            heard_at=max(self.heard_at, mention.heard_at),
            magnitude=mention.magnitude or self.magnitude,
            before=self,
        )


@lru_cache(maxsize=1024)
def _only(kind: Kind) -> frozenset[Kind]:
    """Return the set of one kind, always the same object: it is looked up by the thousand."""
    return frozenset((kind,))
