"""Run the archive in this process."""

from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from threading import Event

import structlog

from tocsin.services.archive.archiving import TOPICS, Archiving
from tocsin.services.archive.database import Database
from tocsin.services.archive.metrics import ArchiveMetrics
from tocsin.services.archive.patience import Patience, Stopped
from tocsin.services.archive.schema import check_schema, migrate
from tocsin.services.archive.store import ArchiveStore, TopicPartition
from tocsin.services.monitoring.listening import monitored
from tocsin.services.runtime.http import http_bind
from tocsin.services.runtime.lifecycle import (
    ended_by_signals,
    log_kafka,
    set_by_signals,
    start_logs,
)
from tocsin.services.settings import Settings
from tocsin.services.subscription.records import TopicRecords
from tocsin.services.subscription.start import FromOffsets

log = structlog.get_logger(__name__)


def run_migration(settings: Settings) -> str:
    """Bring the schema up to date; return its version.

    Raises:
        Problem: no database within `settings.database_wait`, or a right that is missing.
    """
    start_logs(settings)
    database = Database(settings)
    patience = Patience(database, Event(), ArchiveMetrics())
    return patience.until_done(lambda: migrate(database), settings.database_wait)


def run(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT, then return.

    Raises:
        Problem: no database, schema, broker or topic; a right that is missing; a taken port.
    """
    start_logs(settings)
    stopping = Event()
    with ended_by_signals(), suppress(Stopped):
        archive(settings, stopping, at_work=lambda: set_by_signals(stopping))


def archive(settings: Settings, stopping: Event, at_work: Callable[[], None]) -> None:
    """Archive until `stopping` is set; call `at_work` when the first record may be asked for.

    Raises:
        Problem: as `run` does.
        Stopped: it was waiting for the database when `stopping` was set.
    """
    database, metrics = Database(settings), ArchiveMetrics()
    patience = Patience(database, stopping, metrics)
    store = ArchiveStore(database)
    archiving = Archiving(store, patience, metrics)
    bind = http_bind(settings, settings.archive_http_port, "TOCSIN_ARCHIVE_HTTP_PORT")
    serving = monitored(
        metrics.registry, lambda: archiving.not_ready(settings.ready_patience), bind
    )
    with serving, closing(store):
        patience.until_done(lambda: check_schema(database), settings.database_wait)
        patience.until_done(store.check_rights, settings.database_wait)
        start = _start(patience.until_done(store.offsets))
        topics = {settings.topic(topic): topic for topic in TOPICS}
        log.info("archive_starting", where=database.where, partitions_known=len(start.offsets))
        with closing(TopicRecords(settings, TOPICS, start, log_kafka)) as records:
            at_work()
            archiving.run(records, topics, settings.archive_retention, stopping)


def _start(known: Mapping[TopicPartition, int]) -> FromOffsets:
    """Return where to continue."""
    return FromOffsets(
        {(tp.topic, tp.partition): offset for tp, offset in known.items()},
        {tp.topic: tp.topic_id for tp in known},
    )
