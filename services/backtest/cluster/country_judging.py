"""Judge one country's reports as if those of all others had been judged beside them. Pure.

Countries share three things: the clock, which every report moves on; the rules on sequences, whose
steps may lie in two countries; and the end, when all is let lapse. So a country hears when the
news of others moved the clock on, and hands back its steps with their places in the order of all,
and its states for the end.
"""

import heapq
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np

from tocsin.schemas.alert import Alert
from tocsin.schemas.report import Report
from tocsin.schemas.rule import Rule
from tocsin.schemas.vocabulary import Status
from tocsin.services.backtest.cluster.ranks import Moments, RankedSegment
from tocsin.services.backtest.outcome import Ringing, Rung
from tocsin.services.judging.alerts.sequence import is_step, sequence_rules
from tocsin.services.judging.in_memory import IN_MEMORY, InMemoryJudge
from tocsin.services.judging.partition_processor import PartitionProcessor, StateChange
from tocsin.services.judging.state.clock import EventClock
from tocsin.services.judging.state.slot_state import JudgedPosition, SlotState
from tocsin.services.judging.stories.story_note import StoryNote

_NOTHING: Final = SlotState()
_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_LAPSED, _JUDGED = 0, 1
"""At each report, first what its time brings to all, then itself."""

Place = tuple[int, int, int, str, int]
"""In the order of all alerts: report, phase, when it was due, slot, number."""


@dataclass(frozen=True, slots=True)
class JudgedCountry:
    """What a country leads to, up to the last report of all."""

    rung: tuple[Rung, ...]
    steps: tuple[tuple[Place, Alert], ...]
    """Alerts that some sequence names."""
    slots: dict[str, SlotState]
    notes: tuple[StoryNote, ...]
    """What joins alerts of several event types into stories."""


@dataclass(slots=True)
class CountryJudge:
    """Judges reports of one country in their order."""

    rules: tuple[Rule, ...]
    moments: Moments
    _processor: PartitionProcessor = field(init=False)
    _slots: dict[str, SlotState] = field(default_factory=dict)
    _ringing: Ringing = field(default_factory=Ringing)
    _steps: list[tuple[Place, Alert]] = field(default_factory=list)
    _seen: int = 0
    """Moments that are over."""

    def __post_init__(self) -> None:
        self._processor = PartitionProcessor(self.rules, _clock(self.moments.times[:1]))

    def push(self, rank: int, report: Report) -> None:
        """Judge the next report."""
        now = report.published_at or _EPOCH
        self._let_pass(rank)
        if report.status is Status.ACTUAL:
            self._take(self._processor.advance(now, self._load, now, _at(rank)), rank, _LAPSED)
        self._take(self._processor.process(report, self._load, now, _at(rank)), rank, _JUDGED)
        self._seen = int(np.searchsorted(self.moments.ranks, rank, side="right"))

    def finish(self) -> JudgedCountry:
        """Let the rest of the news pass."""
        ranks = self.moments.ranks
        self._let_pass(int(ranks[-1]) + 1 if len(ranks) else 0)
        notes = tuple(self._processor.stories)
        return JudgedCountry(self._ringing.rung(), tuple(self._steps), self._slots, notes)

    def _let_pass(self, rank: int) -> None:
        """Let lapse what is due at the reports of other countries before this one."""
        times, ranks = self.moments.times, self.moments.ranks
        while (due := self._processor.next_due()) is not None:
            at = max(int(np.searchsorted(times, (due - _EPOCH) // _MICROSECOND)), self._seen)
            if at >= len(times) or ranks[at] >= rank:
                return
            now = _moment(times[at])
            rank_then = int(ranks[at])
            changes = self._processor.advance(now, self._load, now, _at(rank_then))
            self._take(changes, rank_then, _LAPSED)
            self._seen = at + 1

    def _take(self, changes: Iterator[StateChange], rank: int, phase: int) -> None:
        sequences = sequence_rules(self.rules)
        for change in changes:
            self._slots[change.slot] = change.judgement.state
            due = 0 if change.due is None else (change.due - _EPOCH) // _MICROSECOND
            for alert in change.judgement.alerts:
                self._ringing.add(alert)
                if is_step(alert, sequences):
                    place = (rank, phase, due, change.slot, len(self._steps))
                    self._steps.append((place, alert))
        self._processor.forget_stories()

    def _load(self, slot: str) -> SlotState:
        return self._slots.get(slot, _NOTHING)


def together(
    countries: Iterable[JudgedCountry], rules: tuple[Rule, ...], moments: Moments
) -> tuple[Rung, ...]:
    """Return the alerts of all countries, sequences and ends included."""
    ringing = Ringing()
    world = InMemoryJudge(rules)
    steps: list[tuple[Place, Alert]] = []
    clock = _clock(moments.times[[0, -1]]) if len(moments.times) else EventClock()
    for country in countries:
        for rung in country.rung:
            ringing.put(rung)
        steps.extend(country.steps)
        world.resume(country.slots, clock, country.notes)
    for _, alert in sorted(steps, key=lambda step: step[0]):
        for sequence in world.follow(alert):
            ringing.add(sequence)
    for alert in world.finish():
        ringing.add(alert)
    return ringing.rung()


def in_order(
    segments: Iterable[RankedSegment], load: Callable[[RankedSegment], Iterable[bytes]]
) -> Iterator[tuple[int, Report]]:
    """Yield the reports of a country in their order; a segment is loaded when its turn comes."""
    waiting = deque(sorted(segments, key=lambda one: int(one.ranks[0])))
    heads: list[tuple[int, bytes, Iterator[tuple[int, bytes]]]] = []
    while waiting or heads:
        while waiting and (not heads or waiting[0].ranks[0] < heads[0][0]):
            segment = waiting.popleft()
            ranks: list[int] = segment.ranks.tolist()
            reports: Iterator[tuple[int, bytes]] = zip(ranks, load(segment), strict=True)
            rank, payload = next(reports)
            heapq.heappush(heads, (rank, payload, reports))
        rank, payload, reports = heads[0]
        yield rank, Report.read(payload)
        following = next(reports, None)
        if following is None:
            heapq.heappop(heads)
        else:
            heapq.heapreplace(heads, (*following, reports))


def _at(rank: int) -> JudgedPosition:
    return JudgedPosition(topic=IN_MEMORY, offset=rank)


def _moment(microseconds: np.int64) -> datetime:
    return _EPOCH + timedelta(microseconds=int(microseconds))


def _clock(times: Iterable[np.int64]) -> EventClock:
    """Return the clock after these publications."""
    clock = EventClock()
    for time in times:
        clock = clock.having_seen(_moment(time))
    return clock
