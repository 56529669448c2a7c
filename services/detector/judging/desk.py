"""All the countries that one judge sees: whose state a report touches, in which order.

Time moves on for all of them with every report of any: that is how an alert of a quiet country
expires. `looks` yields one state after the other; whoever stores it does so before the next.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from schemas.report import Report
from schemas.rule import IncidentRule, Rule
from schemas.vocabulary import EventType
from services.detector.judging.clock import Clock
from services.detector.judging.judge import Judgement, judge, lapse, next_due, rules_for
from services.detector.judging.state import SlotState, slot_of
from services.detector.judging.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Look:
    """One state that was looked at."""

    slot: str
    before: SlotState
    judgement: Judgement


@dataclass(slots=True)
class Desk:
    """The clock and the timetable of one judge; the states themselves are kept elsewhere."""

    rules: Sequence[Rule]
    clock: Clock = field(default_factory=Clock)
    _timetable: Timetable = field(default_factory=Timetable)

    def know(self, slot: str, state: SlotState) -> None:
        """Take a stored state into the timetable."""
        self._timetable.put(slot, next_due(state, self._rules_of(slot)))

    def looks(self, report: Report, load: Callable[[str], SlotState]) -> Iterator[Look]:
        """Yield what a report leads to: first what its time brings to all, then itself."""
        if report.published_at is None:
            return
        self.clock = self.clock.having_seen(report.published_at)
        yield from self.lapses(load)
        slot = slot_of(report)
        before = load(slot)
        judgement = judge(before, report, self.clock, self._rules_of(slot))
        self.know(slot, judgement.state)
        yield Look(slot, before, judgement)

    def lapses(self, load: Callable[[str], SlotState]) -> Iterator[Look]:
        """Yield the states that something is due in by now."""
        if self.clock.newest is None:
            return
        for slot in self._timetable.until(self.clock.newest):
            before = load(slot)
            judgement = lapse(before, self.clock, self._rules_of(slot))
            self.know(slot, judgement.state)
            yield Look(slot, before, judgement)

    def end_of_time(self) -> datetime | None:
        """Return the time by which all that is due now will have come."""
        return self._timetable.last()

    def _rules_of(self, slot: str) -> tuple[IncidentRule, ...]:
        _, _, event_type = slot.partition("/")
        return rules_for(self.rules, EventType(event_type))
