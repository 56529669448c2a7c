"""The archive at work: records in, rows and offsets stored together, what is old deleted."""

import time
from collections.abc import Mapping, Sequence
from threading import Event
from typing import Final

import structlog
from kafka.consumer.fetcher import ConsumerRecord

from tocsin.schemas.topics import Topic
from tocsin.services.archive.metrics import ArchiveMetrics
from tocsin.services.archive.patience import Patience
from tocsin.services.archive.rows import AlertRow, Row, Skip, row_of
from tocsin.services.archive.store import ArchiveStore, RowBatch, Stored, TopicPartition
from tocsin.services.runtime.messages import Malformed, MalformedMessages, address
from tocsin.services.subscription.following import silence
from tocsin.services.subscription.newer import NewerWords
from tocsin.services.subscription.records import TopicRecords

log = structlog.get_logger(__name__)

TOPICS: Final = (Topic.ALERTS, Topic.CONTROLS)

Topics = Mapping[str, Topic]
"""What a topic is, by its name."""

_POLL_SECONDS: Final = 0.5
_LAG_EVERY: Final = 2.0
_LAG_WITHIN: Final = 2.0
_DELETE_EVERY: Final = 3600.0
_MOST_LOGGED: Final = 20
"""Of rows that PostgreSQL refuses; the rest is counted."""


class Archiving:
    """Reads, stores, and knows whether it is ready."""

    def __init__(self, store: ArchiveStore, patience: Patience, metrics: ArchiveMetrics) -> None:
        self._store = store
        self._patience = patience
        self._metrics = metrics
        self._newer = NewerWords(_tell_newer, metrics.newer_words)
        self._malformed = MalformedMessages(count=metrics.skipped.labels(Skip.MALFORMED).inc)
        self._refused = 0
        self._heard_at = time.monotonic()
        self._look_at = self._delete_at = 0.0
        self._records: TopicRecords | None = None
        self.started = False

    def run(
        self,
        records: TopicRecords,
        topics: Topics,
        retention: int | None,
        stopping: Event,
    ) -> None:
        """Run until asked to stop.

        Args:
            records: both topics, from where the store stopped.
            topics: what is polled.
            retention: days, or None to keep all.
            stopping: set from outside.

        Raises:
            Problem: Kafka or PostgreSQL refuses.
            Stopped: asked to stop while it waited for the database.
        """
        self._records = records
        while not stopping.is_set():
            polled = list(records.poll(_POLL_SECONDS))
            if polled:
                self._take(polled, topics, records)
            self._look(records)
            self.started = True
            if retention is not None:
                self._delete(retention)

    def not_ready(self, patience: float) -> str | None:
        """Return why it is not ready, or None; Kafka may be silent for `patience` seconds."""
        away = self._patience.away_since
        if away is not None:
            return f"PostgreSQL has not answered for {time.monotonic() - away:.0f} s"
        if not self.started:
            return "starting"
        if self._records is not None and (why := self._records.trouble(patience)) is not None:
            return why
        return silence(time.monotonic() - self._heard_at, patience)

    def _take(
        self, polled: Sequence[ConsumerRecord], topics: Topics, records: TopicRecords
    ) -> None:
        rows: list[Row] = []
        next_offsets: dict[TopicPartition, int] = {}
        for record in polled:
            row = row_of(topics[record.topic], record.value)
            if isinstance(row, Malformed):
                self._malformed.take(address(record), row)
            elif isinstance(row, Skip):
                self._metrics.skipped.labels(row).inc()
            else:
                rows.append(row)
                if isinstance(row, AlertRow):
                    self._newer.seen(str(row.columns["id"]), row.newer_words)
            # each partition comes in its order, so that the last one is the furthest
            where = TopicPartition(record.topic, records.topic_id(record.topic), record.partition)
            next_offsets[where] = record.offset + 1
        batch = RowBatch(rows, next_offsets)
        self._count(self._patience.until_done(lambda: self._write(batch)))

    def _write(self, batch: RowBatch) -> Stored:
        with self._metrics.write_seconds.time():
            return self._store.write(batch)

    def _count(self, stored: Stored) -> None:
        self._metrics.alerts.inc(stored.alerts)
        self._metrics.verdicts.inc(stored.verdicts)
        self._metrics.desk.inc(stored.desk)
        if stored.alerts:
            self._metrics.stored_at.set_to_current_time()
        for row in stored.refused:
            self._metrics.skipped.labels(Skip.REFUSED).inc()
            self._refused += 1
            if self._refused <= _MOST_LOGGED:
                log.warning("row_refused", id=str(row.columns["id"]))

    def _look(self, records: TopicRecords) -> None:
        if time.monotonic() < self._look_at:
            return
        behind = records.behind(_LAG_WITHIN)
        if behind is not None:
            self._heard_at = time.monotonic()
            self._metrics.lag.set(behind)
        self._look_at = time.monotonic() + _LAG_EVERY

    def _delete(self, days: int) -> None:
        """Delete one portion an interval, or one after the other while there is more."""
        if time.monotonic() < self._delete_at:
            return
        deleted = self._patience.until_done(lambda: self._store.delete_older(days))
        self._metrics.deleted.inc(deleted)
        if deleted:
            log.info("deleted_for_their_age", revisions=deleted, older_than_days=days)
        else:
            self._delete_at = time.monotonic() + _DELETE_EVERY


def _tell_newer(alert_id: str, field: str, word: str) -> None:
    log.warning("newer_word", alert=alert_id, field=field, word=word)
