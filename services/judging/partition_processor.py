"""All the countries of one partition: whose state a report touches, in which order.

Time moves on for all of them with every report of any: that is how an alert of a quiet country
expires. `process` yields one changed state after the other; the caller stores each before the next.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tocsin.schemas.control import Retraction, Silence, Verdict
from tocsin.schemas.report import Report
from tocsin.schemas.rule import IncidentRule, Rule
from tocsin.schemas.vocabulary import EventType, Status
from tocsin.services.judging.alerts.evaluation import Evaluations
from tocsin.services.judging.alerts.lifecycle import next_due
from tocsin.services.judging.cache.evaluation_cache import EvaluationCaches
from tocsin.services.judging.exercise import exercised
from tocsin.services.judging.judge import Judgement, judge, lapse, rules_for
from tocsin.services.judging.retract import retract
from tocsin.services.judging.state.active_silences import ActiveSilences
from tocsin.services.judging.state.clock import EventClock
from tocsin.services.judging.state.slot_state import JudgedPosition, SlotState, slot_of, slots_of
from tocsin.services.judging.state.timetable import Timetable
from tocsin.services.judging.stories.country_stories import (
    CountryStories,
    OtherTypes,
    joins_others,
)
from tocsin.services.judging.stories.story_note import StoryNote, Turn

Load = Callable[[str], SlotState]
"""Gives the state of a slot."""


@dataclass(frozen=True, slots=True)
class StateChange:
    """One state that was evaluated."""

    slot: str
    before: SlotState
    judgement: Judgement
    due: datetime | None = None
    """When it was due if time alone led to it."""
    notes: tuple[StoryNote, ...] = ()
    """What it adds to the stories of its country."""


@dataclass(slots=True)
class PartitionProcessor:
    """The clock, the silences and the timetable of one partition; its states are kept elsewhere."""

    rules: Sequence[Rule]
    clock: EventClock = field(default_factory=EventClock)
    silences: ActiveSilences = field(default_factory=ActiveSilences)
    evaluations: Evaluations = field(default_factory=EvaluationCaches)
    """May be shared with other processors: a slot is one processor's."""
    stories: CountryStories = field(default_factory=CountryStories)
    _timetable: Timetable = field(default_factory=Timetable)
    _rules_by_type: dict[str, tuple[IncidentRule, ...]] = field(default_factory=dict)

    def know(self, slot: str, state: SlotState) -> None:
        """Take a stored state into the timetable."""
        self._timetable.put(slot, next_due(state, self._rules_of(slot)))

    def process(
        self, report: Report, load: Load, now: datetime, place: JudgedPosition
    ) -> Iterator[StateChange]:
        """Yield what a report leads to: first what its time brings to all, then itself.

        Args:
            report: one event.
            load: gives the state of a slot.
            now: when Kafka took the report; silences go by it.
            place: where the report is in the log; only the order counts.
        """
        if report.published_at is None:
            return
        if report.status is not Status.ACTUAL:
            slot = slot_of(report)
            held = load(slot)
            yield StateChange(slot, held, Judgement(held, exercised(report, self._rules_of(slot))))
            return
        yield from self.advance(report.published_at, load, now, place)
        slot = slot_of(report)
        before = load(slot)
        rules = self._rules_of(slot)
        others = _others(self.stories, slot, place)
        with self.evaluations.of(slot) as evaluation:
            judgement = judge(before, report, self.clock, rules, evaluation, others)
            self._timetable.put(slot, evaluation.due(judgement.state, rules))
        yield self._look(slot, before, judgement, now, others)

    def advance(
        self, published_at: datetime, load: Load, now: datetime, place: JudgedPosition
    ) -> Iterator[StateChange]:
        """Yield what a publication brings to all: the time moves on to it."""
        self.clock = self.clock.having_seen(published_at)
        yield from self.lapse_due(load, now, place)

    def lapse_due(self, load: Load, now: datetime, place: JudgedPosition) -> Iterator[StateChange]:
        """Yield the states that something is due in by now."""
        if self.clock.newest is None:
            return
        for due, slot in self._timetable.until(self.clock.newest):
            before, rules = load(slot), self._rules_of(slot)
            others = _others(self.stories, slot, place, due)
            with self.evaluations.of(slot) as evaluation:
                judgement = lapse(before, self.clock, rules, evaluation, others)
                self._timetable.put(slot, evaluation.due(judgement.state, rules))
            yield replace(self._look(slot, before, judgement, now, others), due=due)

    def obey(
        self,
        control: Silence | Verdict | Retraction,
        load: Load,
        now: datetime,
        place: JudgedPosition,
    ) -> Iterator[StateChange]:
        """Yield the state that a control changes; a silence changes what comes after it."""
        match control:
            case Silence():
                self.silences = self.silences.with_silence(control, now)
            case Retraction():
                for slot in slots_of(control.country):
                    before, rules = load(slot), self._rules_of(slot)
                    others = _others(self.stories, slot, place)
                    with self.evaluations.of(slot) as evaluation:
                        judgement = retract(before, control, self.clock, rules, evaluation, others)
                    if judgement.state != before:
                        self.know(slot, judgement.state)
                        notes = self._noted(judgement, others)
                        yield StateChange(slot, before, judgement, notes=notes)
            case Verdict():
                pass  # it is counted, and changes nothing here

    def next_due(self) -> datetime | None:
        """Return the earliest time that anything is due."""
        return self._timetable.first()

    def end_of_time(self) -> datetime | None:
        """Return the time by which all that is due now will have come."""
        return self._timetable.last()

    def forget_stories(self) -> tuple[StoryNote, ...]:
        """Let go what is noted of stories that are over, and return it.

        Nothing that lies before what the clock has seen may be judged again after this.
        """
        return () if self.clock.newest is None else self.stories.forget(self.clock.newest)

    def _look(
        self,
        slot: str,
        before: SlotState,
        judgement: Judgement,
        now: datetime,
        others: OtherTypes | None,
    ) -> StateChange:
        stamped = self.silences.stamped(judgement.alerts, now)
        notes = self._noted(judgement, others)
        return StateChange(slot, before, replace(judgement, alerts=stamped), notes=notes)

    def _noted(self, judgement: Judgement, others: OtherTypes | None) -> tuple[StoryNote, ...]:
        if others is None:
            return ()
        return self.stories.noted(others.country, judgement.parts, others.turn)

    def _rules_of(self, slot: str) -> tuple[IncidentRule, ...]:
        event_type = slot.partition("/")[2]
        rules = self._rules_by_type.get(event_type)
        if rules is None:
            rules = rules_for(self.rules, EventType(event_type))
            self._rules_by_type[event_type] = rules
        return rules


def _others(
    stories: CountryStories, slot: str, place: JudgedPosition, due: datetime | None = None
) -> OtherTypes | None:
    """Return what a slot may see of its country's other event types; None if it joins none."""
    country, _, event_type = slot.partition("/")
    if not joins_others(EventType(event_type)):
        return None
    turn = Turn(place.topic, place.offset, EventType(event_type), due)
    return OtherTypes(stories, country, turn)
