"""States in a table of bytes, in parts: what a report changes is small, whatever is held.

A report that is held, what people saw of an alert and a block of marks are entries of their own,
named by a hash of their bytes, so an entry never changes. The head of a state names its entries.
It is written after the new ones and before the old ones go: a kill in between leaves the
state before or the state after, and what no head names is swept away when the partition is opened
again.
"""

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, TypeVar

from pydantic import ValidationError

from tocsin.schemas.article import Moment
from tocsin.schemas.contract import Contract
from tocsin.schemas.vocabulary import EventType
from tocsin.services.judging.cache.recently_used import RecentlyUsed
from tocsin.services.judging.state.slot_state import (
    DayCount,
    HeldReport,
    HeldTotal,
    JudgedPosition,
    SentAlert,
    SlotState,
    in_blocks,
)
from tocsin.services.plain_text import counted

_Thing = TypeVar("_Thing")

_NAME_BYTES: Final = 6
"""Of 2^48 names: two of a few hundred entries of a state share one in one of 10^9 states."""

_SLASHES_OF_HEAD: Final = 2
"""`partition/country/event type`; an entry has its name behind one more."""


class _Head(Contract):
    """A state without its entries."""

    reports: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    days: tuple[DayCount, ...] = ()
    totals: tuple[HeldTotal, ...] = ()
    forget_at: Moment | None = None
    past_reports: str = ""
    past_alerts: str = ""
    blocks_of_reports: tuple[str, ...] = ()
    blocks_of_alerts: tuple[str, ...] = ()
    judged: JudgedPosition | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all entries."""
        return self.reports + self.sent + self.blocks_of_reports + self.blocks_of_alerts


@dataclass(frozen=True, slots=True)
class _Known:
    """A state of the table, with the names of its entries."""

    state: SlotState
    reports: dict[str, str]
    """By report id."""
    sent: dict[str, str]
    """By alert id."""
    blocks: dict[str, str]
    """By the marks in them."""
    judged: JudgedPosition | None

    @property
    def names(self) -> set[str]:
        """The names of all entries."""
        return {*self.reports.values(), *self.sent.values(), *self.blocks.values()}


_NOTHING: Final = _Known(SlotState(), {}, {}, {}, None)


Quarantine = Callable[[bytes, str], None]
"""Called with an entry that cannot be read, by its key, and why."""


class StoredStates:
    """Reads and writes states; the table is one partition's or several's.

    What cannot be read is left out by entry, and reported. A head that cannot be read is made
    again from the entries that are there.
    """

    def __init__(
        self, table: MutableMapping[bytes, bytes], quarantine: Quarantine = lambda *_: None
    ) -> None:
        self._table = table
        self._quarantine = quarantine
        self._at_hand: RecentlyUsed[bytes, _Known] = RecentlyUsed()

    def forget(self) -> None:
        """Take nothing for known: the table may hold other entries than before."""
        self._at_hand.clear()

    def load(self, key: bytes) -> SlotState:
        """Return the state at a key; an empty one if there is none."""
        return self._known(key).state

    def judged(self, key: bytes) -> JudgedPosition | None:
        """Return how far its partition was judged when the state at a key was written."""
        return self._known(key).judged

    def store(self, key: bytes, state: SlotState, judged: JudgedPosition | None = None) -> None:
        """Write what changed of a state, and how far its partition was judged by then."""
        before = self._known(key)
        if state == before.state:
            return
        reports = self._named_reports(key, before, state)
        sent = self._named_alerts(key, before, state)
        past_reports, rest_of_reports = in_blocks(state.past_reports)
        past_alerts, rest_of_alerts = in_blocks(state.past_alerts)
        blocks = {
            block: before.blocks.get(block) or self._put(key, block.encode())
            for block in (*past_reports, *past_alerts)
        }
        head = _Head(
            reports=tuple(reports.values()),
            sent=tuple(sent.values()),
            days=state.days,
            totals=state.totals,
            forget_at=state.forget_at,
            past_reports=rest_of_reports,
            past_alerts=rest_of_alerts,
            blocks_of_reports=tuple(blocks[block] for block in past_reports),
            blocks_of_alerts=tuple(blocks[block] for block in past_alerts),
            judged=judged,
        )
        self._table[key] = head.model_dump_json(exclude_defaults=True).encode()
        after = _Known(state, reports, sent, blocks, judged)
        for gone in before.names - after.names:
            del self._table[_entry(key, gone)]
        self._at_hand.put(key, after, max(1, len(state.reports)))

    def _named_reports(self, key: bytes, before: _Known, state: SlotState) -> dict[str, str]:
        """Write the reports that are new; return the names of all."""
        known = len(before.state.reports)
        if state.reports[:known] == before.state.reports:  # most often: one more has come
            further = state.reports[known:]
            return {
                **before.reports,
                **{one.report.id: self._put(key, one.write()) for one in further},
            }
        seen = {one.report.id: one for one in before.state.reports}
        return {
            one.report.id: before.reports[one.report.id]
            if (was := seen.get(one.report.id)) is one or was == one
            else self._put(key, one.write())
            for one in state.reports
        }

    def _named_alerts(self, key: bytes, before: _Known, state: SlotState) -> dict[str, str]:
        """Write what changed of what people saw; return the names of all."""
        if state.sent == before.state.sent:
            return before.sent
        seen = {one.alert_id: one for one in before.state.sent}
        return {
            one.alert_id: before.sent[one.alert_id]
            if (known := seen.get(one.alert_id)) is one or known == one
            else self._put(key, one.write())
            for one in state.sent
        }

    def opened(self, begin: bytes) -> Iterator[tuple[bytes, SlotState]]:
        """Yield each state whose key begins so, without its reports; sweep lost entries away."""
        named: set[bytes] = set()
        keys = [key for key in self._table if key.startswith(begin)]
        heads = [key for key in keys if _is_head(key)]
        for key in heads:
            if not _is_of_known_type(key):
                # of a newer version; it finds all of it when it comes back
                self._quarantine(key, "an event type that this version does not know")
                named |= {one for one in keys if one.startswith(key + b"/")}
                continue
            head = self._head(key)
            named |= {_entry(key, name) for name in head.names}
            sent = tuple(self._entries(key, head.sent, SentAlert.read).values())
            yield key, SlotState(sent=sent, forget_at=head.forget_at)
        for key in keys:
            if _is_entry(key) and key not in named:
                del self._table[key]

    def _known(self, key: bytes) -> _Known:
        known = self._at_hand.get(key)
        if known is None:
            stored = self._table.get(key)
            known = _NOTHING if stored is None else self._read(key, self._head(key))
            self._at_hand.put(key, known, max(1, len(known.state.reports)))
        return known

    def _read(self, key: bytes, head: _Head) -> _Known:
        held = self._entries(key, head.reports, HeldReport.read)
        sent = self._entries(key, head.sent, SentAlert.read)
        past_reports = self._entries(key, head.blocks_of_reports, _read_block)
        past_alerts = self._entries(key, head.blocks_of_alerts, _read_block)
        state = SlotState(
            reports=tuple(held.values()),
            sent=tuple(sent.values()),
            days=head.days,
            totals=head.totals,
            forget_at=head.forget_at,
            past_reports="".join(past_reports.values()) + head.past_reports,
            past_alerts="".join(past_alerts.values()) + head.past_alerts,
        )
        return _Known(
            state,
            {one.report.id: name for name, one in held.items()},
            {one.alert_id: name for name, one in sent.items()},
            {block: name for name, block in (past_reports | past_alerts).items()},
            head.judged,
        )

    def _head(self, key: bytes) -> _Head:
        try:
            return _Head.read(self._table[key])
        except ValidationError as error:
            self._quarantine(key, f"no head of a state: {counted(error.error_count(), 'fault')}")
            return self._head_of_entries(key)

    def _head_of_entries(self, key: bytes) -> _Head:
        """Make a head again: it names what is there, the newest of each alert and report."""
        reports: dict[str, tuple[HeldReport, str]] = {}
        sent: dict[str, tuple[SentAlert, str]] = {}
        begin = key + b"/"
        for entry in sorted(one for one in self._table if one.startswith(begin)):
            name, content = entry.removeprefix(begin).decode(), self._table[entry]
            held, told = _tried(HeldReport.read, content), _tried(SentAlert.read, content)
            if held is not None:
                known = reports.get(held.report.id)
                if known is None or known[0].arrived <= held.arrived:
                    reports[held.report.id] = (held, name)
            elif told is not None:
                seen = sent.get(told.alert_id)
                if seen is None or seen[0].revision <= told.revision:
                    sent[told.alert_id] = (told, name)
        in_order = sorted(reports.values(), key=lambda one: (one[0].arrived, one[0].report.id))
        due = [held.arrived for held, _ in in_order]
        return _Head(
            reports=tuple(name for _, name in in_order),
            sent=tuple(name for _, name in sent.values()),
            forget_at=min(due, default=None),  # it is evaluated again at the next report
        )

    def _entries(
        self, key: bytes, names: Sequence[str], read: Callable[[bytes], _Thing]
    ) -> dict[str, _Thing]:
        """Read entries by their names; what is missing or broken is left out and reported."""
        found: dict[str, _Thing] = {}
        for name in names:
            content = self._table.get(_entry(key, name))
            if content is None:
                self._quarantine(_entry(key, name), "it is missing")
                continue
            try:
                found[name] = read(content)
            except ValueError:  # pydantic's and Unicode's
                self._quarantine(_entry(key, name), "it cannot be read")
        return found

    def _put(self, key: bytes, content: bytes) -> str:
        name = blake2b(content, digest_size=_NAME_BYTES).hexdigest()
        self._table[_entry(key, name)] = content
        return name


def _entry(key: bytes, name: str) -> bytes:
    return key + b"/" + name.encode()


def _read_block(content: bytes) -> str:
    return content.decode("ascii")


def _tried(read: Callable[[bytes], _Thing], content: bytes) -> _Thing | None:
    try:
        return read(content)
    except ValueError:
        return None


def _is_of_known_type(key: bytes) -> bool:
    return key.rpartition(b"/")[2].decode(errors="replace") in set(EventType)


def _is_head(key: bytes) -> bool:
    return key.count(b"/") == _SLASHES_OF_HEAD


def _is_entry(key: bytes) -> bool:
    return key.count(b"/") > _SLASHES_OF_HEAD
