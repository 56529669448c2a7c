"""The judge's desks, one for each partition, over states that lie in a Faust table.

A key of the table is `partition/country/event type` (`stored_states`), `partition/clock` or
`partition/orders`.
One partition's states are one desk's: its clock is moved by the reports of that partition alone,
in their order, so a replay of the partition decides as before.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from schemas.report import Report
from schemas.rule import Rule
from services.detector.judging.clock import Clock
from services.detector.judging.desk import Desk, Look
from services.detector.judging.orders import Orders
from services.detector.judging.state import SlotState
from services.detector.laid_controls import Heard
from services.detector.state_table import ConfirmedTable
from services.detector.stored_states import StoredStates

_CLOCK: Final = "clock"
_ORDERS: Final = "orders"


class StoredDesks:
    """Opens a partition's desk when its first report comes, anew after each rebalance."""

    def __init__(self, table: ConfirmedTable, rules: Sequence[Rule]) -> None:
        self._table = table
        self._states = StoredStates(table)
        self._rules = rules
        self._desks: dict[int, Desk] = {}
        self._generation = -1
        self._current = Desk(rules)

    def take(self, rules: Sequence[Rule]) -> None:
        """Judge by other rules from the next report on; one under way keeps its desk."""
        self._rules = rules
        self._desks.clear()

    def looks(self, partition: int, report: Report, now: datetime) -> Iterator[Look]:
        """Yield what a report leads to; store each before asking for the next."""
        self._current = self._desk(partition)
        yield from self._current.looks(report, lambda slot: self._load(partition, slot), now)

    def obeys(self, partition: int, heard: Heard, now: datetime) -> Iterator[Look]:
        """Yield what a control leads to; store each before asking for the next."""
        desk = self._current = self._desk(partition)
        desk.orders = desk.orders.having_heard(heard.offset)
        yield from desk.obeys(heard.control, lambda slot: self._load(partition, slot), now)

    def heard(self, partition: int) -> int:
        """Return the offset behind the newest control that this partition's judge obeyed."""
        stored: bytes | None = self._table.get(_key(partition, _ORDERS))
        return 0 if stored is None else Orders.read(stored).heard

    def store(self, partition: int, look: Look) -> None:
        """Write a state where it changed."""
        self._states.store(_key(partition, look.slot), look.judgement.state)

    def store_clock(self, partition: int) -> None:
        """Write how far the partition's time has come with the report looked at last."""
        self._table[_key(partition, _CLOCK)] = self._current.clock.write()

    def store_orders(self, partition: int) -> None:
        """Write the silences in force, and that the control obeyed last was heard."""
        self._table[_key(partition, _ORDERS)] = self._current.orders.write()

    def _desk(self, partition: int) -> Desk:
        if self._table.generation != self._generation:
            self._desks.clear()
            self._states.forget()
            self._generation = self._table.generation
        if partition not in self._desks:
            self._desks[partition] = self._opened(partition)
        return self._desks[partition]

    def _opened(self, partition: int) -> Desk:
        clock: bytes | None = self._table.get(_key(partition, _CLOCK))
        orders: bytes | None = self._table.get(_key(partition, _ORDERS))
        desk = Desk(
            self._rules,
            Clock() if clock is None else Clock.read(clock),
            Orders() if orders is None else Orders.read(orders),
        )
        begin = _key(partition, "")
        for key, state in self._states.opened(begin):
            desk.know(key.removeprefix(begin).decode(), state)
        return desk

    def _load(self, partition: int, slot: str) -> SlotState:
        return self._states.load(_key(partition, slot))


def partition_of(key: bytes) -> int:
    """Return the partition that a key of the table begins with."""
    return int(key.partition(b"/")[0])


def _key(partition: int, name: str) -> bytes:
    return f"{partition}/{name}".encode()
