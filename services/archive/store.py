"""Batches into PostgreSQL: rows and Kafka offsets in one transaction, or none of both."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg.sql import Composed

from tocsin.services.archive.database import Database
from tocsin.services.archive.failures import FailureKind, failure_of
from tocsin.services.archive.rows import AlertRow, DeskRow, Row, VerdictRow
from tocsin.services.archive.statements import (
    DELETE_OLD_ALERTS,
    DELETE_OLD_WORDS,
    INSERT_DESK,
    SELECT_LACKING_RIGHTS,
    SELECT_OFFSETS,
    UPSERT_ALERT,
    UPSERT_OFFSET,
    UPSERT_VERDICT,
)
from tocsin.services.problem import ExitStatus, Problem

MOST_DELETED = 1_000
"""Alerts in one transaction, so that no lock is held for long."""


@dataclass(frozen=True, slots=True)
class TopicPartition:
    """A partition of a topic as it is now: one recreated under the same name has another id."""

    topic: str
    topic_id: str
    partition: int


@dataclass(frozen=True, slots=True)
class RowBatch:
    """What is stored together."""

    rows: Sequence[Row]
    next_offsets: Mapping[TopicPartition, int]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a batch; a row that was there already is in none of these."""

    alerts: int = 0
    verdicts: int = 0
    desk: int = 0
    """Acknowledgements, assignments, comments."""
    refused: tuple[Row, ...] = ()

    def __add__(self, other: "Stored") -> "Stored":
        return Stored(
            self.alerts + other.alerts,
            self.verdicts + other.verdicts,
            self.desk + other.desk,
            self.refused + other.refused,
        )


class ArchiveStore:
    """Holds one connection; reopens it when it was lost."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: psycopg.Connection | None = None

    def offsets(self) -> dict[TopicPartition, int]:
        """Return where reading continues.

        Raises:
            psycopg.Error: as for every method here; the next call reconnects.
        """
        with self._transaction() as connection:
            rows = connection.execute(SELECT_OFFSETS).fetchall()
        return {TopicPartition(*where): offset for *where, offset in rows}

    def check_rights(self) -> None:
        """Return when rows may be written, changed and deleted.

        Raises:
            Problem: a right is missing; the line names each.
        """
        with self._transaction() as connection:
            found = connection.execute(SELECT_LACKING_RIGHTS).fetchall()
        if found:
            lacking = ", ".join(f"{right} on {table}" for table, right in found)
            message = f"{self._database.where}: the role lacks the right to {lacking}"
            raise Problem(message, ExitStatus.UNAVAILABLE)

    def write(self, batch: RowBatch) -> Stored:
        """Store a batch; a row that PostgreSQL will never take does not hold up the others."""
        with self._transaction() as connection, connection.cursor() as cursor:
            try:
                with connection.transaction():
                    stored = _write_all(cursor, batch.rows)
            except psycopg.Error as error:
                if failure_of(error) is not FailureKind.OF_A_ROW:
                    raise
                stored = _write_each(connection, batch.rows)
            cursor.executemany(
                UPSERT_OFFSET,
                [
                    (tp.topic, tp.topic_id, tp.partition, offset)
                    for tp, offset in batch.next_offsets.items()
                ],
            )
        return stored

    def delete_older(self, days: int) -> int:
        """Delete some alerts without news for `days`; return how many revisions that was."""
        with self._transaction() as connection:
            limits = {"days": days, "most": MOST_DELETED}
            deleted = connection.execute(DELETE_OLD_ALERTS, limits).rowcount
            for statement in DELETE_OLD_WORDS:
                connection.execute(statement, limits)
        return deleted

    def close(self) -> None:
        """Let the connection go; harmless to repeat."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def _transaction(self) -> Iterator[psycopg.Connection]:
        """Commit at the end; after a failure the next one has a new connection.

        A standby that took over may be behind the same address.
        """
        try:
            if self._connection is None or self._connection.closed:
                self._connection = self._database.connect()
            with self._connection.transaction():
                yield self._connection
        except psycopg.Error:
            self.close()
            raise


def _write_all(cursor: psycopg.Cursor, rows: Sequence[Row]) -> Stored:
    alerts = [row.columns for row in rows if isinstance(row, AlertRow)]
    verdicts = [row.columns for row in rows if isinstance(row, VerdictRow)]
    desk = [row for row in rows if isinstance(row, DeskRow)]
    return Stored(
        _many(cursor, UPSERT_ALERT, alerts),
        _many(cursor, UPSERT_VERDICT, verdicts),
        sum(
            _many(cursor, statement, [row.columns for row in desk if row.table is table])
            for table, statement in INSERT_DESK.items()
        ),
    )


def _many(cursor: psycopg.Cursor, statement: Composed, rows: Sequence[Mapping[str, object]]) -> int:
    """Return how many rows it wrote."""
    if not rows:
        return 0
    cursor.executemany(statement, rows)
    return cursor.rowcount


def _write_each(connection: psycopg.Connection, rows: Sequence[Row]) -> Stored:
    stored = Stored()
    for row in rows:
        try:
            with connection.transaction(), connection.cursor() as cursor:
                one = _write_all(cursor, [row])
        except psycopg.Error as error:
            if failure_of(error) is not FailureKind.OF_A_ROW:
                raise
            one = Stored(refused=(row,))
        stored += one
    return stored
