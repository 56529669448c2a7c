"""What the judging asks of a state. `Uncached` computes each answer; it is the reference.

`cache.evaluation_cache` answers the same from what it remembers. A test holds both equal.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Protocol

from tocsin.schemas.rule import IncidentRule
from tocsin.services.judging.alerts.lifecycle import next_due
from tocsin.services.judging.incidents.coreference.reference_clustering import incidents_of
from tocsin.services.judging.incidents.incident import Incident
from tocsin.services.judging.rules.finding import RuleFinding, RuleScope, all_concerned
from tocsin.services.judging.rules.kinds import KINDS
from tocsin.services.judging.state.clock import EventClock
from tocsin.services.judging.state.slot_state import DayCount, SentAlert, SlotState


class RuleEvaluation(Protocol):
    """What one rule finds in a state."""

    def findings(
        self, incidents: tuple[Incident, ...], days: tuple[DayCount, ...], clock: EventClock
    ) -> tuple[RuleFinding, ...]:
        """Return what the rule finds."""

    def stands(
        self,
        findings: tuple[RuleFinding, ...],
        seen: tuple[SentAlert, ...],
        *,
        muted: bool,
        now: datetime,
    ) -> bool:
        """Return whether nothing can have changed since the rule was evaluated last."""

    def behind(self, sent: SentAlert, now: datetime) -> RuleFinding | None:
        """Return what is known to support an alert that needs no second look, or None."""

    def leave(
        self,
        findings: tuple[RuleFinding, ...],
        alerts: Iterable[tuple[SentAlert, RuleFinding | None]],
        *,
        muted: bool,
    ) -> None:
        """Note how the evaluation left the rule's alerts."""


class Evaluation(Protocol):
    """What the judging asks of a state."""

    def incidents(self, state: SlotState) -> tuple[Incident, ...]:
        """Return the incidents that the state's reports describe, oldest first."""

    def knows(self, state: SlotState, report_id: str) -> bool:
        """Return whether the state knows a report."""

    def rule(self, rule: IncidentRule) -> RuleEvaluation:
        """Return a rule's part."""

    def leave(self, state: SlotState, rules: tuple[IncidentRule, ...]) -> None:
        """Note the state that an evaluation left."""

    def due(self, state: SlotState, rules: tuple[IncidentRule, ...]) -> datetime | None:
        """Return the event time at which something happens without a further report."""


class Evaluations(Protocol):
    """Gives the evaluation of each slot."""

    def of(self, slot: str) -> AbstractContextManager[Evaluation]:
        """Lend the evaluation of a slot."""


class Uncached:
    """Computes all from the state and remembers nothing."""

    def incidents(self, state: SlotState) -> tuple[Incident, ...]:
        """Return the incidents that the state's reports describe, oldest first."""
        return incidents_of(state.reports)

    def knows(self, state: SlotState, report_id: str) -> bool:
        """Return whether the state knows a report."""
        return state.knows(report_id)

    def rule(self, rule: IncidentRule) -> RuleEvaluation:
        """Return a rule's part."""
        return _UncachedRule(rule)

    def leave(self, state: SlotState, rules: tuple[IncidentRule, ...]) -> None:
        """Remember nothing."""

    def due(self, state: SlotState, rules: tuple[IncidentRule, ...]) -> datetime | None:
        """Return the event time at which something happens without a further report."""
        return next_due(state, rules)


class UncachedEvaluations:
    """Computes all slots from their states."""

    @contextmanager
    def of(self, _slot: str) -> Iterator[Evaluation]:
        """Lend the evaluation of a slot."""
        yield Uncached()


class _UncachedRule:
    def __init__(self, rule: IncidentRule) -> None:
        self._rule = rule

    def findings(
        self, incidents: tuple[Incident, ...], days: tuple[DayCount, ...], clock: EventClock
    ) -> tuple[RuleFinding, ...]:
        mine = tuple((one.day, one.count) for one in days if one.rule_id == self._rule.id)
        scope = RuleScope(all_concerned(self._rule, incidents), mine, clock)
        return KINDS[type(self._rule)](self._rule, scope)

    def stands(
        self,
        _findings: tuple[RuleFinding, ...],
        _seen: tuple[SentAlert, ...],
        *,
        muted: bool,  # noqa: ARG002 - the cache goes by it
        now: datetime,  # noqa: ARG002 - the same
    ) -> bool:
        return False

    def behind(self, _sent: SentAlert, _now: datetime) -> RuleFinding | None:
        return None

    def leave(
        self,
        _findings: tuple[RuleFinding, ...],
        _alerts: Iterable[tuple[SentAlert, RuleFinding | None]],
        *,
        muted: bool,  # noqa: ARG002 - the cache goes by it
    ) -> None:
        return
