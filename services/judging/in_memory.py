"""Judge reports in memory, as the live path does: for files, cases of rules, and backtests."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import Retraction, Silence, Verdict
from tocsin.schemas.report import Report
from tocsin.schemas.rule import Rule
from tocsin.services.judging.alerts.outcome import Withheld
from tocsin.services.judging.alerts.sequence import (
    Sequenced,
    is_step,
    retracted,
    sequence_rules,
    sequenced,
)
from tocsin.services.judging.partition_processor import PartitionProcessor, StateChange
from tocsin.services.judging.state.clock import EventClock
from tocsin.services.judging.state.sequence_steps import Steps
from tocsin.services.judging.state.slot_state import JudgedPosition, SlotState
from tocsin.services.judging.stories.country_stories import CountryStories
from tocsin.services.judging.stories.story_note import StoryNote

IN_MEMORY: Final = "memory"
"""Stands for the topic of what comes from none."""

_NOTHING = SlotState()
_BEGINNING: Final = datetime.min.replace(tzinfo=UTC)


class InMemoryJudge:
    """All states of all countries."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._processor = PartitionProcessor(rules)
        self._sequences = sequence_rules(rules)
        self._steps = Steps()
        self._now = _BEGINNING
        self._offset = 0
        self.slots: dict[str, SlotState] = {}
        self.withheld: list[Withheld] = []

    @property
    def stories(self) -> CountryStories:
        """What joins alerts of several event types into stories."""
        return self._processor.stories

    def push(self, report: Report) -> tuple[Alert, ...]:
        """Judge a report, as if Kafka took it when it was published; return what to publish."""
        self._now = report.published_at or self._now
        return self._alerts(self._processor.process(report, self._load, self._now, self._place()))

    def obey(self, control: Silence | Verdict | Retraction, now: datetime) -> tuple[Alert, ...]:
        """Obey a control that Kafka took now; return what to publish."""
        self._now = now
        alerts = self._alerts(self._processor.obey(control, self._load, now, self._place()))
        if isinstance(control, Retraction):
            alerts += self._stored(retracted(self._steps, control, self._sequences))
        return alerts

    def follow(self, alert: Alert) -> tuple[Alert, ...]:
        """Return what an alert leads to as a step of sequences."""
        if not is_step(alert, self._sequences):
            return ()
        result = self._stored(sequenced(self._steps, alert, self._sequences))
        return self._processor.silences.stamped(result, self._now)

    def resume(
        self, slots: Mapping[str, SlotState], clock: EventClock, notes: Iterable[StoryNote]
    ) -> None:
        """Go on from states and stories that were judged elsewhere up to this time."""
        self._processor.clock = clock
        for note in notes:
            self.stories.add(note)
            self._offset = max(self._offset, note.offset + 1)
        for slot, state in slots.items():
            self.slots[slot] = state
            self._processor.know(slot, state)

    def finish(self) -> tuple[Alert, ...]:
        """Let time pass until nothing is due any more: all alerts end."""
        alerts: list[Alert] = []
        while (end := self._processor.end_of_time()) is not None:
            self._now = end
            self._processor.clock = self._processor.clock.having_seen(end)
            changes = self._processor.lapse_due(self._load, end, self._place())
            alerts.extend(self._alerts(changes))
        return tuple(alerts)

    def _place(self) -> JudgedPosition:
        """Return the next place in the order of all that is judged here."""
        self._offset += 1
        return JudgedPosition(topic=IN_MEMORY, offset=self._offset)

    def _load(self, slot: str) -> SlotState:
        return self.slots.get(slot, _NOTHING)

    def _alerts(self, changes: Iterator[StateChange]) -> tuple[Alert, ...]:
        alerts: list[Alert] = []
        for change in changes:
            self.slots[change.slot] = change.judgement.state
            for alert in change.judgement.alerts:
                alerts.extend((alert, *self.follow(alert)))
            self.withheld.extend(change.judgement.withheld)
        self._processor.forget_stories()
        return tuple(alerts)

    def _stored(self, result: Sequenced) -> tuple[Alert, ...]:
        for identity, step in result.steps.items():
            self._steps.put(identity, step)
        return result.alerts
