"""The processors of all partitions, over states in a Faust table.

A key of the table is `partition/country/event type` (`states`), `partition/story:` with a name
(a note of a story, which never changes), `partition/clock`, `partition/orders` or
`partition/judged`.
Each partition has its own processor: only the reports of that partition move its clock, in their
order, so a replay of the partition decides as before.

What reports lead to is kept in memory until `write`, which writes the notes of stories, then each
state once, then the clock, then the orders, then how far the partition was judged. Each state also
says how far that was when it was written. Whoever is killed in between has states from before and
from after the same reports, and a clock from before: judged again by that clock, in their order,
the reports only let time pass where their state is from after, and give the same alerts where it
is not. Notes are written first and only forgotten last, so none that a state led to is missing;
those from after the report in hand are not looked at.
"""

from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from datetime import datetime
from typing import Final, TypeVar

from pydantic import ValidationError

from tocsin.schemas.report import Report
from tocsin.schemas.rule import Rule
from tocsin.schemas.vocabulary import Status
from tocsin.services.detector.messages.laid_controls import Heard
from tocsin.services.detector.state.states import Quarantine, StoredStates
from tocsin.services.judging.cache.evaluation_cache import EvaluationCaches
from tocsin.services.judging.partition_processor import PartitionProcessor, StateChange
from tocsin.services.judging.state.active_silences import ActiveSilences
from tocsin.services.judging.state.clock import EventClock
from tocsin.services.judging.state.slot_state import JudgedPosition, SlotState, slot_of
from tocsin.services.judging.stories.story_note import StoryNote

_Stored = TypeVar("_Stored", EventClock, ActiveSilences, JudgedPosition)

_CLOCK: Final = "clock"
_ORDERS: Final = "orders"
_JUDGED: Final = "judged"
_STORY: Final = "story:"


class StoredPartitions:
    """Opens a partition's processor when its first report comes, and again after each rebalance."""

    def __init__(
        self,
        table: MutableMapping[bytes, bytes],
        rules: Sequence[Rule],
        generation: Callable[[], int],
        quarantine: Quarantine = lambda *_: None,
    ) -> None:
        """Begin.

        Args:
            table: the states.
            rules: to judge by.
            generation: rises whenever the table may hold other keys than before.
            quarantine: called with what cannot be read.
        """
        self._table = table
        self._states = StoredStates(table, quarantine)
        self._quarantine = quarantine
        self._rules = rules
        self._partitions: dict[int, PartitionProcessor] = {}
        self._caches = EvaluationCaches()
        self._generation_of_table = generation
        self._generation = generation()
        self._unwritten: dict[bytes, tuple[SlotState, JudgedPosition]] = {}
        self._notes: dict[bytes, bytes] = {}
        """Those of stories that are not written yet."""
        self._judged: dict[int, JudgedPosition] = {}

    def take(self, rules: Sequence[Rule]) -> None:
        """Judge by other rules from now on; all that was judged by the old ones is written."""
        self._rules = rules
        self._close()

    def process(
        self, partition: int, report: Report, now: datetime, place: JudgedPosition
    ) -> Iterator[StateChange]:
        """Yield what the report at this place leads to, and keep it for `write`."""
        processor = self._processor(partition)
        if not self._comes_next(partition, place):
            return

        def load(slot: str) -> SlotState:
            return self._load(partition, slot)

        known = self._known_by_state(partition, slot_of(report), place)
        if known and report.published_at is not None and report.status is Status.ACTUAL:
            changes = processor.advance(report.published_at, load, now, place)
        else:
            changes = processor.process(report, load, now, place)
        for change in changes:
            yield self._kept(partition, change, place)

    def obey(
        self, partition: int, heard: Heard, now: datetime, place: JudgedPosition
    ) -> Iterator[StateChange]:
        """Yield what the control at this place leads to, and keep it for `write`."""
        processor = self._processor(partition)
        if not self._comes_next(partition, place):
            return
        processor.silences = processor.silences.having_heard(heard.offset)

        def load(slot: str) -> SlotState:
            return self._load(partition, slot)

        for change in processor.obey(heard.control, load, now, place):
            if not self._known_by_state(partition, change.slot, place):
                yield self._kept(partition, change, place)

    def heard(self, partition: int) -> int:
        """Return the offset behind the newest control that this partition's judge obeyed."""
        orders = self._stored(_key(partition, _ORDERS), ActiveSilences)
        return 0 if orders is None else orders.heard

    def write(self) -> None:
        """Write all that was evaluated since, each state once; its alerts must be confirmed."""
        for key, content in self._notes.items():
            self._put_bytes(key, content)
        self._notes.clear()
        for key, (state, judged) in self._unwritten.items():
            self._states.store(key, state, judged)
        self._unwritten.clear()
        for partition, processor in self._partitions.items():
            self._put(_key(partition, _CLOCK), processor.clock)
        for partition, processor in self._partitions.items():
            self._put(_key(partition, _ORDERS), processor.silences)
        for partition, judged in self._judged.items():
            self._put(_key(partition, _JUDGED), judged)
        for partition, processor in self._partitions.items():
            for note in processor.forget_stories():
                key = _key(partition, _STORY + note.name)
                if self._table.get(key) is not None:
                    del self._table[key]

    def discard(self) -> None:
        """Forget all that was evaluated since the last `write`: another judge has the reports."""
        self._notes.clear()
        self._unwritten.clear()
        self._close()
        self._states.forget()

    def _close(self) -> None:
        self._partitions.clear()
        self._judged.clear()
        self._caches = EvaluationCaches()

    def _put(self, key: bytes, what: EventClock | ActiveSilences | JudgedPosition) -> None:
        self._put_bytes(key, what.write())

    def _put_bytes(self, key: bytes, value: bytes) -> None:
        if self._table.get(key) != value:
            self._table[key] = value

    def _processor(self, partition: int) -> PartitionProcessor:
        generation = self._generation_of_table()
        if generation != self._generation:
            self.discard()
            self._generation = generation
        if partition not in self._partitions:
            self._partitions[partition] = self._opened(partition)
        return self._partitions[partition]

    def _opened(self, partition: int) -> PartitionProcessor:
        begin = _key(partition, "")
        opened = dict(self._states.opened(begin))
        clock = self._stored(_key(partition, _CLOCK), EventClock)
        processor = PartitionProcessor(
            self._rules,
            self._clock_of(opened) if clock is None else clock,
            # silences that are lost are laid again: the judge has heard of none
            self._stored(_key(partition, _ORDERS), ActiveSilences) or ActiveSilences(),
            self._caches,
        )
        judged = self._stored(_key(partition, _JUDGED), JudgedPosition)
        if judged is not None:
            self._judged[partition] = judged
        for key, state in opened.items():
            processor.know(key.removeprefix(begin).decode(), state)
        for note in self._stored_notes(partition):
            processor.stories.add(note)
        return processor

    def _stored_notes(self, partition: int) -> Iterator[StoryNote]:
        """Yield what is noted of stories; what cannot be read is left out and reported."""
        begin = _key(partition, _STORY)
        for key in self._table:
            if key.startswith(begin):
                try:
                    yield StoryNote.read(self._table[key])
                except ValidationError:
                    self._quarantine(key, "no note of a story")

    def _stored(self, key: bytes, kind: type[_Stored]) -> _Stored | None:
        """Return what is stored at a key; None if there is nothing that can be read."""
        value = self._table.get(key)
        if value is None:
            return None
        try:
            return kind.read(value)
        except ValidationError:
            self._quarantine(key, f"no {kind.__name__.lower()}")
            return None

    def _clock_of(self, keys: Iterable[bytes]) -> EventClock:
        """Make a clock again from the reports that are held."""
        clock = EventClock()
        for key in keys:
            for held in self._states.load(key).reports:
                clock = clock.having_seen(held.arrived)
        return clock

    def _load(self, partition: int, slot: str) -> SlotState:
        key = _key(partition, slot)
        unwritten = self._unwritten.get(key)
        return self._states.load(key) if unwritten is None else unwritten[0]

    def _comes_next(self, partition: int, place: JudgedPosition) -> bool:
        """Return whether the record at this place was not judged yet, and note that it is now."""
        judged = self._judged.get(partition)
        if judged is not None and judged.covers(place):
            return False
        self._judged[partition] = place.after()
        return True

    def _known_by_state(self, partition: int, slot: str, place: JudgedPosition) -> bool:
        """Return whether a state was written when the record at this place had been judged."""
        judged = self._judged_by_state(_key(partition, slot))
        return judged is not None and judged.covers(place)

    def _judged_by_state(self, key: bytes) -> JudgedPosition | None:
        unwritten = self._unwritten.get(key)
        return self._states.judged(key) if unwritten is None else unwritten[1]

    def _kept(self, partition: int, change: StateChange, place: JudgedPosition) -> StateChange:
        key = _key(partition, change.slot)
        judged = self._judged_by_state(key)
        further = judged if judged is not None and judged.covers(place) else place.after()
        self._unwritten[key] = (change.judgement.state, further)
        for note in change.notes:
            self._notes[_key(partition, _STORY + note.name)] = note.write()
        return change


def partition_of(key: bytes) -> int:
    """Return the partition that a key of the table begins with."""
    return int(key.partition(b"/")[0])


def _key(partition: int, name: str) -> bytes:
    return f"{partition}/{name}".encode()
