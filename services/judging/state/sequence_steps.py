"""The alerts that sequences name, found by rule and country: thousands are held for weeks."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from tocsin.schemas.alert import Alert, AlertKind, Before
from tocsin.schemas.article import Identifier, Moment
from tocsin.schemas.contract import Contract
from tocsin.schemas.rule import RuleId

_NEVER: Final = datetime.min.replace(tzinfo=UTC)


class SentSequence(Contract):
    """What people saw last of a sequence that a step completed."""

    rule_id: RuleId
    revision: int
    before: Before
    content: str
    detected_at: Moment | None = None
    """The last revision's; steps of earlier versions have none."""
    ended: AlertKind | None = None


class SequenceStep(Contract):
    """An alert that a sequence names, as it is now, and the sequences that it completed."""

    alert: Alert
    sent: tuple[SentSequence, ...] = ()


class Steps:
    """All steps that are known."""

    def __init__(self) -> None:
        self._by_id: dict[Identifier, SequenceStep] = {}
        self._at: defaultdict[tuple[RuleId, str | None], dict[Identifier, SequenceStep]] = (
            defaultdict(dict)
        )
        self._by_age: list[tuple[datetime, Identifier]] = []

    def __iter__(self) -> Iterator[SequenceStep]:
        """Yield all."""
        return iter(self._by_id.values())

    @property
    def newest(self) -> datetime:
        """The newest publication that a step rests on."""
        return self._by_age[-1][0] if self._by_age else _NEVER

    def get(self, identity: Identifier) -> SequenceStep | None:
        """Return the step of an alert, or None."""
        return self._by_id.get(identity)

    def of(
        self, rules: Iterable[RuleId], countries: Collection[str | None]
    ) -> Iterator[SequenceStep]:
        """Yield the steps of these rules in these countries."""
        for rule in rules:
            for country in countries:
                yield from self._at.get((rule, country), {}).values()

    def before(self, moment: datetime) -> Iterator[SequenceStep]:
        """Yield those that rest on nothing published at or after this moment."""
        for last, identity in self._by_age:
            if last >= moment:
                return
            yield self._by_id[identity]

    def put(self, identity: Identifier, step: SequenceStep | None) -> None:
        """Take a step in the place of its older self; None lets it go."""
        old = self._by_id.pop(identity, None)
        if old is not None:
            del self._at[old.alert.rule_id, old.alert.country][identity]
            del self._by_age[bisect_left(self._by_age, (old.alert.last_published_at, identity))]
        if step is not None:
            self._by_id[identity] = step
            self._at[step.alert.rule_id, step.alert.country][identity] = step
            insort(self._by_age, (step.alert.last_published_at, identity))
