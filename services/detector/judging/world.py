"""Judge reports in memory, as the live path does: for files, cases of rules, and backtests."""

from collections.abc import Iterator, Sequence

from schemas.alert import Alert
from schemas.report import Report
from schemas.rule import Rule
from services.detector.judging.desk import Desk, Step
from services.detector.judging.reconciling import Withheld
from services.detector.judging.state import SlotState

_NOTHING = SlotState()


class World:
    """All states of all countries."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._desk = Desk(rules)
        self.slots: dict[str, SlotState] = {}
        self.withheld: list[Withheld] = []

    def push(self, report: Report) -> tuple[Alert, ...]:
        """Judge a report; return the revisions to publish."""
        return self._alerts(self._desk.steps(report, self._load))

    def finish(self) -> tuple[Alert, ...]:
        """Let time pass until nothing is due any more: all alerts end."""
        alerts: list[Alert] = []
        while (end := self._desk.end_of_time()) is not None:
            self._desk.clock = self._desk.clock.having_seen(end)
            alerts.extend(self._alerts(self._desk.lapses(self._load)))
        return tuple(alerts)

    def _load(self, slot: str) -> SlotState:
        return self.slots.get(slot, _NOTHING)

    def _alerts(self, steps: Iterator[Step]) -> tuple[Alert, ...]:
        alerts: list[Alert] = []
        for step in steps:
            self.slots[step.slot] = step.judgement.state
            if step.judgement.state == _NOTHING:
                del self.slots[step.slot]
            alerts.extend(step.judgement.alerts)
            self.withheld.extend(step.judgement.withheld)
        return tuple(alerts)
