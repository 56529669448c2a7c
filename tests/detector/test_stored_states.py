"""States in parts: read back as written, whole after a kill at any write, and small to change."""

from collections.abc import Iterator, MutableMapping
from datetime import timedelta

import pytest
from judging.reports import TUESDAY, crossing, rule

from tocsin.services.detector.state.states import StoredStates
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.judging.state.slot_state import SlotState

KEY = b"0/SDN/border_crossing"


class Killed(Exception):  # noqa: N818 - it stands for a `kill -9`
    pass


class Table(MutableMapping[bytes, bytes]):
    """A dictionary that dies after so many writes."""

    def __init__(self, writes: int) -> None:
        self.left = writes
        self.written = 0
        self._of: dict[bytes, bytes] = {}

    def _write(self) -> None:
        if self.left == 0:
            raise Killed
        self.left -= 1

    def __setitem__(self, key: bytes, value: bytes) -> None:
        self._write()
        self.written += len(value)
        self._of[key] = value

    def __delitem__(self, key: bytes) -> None:
        self._write()
        del self._of[key]

    def __getitem__(self, key: bytes) -> bytes:
        return self._of[key]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)


def states_of(count: int) -> list[SlotState]:
    """Return what a story's state was after each of its reports, and after all was forgotten."""
    world = InMemoryJudge([rule("threshold")])
    states = []
    for number in range(count):
        world.push(crossing(f"Outlet {number}", 100 + 90 * number, timedelta(hours=7 * number)))
        states.append(world.slots["SDN/border_crossing"])
    world.finish()
    return [*states, world.slots["SDN/border_crossing"]]


def test_a_state_is_read_back_as_it_was_written_and_leaves_nothing_behind() -> None:
    table = Table(10**6)
    states = StoredStates(table)
    for state in states_of(30):
        states.store(KEY, state)

        assert StoredStates(table).load(KEY) == state

    assert list(table) == [KEY]


def test_a_kill_at_any_write_leaves_the_state_before_or_the_state_after() -> None:
    before, after = states_of(12)[10:12]
    for writes in range(20):
        table = Table(10**6)
        states = StoredStates(table)
        states.store(KEY, before)
        table.left = writes
        try:
            states.store(KEY, after)
        except Killed:
            found = StoredStates(table).load(KEY)
            assert found in (before, after)
        else:
            assert writes > 1, "nothing was written"
            return
    pytest.fail("it never came to its end")


def test_what_no_state_names_is_swept_away_and_the_repeat_writes_it_again() -> None:
    before, after = states_of(12)[10:12]
    table = Table(10**6)
    states = StoredStates(table)
    states.store(KEY, before)
    whole = set(table)
    table.left = 1
    with pytest.raises(Killed):
        states.store(KEY, after)
    assert set(table) > whole
    table.left = 10**6
    again = StoredStates(table)

    ((key, opened),) = again.opened(b"0/")

    assert (key, opened.sent, opened.forget_at) == (KEY, before.sent, before.forget_at)
    assert set(table) == whole
    again.store(KEY, after)
    assert StoredStates(table).load(KEY) == after


def test_a_report_that_is_in_a_newer_revision_of_its_article_is_written_again() -> None:
    table = Table(10**6)
    states = StoredStates(table)
    first, last = (
        crossing("Border Wire", 1037, ingested_at=TUESDAY + timedelta(hours=hours))
        for hours in (1, 2)
    )
    world = InMemoryJudge([rule("threshold")])
    for report in (first, last.model_copy(update={"id": first.id, "article_id": first.article_id})):
        world.push(report)
        states.store(KEY, world.slots["SDN/border_crossing"])

    (held,) = StoredStates(table).load(KEY).reports

    assert held.report.ingested_at == last.ingested_at


def test_a_report_more_costs_little_however_many_are_held() -> None:
    table = Table(10**6)
    states = StoredStates(table)
    *_, before, after, _ = states_of(60)
    states.store(KEY, before)
    whole, table.written = table.written, 0

    states.store(KEY, after)

    assert table.written < whole / 5
