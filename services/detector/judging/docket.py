"""What a judge has at hand of one state between two looks: quick where little changed.

It changes no decision: a docket that is empty, or that knows another state, gives the same. One
that broke off in the middle of a look must not be used again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from schemas.rule import IncidentRule
from services.detector.judging.at_hand import AtHand
from services.detector.judging.clustering import Clustering
from services.detector.judging.incident import Incident
from services.detector.judging.lifecycle import next_due
from services.detector.judging.state import SlotState
from services.detector.judging.watch import Differing, Watch


class Docket:
    """The incidents of a state and what each rule found in it last."""

    def __init__(self) -> None:
        self.differing = Differing()
        self._clustering = Clustering()
        self._watches: dict[str, tuple[IncidentRule, Watch]] = {}
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
        """Return whether the state knows a report; at once where its reports are at hand."""
        if not self._clustering.is_of(state.reports):
            return state.knows(report_id)
        return self._clustering.holds(report_id) or state.has_let_go(report_id)

    def watch(self, rule: IncidentRule) -> Watch:
        """Return a rule's eye on the state; a rule that was changed begins anew."""
        known = self._watches.get(rule.id)
        if known is None or known[0] is not rule:
            known = self._watches[rule.id] = (rule, Watch(rule))
        return known[1]

    def leave(self, state: SlotState, rules: tuple[IncidentRule, ...]) -> None:
        """Note the state that a look left; each of the rules has looked at it."""
        dues = [state.forget_at, *(self.watch(rule).due for rule in rules)]
        self._state = state
        self._due = min((due for due in dues if due is not None), default=None)

    def due(self, state: SlotState, rules: tuple[IncidentRule, ...]) -> datetime | None:
        """Return the event time at which something happens without a further report."""
        return self._due if state is self._state else next_due(state, rules)


class Dockets:
    """The dockets of the states looked at last; others begin anew."""

    def __init__(self) -> None:
        self._of: AtHand[str, Docket] = AtHand()

    @contextmanager
    def of(self, slot: str) -> Iterator[Docket]:
        """Lend the docket of a state; one whose look fails is thrown away."""
        docket = self._of.pop(slot) or Docket()
        yield docket
        self._of.put(slot, docket, docket.weight)
