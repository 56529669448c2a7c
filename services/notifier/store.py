"""What was read, what waits and what was told, in one SQLite file: it survives a crash.

A record's offset and the revisions that it leaves waiting are written in one transaction, so a
crash neither skips nor doubles one. What a target accepted is noted right after; only a crash in
that moment sends a message again, with the same id: better twice than never.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from schemas.alert import Alert
from services.notifier.pacing import Told, Waiting
from services.problem import ExitStatus, Problem

_TABLES: Final = """
create table if not exists offsets (
    topic text, partition integer, next integer not null, primary key (topic, partition)
);
create table if not exists waiting (
    lane text, alert text, revision integer not null, since real not null, payload blob not null,
    primary key (lane, alert)
);
create table if not exists told (
    lane text, alert text, revision integer not null, at real not null, message text not null,
    primary key (lane, alert, revision)
);
create index if not exists told_lately on told (lane, at);
"""


@dataclass(frozen=True, slots=True)
class Lane:
    """One route's way to one target."""

    route: str
    target: str

    def __str__(self) -> str:
        return f"{self.route}/{self.target}"


class Store:
    """The notifier's memory; one process at a time."""

    def __init__(self, file: Path) -> None:
        """Open the file, or make it.

        Raises:
            Problem: it cannot be had, or another notifier has it.
        """
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(file, isolation_level=None, timeout=1)
            self._database.execute("pragma journal_mode = wal")
            self._database.execute("pragma locking_mode = exclusive")
            self._database.executescript(_TABLES)
            self._database.execute("begin immediate")
            self._database.execute("commit")
        except (OSError, sqlite3.Error) as error:
            message = f"{file}: {error}; TOCSIN_NOTIFIER_STATE names a file for one notifier"
            raise Problem(message, ExitStatus.UNAVAILABLE) from None

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    def offsets(self) -> dict[tuple[str, int], int]:
        """Return the next offset to read by topic and partition; empty at the first start."""
        rows = self._database.execute("select topic, partition, next from offsets")
        return {(topic, partition): offset for topic, partition, offset in rows}

    def begin_at(self, offsets: Mapping[tuple[str, int], int]) -> None:
        """Note where the first start begins: a crash before the first alert must not move it."""
        with self._transaction():
            for (topic, partition), offset in offsets.items():
                self._moved(topic, partition, offset)

    def take(
        self, alert: Alert | None, lanes: Iterable[Lane], at: tuple[str, int, int], now: datetime
    ) -> int:
        """Note that a record was read, and what waits for it now; return for how many lanes.

        Args:
            alert: the record's; None for one that held none.
            lanes: that the alert takes.
            at: topic, partition and offset of the record.
            now: the present.
        """
        topic, partition, offset = at
        with self._transaction():
            taken = 0 if alert is None else sum(self._wait(alert, lane, now) for lane in lanes)
            self._moved(topic, partition, offset + 1)
        return taken

    def waiting(self) -> dict[Lane, list[Waiting]]:
        """Return what waits, by lane."""
        found: dict[Lane, list[Waiting]] = {}
        for lane, payload, since in self._database.execute(
            "select lane, payload, since from waiting order by since, alert"
        ):
            one = Waiting(Alert.read(payload), datetime.fromtimestamp(since, UTC))
            found.setdefault(_lane(lane), []).append(one)
        return found

    def told(self, lane: Lane, since: datetime) -> list[Told]:
        """Return the messages that a lane sent since then."""
        messages: dict[str, tuple[float, set[str]]] = {}
        for alert, at, message in self._database.execute(
            "select alert, at, message from told where lane = ? and at >= ?",
            (str(lane), since.timestamp()),
        ):
            messages.setdefault(message, (at, set()))[1].add(alert)
        return [
            Told(datetime.fromtimestamp(at, UTC), frozenset(alerts))
            for at, alerts in messages.values()
        ]

    def tell(self, lane: Lane, alerts: Iterable[Alert], message: str, now: datetime) -> None:
        """Note that these revisions are done with: told, or given up."""
        with self._transaction():
            for alert in alerts:
                self._database.execute(
                    "insert or ignore into told values (?, ?, ?, ?, ?)",
                    (str(lane), alert.id, alert.revision, now.timestamp(), message),
                )
                self._database.execute(
                    "delete from waiting where lane = ? and alert = ? and revision <= ?",
                    (str(lane), alert.id, alert.revision),
                )

    def drop_lane(self, lane: Lane) -> None:
        """Forget what waits for a lane that the routes have no more."""
        self._database.execute("delete from waiting where lane = ?", (str(lane),))

    def forget(self, before: datetime) -> None:
        """Forget what was told so long ago that Kafka cannot repeat it."""
        self._database.execute("delete from told where at < ?", (before.timestamp(),))

    def _wait(self, alert: Alert, lane: Lane, now: datetime) -> int:
        known = self._database.execute(
            "select max(revision) from (select revision from told where lane = ?1 and alert = ?2 "
            "union all select revision from waiting where lane = ?1 and alert = ?2)",
            (str(lane), alert.id),
        ).fetchone()[0]
        if known is not None and known >= alert.revision:
            return 0
        # a newer revision takes the place, and keeps the turn, of one that still waits
        self._database.execute(
            "insert into waiting values (?, ?, ?, ?, ?) on conflict (lane, alert) do update "
            "set revision = excluded.revision, payload = excluded.payload",
            (str(lane), alert.id, alert.revision, now.timestamp(), alert.write()),
        )
        return 1

    def _moved(self, topic: str, partition: int, offset: int) -> None:
        self._database.execute(
            "insert into offsets values (?, ?, ?) on conflict (topic, partition) "
            "do update set next = max(next, excluded.next)",
            (topic, partition, offset),
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._database.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._database.execute("rollback")
            raise
        self._database.execute("commit")


def _lane(text: str) -> Lane:
    route, _, target = text.partition("/")
    return Lane(route, target)
