"""Reports that speak of one event, as they are joined one by one."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from services.detector.judging.cause import Cause
from services.detector.judging.incident import best
from services.detector.judging.told import Kind, Told


@dataclass(slots=True, eq=False)
class Group:
    """Reports joined so far, oldest first, and what they are compared by; it never changes."""

    name: str
    """The id of the report that began it."""
    told: tuple[Told, ...]
    lead: Told
    """The report that stands for them."""
    kinds: frozenset[Kind]
    causes: frozenset[Cause]
    last_at: datetime
    heard_at: datetime
    """The newest publication that was known when the last of them came."""
    before: "Group | None" = None
    """The group without its last report."""

    @classmethod
    def of(cls, told: Told) -> "Group":
        """Return the group that a report begins."""
        return cls(
            name=told.id,
            told=(told,),
            lead=told,
            kinds=_only(told.kind),
            causes=told.causes,
            last_at=told.at,
            heard_at=told.heard_at,
        )

    def with_one(self, told: Told) -> "Group":
        """Return the group with a report that is newer than all others."""
        leads = best((self.lead.report, told.report)) is told.report
        return Group(
            name=self.name,
            told=(*self.told, told),
            lead=told if leads else self.lead,
            kinds=self.kinds if told.kind in self.kinds else self.kinds | {told.kind},
            causes=self.causes if told.causes <= self.causes else self.causes | told.causes,
            last_at=told.at,
            heard_at=max(self.heard_at, told.heard_at),
            before=self,
        )


@lru_cache(maxsize=1024)
def _only(kind: Kind) -> frozenset[Kind]:
    """Return the set of one kind, always the same object: it is looked up by the thousand."""
    return frozenset((kind,))
