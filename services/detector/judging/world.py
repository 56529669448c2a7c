"""Judge reports in memory, as the live path does: for files, cases of rules, and backtests."""

from collections.abc import Iterator, Sequence

from schemas.alert import Alert
from schemas.report import Report
from schemas.rule import Rule
from services.detector.judging.desk import Desk, Look
from services.detector.judging.reconciling import Withheld
from services.detector.judging.sequence import Step, is_step, sequence_rules, sequenced
from services.detector.judging.state import SlotState

_NOTHING = SlotState()


class World:
    """All states of all countries."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._desk = Desk(rules)
        self._sequences = sequence_rules(rules)
        self._steps: dict[str, Step] = {}
        self.slots: dict[str, SlotState] = {}
        self.withheld: list[Withheld] = []

    def push(self, report: Report) -> tuple[Alert, ...]:
        """Judge a report; return the revisions to publish."""
        return self._alerts(self._desk.looks(report, self._load))

    def finish(self) -> tuple[Alert, ...]:
        """Let time pass until nothing is due any more: all alerts end."""
        alerts: list[Alert] = []
        while (end := self._desk.end_of_time()) is not None:
            self._desk.clock = self._desk.clock.having_seen(end)
            alerts.extend(self._alerts(self._desk.lapses(self._load)))
        return tuple(alerts)

    def _load(self, slot: str) -> SlotState:
        return self.slots.get(slot, _NOTHING)

    def _alerts(self, looks: Iterator[Look]) -> tuple[Alert, ...]:
        alerts: list[Alert] = []
        for look in looks:
            self.slots[look.slot] = look.judgement.state
            for alert in look.judgement.alerts:
                alerts.extend((alert, *self._sequenced(alert)))
            self.withheld.extend(look.judgement.withheld)
        return tuple(alerts)

    def _sequenced(self, alert: Alert) -> tuple[Alert, ...]:
        if not is_step(alert, self._sequences):
            return ()
        result = sequenced(self._steps, alert, self._sequences)
        for identity, step in result.steps.items():
            if step is None:
                self._steps.pop(identity, None)
            else:
                self._steps[identity] = step
        return result.alerts
