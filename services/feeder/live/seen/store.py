"""What was fed, in a file that survives: items, articles, what is on its way, the ledger.

SQLite in WAL mode: a killed process loses nothing that was committed. Nothing stands as seen
before the broker confirmed it; what is on its way stands as pending.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from tocsin.services.feeder.live.seen.file import opened, prepare
from tocsin.services.feeder.live.seen.watched_pages import WatchedPages
from tocsin.services.feeder.live.web.answers import Validators
from tocsin.services.private_files import private_file
from tocsin.services.problem import ExitStatus, Problem

_DAY: Final = 86_400
_LAST_BYTE: Final = 255


class ItemOutcome(StrEnum):
    """What became of an item at one look; each item of each look is counted once."""

    FED = "fed"
    REVISED = "revised"
    """Fed again under the same id, because its text changed."""
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    BLOCKED = "blocked"
    """Not wanted by the source's own rules."""


@dataclass(frozen=True, slots=True)
class SeenItem:
    """An item as the store knows it."""

    digest: bytes
    attempts: int
    """How often fetching its page has failed; 0 if it came or is not wanted."""
    article: str | None = None
    """The id under which its story was fed; None if it was not, or before this was noted."""


@dataclass(frozen=True, slots=True)
class SeenArticle:
    """An article as the store knows it."""

    source: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Pending:
    """One article on its way to Kafka, and what is true once it is there."""

    article: str
    source: str
    item: bytes
    entry: SeenItem
    digest: bytes
    value_digest: bytes
    outcome: ItemOutcome
    since: float


@dataclass(frozen=True, slots=True)
class SourceState:
    """The state of a source."""

    address: str
    validators: Validators
    failures: int
    next_at: float
    interval: float | None = None
    """Seconds between two looks that it last named; a 304 or a failure does not name them again."""
    quarantine: str | None = None
    """Why it is left alone: its document broke the parser."""


def item_id(source: str, key: str) -> bytes:
    """Return what an item is known by: each source's items are its own."""
    return hashlib.sha256(f"{source}\n{key}".encode()).digest()[:16]


class Seen:
    """The store, for one feeder at a time."""

    def __init__(self, file: Path) -> None:
        """Open the store, or make it.

        Raises:
            Problem: another feeder has it, or it is not a store of this version.
        """
        private_file(file)
        self._lock = FileLock(file.with_name(f"{file.name}.lock"), mode=0o600)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            message = f"another feeder uses {file}; set TOCSIN_SEEN_FILE to another file"
            raise Problem(message, ExitStatus.UNAVAILABLE) from None
        try:
            self._file = file
            self._db = opened(file)
            prepare(self._db, file)
            self.pages = WatchedPages(self._db)
        except sqlite3.Error as error:
            self._lock.release()
            message = (
                f"{file} is not a store of seen items: {error}; move it away to start from scratch"
            )
            raise Problem(message) from None

    def close(self) -> None:
        """Close the file and let others have it."""
        self._db.close()
        self._lock.release()

    def fold(self) -> None:
        """Fold what was written into the file, in a thread of its own: it waits for the disk.

        Lookups and writes continue meanwhile; without it, one of them would have to do it at times.
        """
        with closing(opened(self._file)) as beside:
            beside.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def entry(self, item: bytes) -> SeenItem | None:
        """Return what is known of an item."""
        row = self._db.execute("SELECT digest, attempts, article FROM items WHERE item=?", (item,))
        found = row.fetchone()
        return None if found is None else SeenItem(*found)

    def article(self, article: str) -> SeenArticle | None:
        """Return what is known of an article."""
        row = self._db.execute(
            "SELECT source, digest FROM articles WHERE article=?", (_short(article),)
        )
        found = row.fetchone()
        return None if found is None else SeenArticle(*found)

    def begin(self, pending: Pending) -> None:
        """Note what is about to be sent."""
        self._db.execute(
            "INSERT OR REPLACE INTO pending VALUES (?,?,?,?,?,?,?,?,?)",
            (
                pending.article,
                pending.source,
                pending.item,
                pending.entry.digest,
                pending.entry.attempts,
                pending.digest,
                pending.value_digest,
                pending.outcome,
                pending.since,
            ),
        )

    def settle(self, pending: Pending, now: float) -> None:
        """Note that the broker has it: item and article are seen, the ledger counts it."""
        with self._transaction():
            self._db.execute("DELETE FROM pending WHERE article=?", (pending.article,))
            self._put_item(pending.item, replace(pending.entry, article=pending.article), now)
            self._db.execute(
                "INSERT OR REPLACE INTO articles VALUES (?,?,?,?)",
                (_short(pending.article), pending.source, pending.digest, _day(now)),
            )
            self._count(pending.source, pending.outcome, 1)

    def known_as(self, article: str, source: str, digest: bytes, now: float) -> None:
        """Note another id that would be the same story, as where its address has changed."""
        self._db.execute(
            "INSERT OR IGNORE INTO articles VALUES (?,?,?,?)",
            (_short(article), source, digest, _day(now)),
        )

    def note(
        self, source: str, item: bytes, entry: SeenItem, outcome: ItemOutcome, now: float
    ) -> None:
        """Note an item of which nothing was sent."""
        with self._transaction():
            self._put_item(item, entry, now)
            self._count(source, outcome, 1)

    def unchanged(self, source: str, items: list[bytes], now: float) -> None:
        """Count items that are known, and keep them from being forgotten."""
        with self._transaction():
            self._db.executemany(
                "UPDATE items SET day=? WHERE item=? AND day<?",
                [(_day(now), item, _day(now)) for item in items],
            )
            if items:
                self._count(source, ItemOutcome.DUPLICATE, len(items))

    def count(self, source: str, outcome: ItemOutcome, items: int) -> None:
        """Count items of which nothing is noted."""
        if items:
            self._count(source, outcome, items)

    def pending(self) -> list[Pending]:
        """Return what was on its way when the feeder ended."""
        rows = self._db.execute("SELECT * FROM pending").fetchall()
        return [
            Pending(
                article,
                source,
                item,
                SeenItem(*entry),
                digest,
                value_digest,
                ItemOutcome(outcome),
                since,
            )
            for article, source, item, *entry, digest, value_digest, outcome, since in rows
        ]

    def drop_pending(self) -> None:
        """Forget what never arrived: its items are not seen and come again."""
        self._db.execute("DELETE FROM pending")

    def source(self, name: str) -> SourceState | None:
        """Return the state of a source."""
        row = self._db.execute("SELECT * FROM sources WHERE name=?", (name,)).fetchone()
        if row is None:
            return None
        return SourceState(row[1], Validators(row[2], row[3]), *row[4:])

    def put_source(self, name: str, state: SourceState) -> None:
        """Keep the state of a source."""
        self._db.execute(
            "INSERT OR REPLACE INTO sources VALUES (?,?,?,?,?,?,?,?)",
            (
                name,
                state.address,
                state.validators.etag,
                state.validators.last_modified,
                state.failures,
                state.next_at,
                state.interval,
                state.quarantine,
            ),
        )

    def ledger(self) -> dict[tuple[str, ItemOutcome], int]:
        """Return how many items of each source became what, since the store was made."""
        rows = self._db.execute("SELECT source, outcome, count FROM ledger").fetchall()
        return {(source, ItemOutcome(outcome)): count for source, outcome, count in rows}

    def forget(self, days: int, now: float) -> Iterator[None]:
        """Drop what no source has named for this many days, a little at a step."""
        before = _day(now) - days
        for first in range(256):  # keys are hashes, so each first byte has its equal share
            low, high = bytes([first]), bytes([first + 1]) if first < _LAST_BYTE else b"\xff" * 17
            with self._transaction():
                for table, key in (("items", "item"), ("articles", "article")):
                    self._db.execute(
                        f"DELETE FROM {table} WHERE {key}>=? AND {key}<? AND day<?",  # noqa: S608 - our own names
                        (low, high, before),
                    )
            yield

    def _put_item(self, item: bytes, entry: SeenItem, now: float) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO items VALUES (?,?,?,?,?)",
            (item, entry.digest, entry.attempts, _day(now), entry.article),
        )

    def _count(self, source: str, outcome: ItemOutcome, count: int) -> None:
        self._db.execute(
            "INSERT INTO ledger VALUES (?,?,?) "
            "ON CONFLICT (source, outcome) DO UPDATE SET count=count+excluded.count",
            (source, outcome, count),
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def _short(article: str) -> bytes:
    return hashlib.sha256(article.encode()).digest()[:16]


def _day(now: float) -> int:
    return int(now // _DAY)
