"""Reports that speak of one event, as they are joined one by one."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from services.detector.judging.incidents.cause_words import Cause
from services.detector.judging.incidents.incident import best
from services.detector.judging.incidents.mention import Kind, Mention


@dataclass(slots=True, eq=False)
class Cluster:
    """Reports joined so far, oldest first, and what they are compared by; it never changes."""

    name: str
    """The id of the report that began it."""
    mentions: tuple[Mention, ...]
    lead: Mention
    """The report that stands for them."""
    kinds: frozenset[Kind]
    causes: frozenset[Cause]
    last_at: datetime
    heard_at: datetime
    """The newest publication that was known when the last of them came."""
    before: "Cluster | None" = None
    """The cluster without its last report."""

    @classmethod
    def of(cls, mention: Mention) -> "Cluster":
        """Return the cluster that a report begins."""
        return cls(
            name=mention.id,
            mentions=(mention,),
            lead=mention,
            kinds=_only(mention.kind),
            causes=mention.causes,
            last_at=mention.at,
            heard_at=mention.heard_at,
        )

    def with_one(self, mention: Mention) -> "Cluster":
        """Return the cluster with a report that is newer than all others."""
        leads = best((self.lead.report, mention.report)) is mention.report
        return Cluster(
            name=self.name,
            mentions=(*self.mentions, mention),
            lead=mention if leads else self.lead,
            kinds=self.kinds if mention.kind in self.kinds else self.kinds | {mention.kind},
            causes=self.causes if mention.causes <= self.causes else self.causes | mention.causes,
            last_at=mention.at,
            heard_at=max(self.heard_at, mention.heard_at),
            before=self,
        )


@lru_cache(maxsize=1024)
def _only(kind: Kind) -> frozenset[Kind]:
    """Return the set of one kind, always the same object: it is looked up by the thousand."""
    return frozenset((kind,))
