"""All the countries that one judge sees: whose state a report touches, in which order.

Time moves on for all of them with every report of any: that is how an alert of a quiet country
expires. `looks` yields one state after the other; whoever stores it does so before the next.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from schemas.control import Retraction, Silence, Verdict
from schemas.report import Report
from schemas.rule import IncidentRule, Rule
from schemas.vocabulary import EventType, Status
from services.detector.judging.clock import Clock
from services.detector.judging.docket import Dockets
from services.detector.judging.exercise import exercised
from services.detector.judging.judge import Judgement, judge, lapse, rules_for
from services.detector.judging.lifecycle import next_due
from services.detector.judging.orders import Orders
from services.detector.judging.retracting import retract
from services.detector.judging.state import SlotState, slot_of, slots_of
from services.detector.judging.timetable import Timetable

Load = Callable[[str], SlotState]
"""Gives the state of a slot."""


@dataclass(frozen=True, slots=True)
class Look:
    """One state that was looked at."""

    slot: str
    before: SlotState
    judgement: Judgement


@dataclass(slots=True)
class Desk:
    """The clock, the orders and the timetable of one judge; the states are kept elsewhere."""

    rules: Sequence[Rule]
    clock: Clock = field(default_factory=Clock)
    orders: Orders = field(default_factory=Orders)
    dockets: Dockets = field(default_factory=Dockets)
    """May be those of other desks too: a slot is one desk's."""
    _timetable: Timetable = field(default_factory=Timetable)
    _rules_by_type: dict[str, tuple[IncidentRule, ...]] = field(default_factory=dict)

    def know(self, slot: str, state: SlotState) -> None:
        """Take a stored state into the timetable."""
        self._timetable.put(slot, next_due(state, self._rules_of(slot)))

    def looks(self, report: Report, load: Load, now: datetime) -> Iterator[Look]:
        """Yield what a report leads to: first what its time brings to all, then itself.

        Args:
            report: one event.
            load: gives the state of a slot.
            now: when Kafka took the report; silences go by it.
        """
        if report.published_at is None:
            return
        if report.status is not Status.ACTUAL:
            slot = slot_of(report)
            held = load(slot)
            yield Look(slot, held, Judgement(held, exercised(report, self._rules_of(slot))))
            return
        yield from self.passes(report.published_at, load, now)
        slot = slot_of(report)
        before = load(slot)
        rules = self._rules_of(slot)
        with self.dockets.of(slot) as docket:
            judgement = judge(before, report, self.clock, rules, docket)
            self._timetable.put(slot, docket.due(judgement.state, rules))
        yield self._look(slot, before, judgement, now)

    def passes(self, published_at: datetime, load: Load, now: datetime) -> Iterator[Look]:
        """Yield what a publication brings to all: the time moves on to it."""
        self.clock = self.clock.having_seen(published_at)
        yield from self.lapses(load, now)

    def lapses(self, load: Load, now: datetime) -> Iterator[Look]:
        """Yield the states that something is due in by now."""
        if self.clock.newest is None:
            return
        for slot in self._timetable.until(self.clock.newest):
            before, rules = load(slot), self._rules_of(slot)
            with self.dockets.of(slot) as docket:
                judgement = lapse(before, self.clock, rules, docket)
                self._timetable.put(slot, docket.due(judgement.state, rules))
            yield self._look(slot, before, judgement, now)

    def obeys(
        self, control: Silence | Verdict | Retraction, load: Load, now: datetime
    ) -> Iterator[Look]:
        """Yield the state that a control changes; a silence changes what comes after it."""
        match control:
            case Silence():
                self.orders = self.orders.with_silence(control, now)
            case Retraction():
                for slot in slots_of(control.country):
                    before, rules = load(slot), self._rules_of(slot)
                    with self.dockets.of(slot) as docket:
                        judgement = retract(before, control, self.clock, rules, docket)
                    if judgement.state != before:
                        self.know(slot, judgement.state)
                        yield Look(slot, before, judgement)
            case Verdict():
                pass  # it is counted, and changes nothing here

    def end_of_time(self) -> datetime | None:
        """Return the time by which all that is due now will have come."""
        return self._timetable.last()

    def _look(self, slot: str, before: SlotState, judgement: Judgement, now: datetime) -> Look:
        stamped = self.orders.stamped(judgement.alerts, now)
        return Look(slot, before, replace(judgement, alerts=stamped))

    def _rules_of(self, slot: str) -> tuple[IncidentRule, ...]:
        event_type = slot.partition("/")[2]
        rules = self._rules_by_type.get(event_type)
        if rules is None:
            rules = rules_for(self.rules, EventType(event_type))
            self._rules_by_type[event_type] = rules
        return rules
