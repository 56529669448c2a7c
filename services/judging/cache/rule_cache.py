"""What one rule finds in one state, kept from one evaluation to the next.

It changes no decision: what did not change is not evaluated again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from tocsin.schemas.alert import AlertKind
from tocsin.schemas.rule import IncidentRule
from tocsin.services.judging.alerts.lifecycle import next_turn
from tocsin.services.judging.incidents.incident import Incident
from tocsin.services.judging.rules.finding import RuleFinding, RuleScope, all_concerned, concerned
from tocsin.services.judging.rules.kinds import KINDS
from tocsin.services.judging.state.clock import EventClock
from tocsin.services.judging.state.slot_state import DayCount, SentAlert


class IncidentDifference:
    """The incidents that one of two looks has and the other not; all rules ask for the same."""

    def __init__(self) -> None:
        self._before: tuple[Incident, ...] = ()
        self._after: tuple[Incident, ...] = ()
        self._differing: tuple[Incident, ...] = ()

    def __call__(
        self, before: tuple[Incident, ...], after: tuple[Incident, ...]
    ) -> tuple[Incident, ...]:
        """Return them; an incident is another one if it is not the same object."""
        if before is not self._before or after is not self._after:
            old, new = set(map(id, before)), set(map(id, after))
            self._differing = (
                *(one for one in before if id(one) not in new),
                *(one for one in after if id(one) not in old),
            )
            self._before, self._after = before, after
        return self._differing


@dataclass(frozen=True, slots=True)
class _Left:
    """How a look left an alert, and when something becomes of it without a further report."""

    sent: SentAlert
    finding: RuleFinding | None
    due: datetime | None


class RuleCache:
    """What one rule found in a state last."""

    def __init__(self, rule: IncidentRule, differing: IncidentDifference) -> None:
        self._rule = rule
        self._differing = differing
        self._incidents: tuple[Incident, ...] = ()
        self._days_of_state: tuple[DayCount, ...] = ()
        self._scope = RuleScope((), (), EventClock())
        self._findings: tuple[RuleFinding, ...] = ()
        self._seen_to: tuple[RuleFinding, ...] | None = None
        self._sent: tuple[SentAlert, ...] = ()
        self._muted = False
        self._left: dict[str, _Left] = {}
        self.due: datetime | None = None
        """When something becomes of an alert without a further report."""

    def findings(
        self,
        incidents: tuple[Incident, ...],
        days: tuple[DayCount, ...],
        clock: EventClock,
    ) -> tuple[RuleFinding, ...]:
        """Return what the rule finds; the same object if nothing that it goes by changed."""
        scope = RuleScope(self._concerned(incidents), self._days(days), clock)
        if not scope.is_as(self._scope):
            self._findings = KINDS[type(self._rule)](self._rule, scope)
        self._incidents, self._days_of_state, self._scope = incidents, days, scope
        return self._findings

    def stands(
        self,
        findings: tuple[RuleFinding, ...],
        seen: tuple[SentAlert, ...],
        *,
        muted: bool,
        now: datetime,
    ) -> bool:
        """Return whether everything is as the last look left it, and nothing is due."""
        return (
            findings is self._seen_to
            and seen == self._sent
            and muted == self._muted
            and not _is_due(self.due, now)
        )

    def behind(self, sent: SentAlert, now: datetime) -> RuleFinding | None:
        """Return what supported an alert that is unchanged, with nothing due, or None.

        A retracted alert no longer goes with its finding, so there is none for it.
        """
        left = self._left.get(sent.alert_id)
        if left is None or left.sent is not sent or _is_due(left.due, now):
            return None
        return None if sent.ended is AlertKind.RETRACTION else left.finding

    def leave(
        self,
        findings: tuple[RuleFinding, ...],
        alerts: Iterable[tuple[SentAlert, RuleFinding | None]],
        *,
        muted: bool,
    ) -> None:
        """Note how a look leaves the alerts, each with what supports it."""
        left: dict[str, _Left] = {}
        for sent, finding in alerts:
            known = self._left.get(sent.alert_id)
            if known is None or known.sent is not sent or known.finding is not finding:
                known = _Left(sent, finding, next_turn(sent, self._rule))
            left[sent.alert_id] = known
        self._left, self._seen_to, self._muted = left, findings, muted
        self._sent = tuple(one.sent for one in left.values())
        self.due = min((one.due for one in left.values() if one.due is not None), default=None)

    def _concerned(self, incidents: tuple[Incident, ...]) -> tuple[Incident, ...]:
        differing = self._differing(self._incidents, incidents)
        if all(concerned(self._rule, one) is None for one in differing):
            return self._scope.incidents
        return all_concerned(self._rule, incidents)

    def _days(self, days: tuple[DayCount, ...]) -> tuple[tuple[date, int], ...]:
        if days is self._days_of_state:
            return self._scope.days
        return tuple((one.day, one.count) for one in days if one.rule_id == self._rule.id)


def _is_due(due: datetime | None, now: datetime) -> bool:
    return due is not None and due <= now
