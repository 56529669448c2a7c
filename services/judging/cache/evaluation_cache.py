"""What one evaluation of a state leaves for the next: quick if little changed.

It changes no decision: an empty cache, or one of another state, gives what `Uncached` gives. A
cache whose evaluation failed half way must not be used again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from tocsin.schemas.rule import IncidentRule
from tocsin.services.judging.alerts.lifecycle import next_due
from tocsin.services.judging.cache.incremental_clustering import Clustering
from tocsin.services.judging.cache.recently_used import RecentlyUsed
from tocsin.services.judging.cache.rule_cache import IncidentDifference, RuleCache
from tocsin.services.judging.incidents.incident import Incident
from tocsin.services.judging.state.slot_state import SlotState


class EvaluationCache:
    """`alerts.evaluation.Evaluation` that remembers the incidents and what each rule found last."""

    def __init__(self) -> None:
        self._differing = IncidentDifference()
        self._clustering = Clustering()
        self._rules: dict[str, tuple[IncidentRule, RuleCache]] = {}
        self._state: SlotState | None = None
        self._due: datetime | None = None

    @property
    def weight(self) -> int:
        """How many reports the state holds, and at least one."""
        return 1 if self._state is None else max(1, len(self._state.reports))

    def incidents(self, state: SlotState) -> tuple[Incident, ...]:
        """Return the incidents that the state's reports speak of, oldest first."""
        return self._clustering(state.reports)

    def knows(self, state: SlotState, report_id: str) -> bool:
        """Return whether the state knows a report; at once if its reports are at hand."""
        if not self._clustering.is_of(state.reports):
            return state.knows(report_id)
        return self._clustering.holds(report_id) or state.has_let_go(report_id)

    def rule(self, rule: IncidentRule) -> RuleCache:
        """Return a rule's part; a rule that was changed starts with an empty one."""
        known = self._rules.get(rule.id)
        if known is None or known[0] is not rule:
            known = self._rules[rule.id] = (rule, RuleCache(rule, self._differing))
        return known[1]

    def leave(self, state: SlotState, rules: tuple[IncidentRule, ...]) -> None:
        """Note the state that an evaluation by these rules left."""
        dues = [state.forget_at, *(self.rule(rule).due for rule in rules)]
        self._state = state
        self._due = min((due for due in dues if due is not None), default=None)

    def due(self, state: SlotState, rules: tuple[IncidentRule, ...]) -> datetime | None:
        """Return the event time at which something happens without a further report."""
        return self._due if state is self._state else next_due(state, rules)


class EvaluationCaches:
    """The caches of the states evaluated last; others start empty."""

    def __init__(self) -> None:
        self._of: RecentlyUsed[str, EvaluationCache] = RecentlyUsed()

    @contextmanager
    def of(self, slot: str) -> Iterator[EvaluationCache]:
        """Lend the cache of a state; one whose evaluation fails is thrown away."""
        cache = self._of.pop(slot) or EvaluationCache()
        yield cache
        self._of.put(slot, cache, cache.weight)
