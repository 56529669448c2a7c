"""Run the archive in this process."""

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from threading import Event

import structlog

from services.archive.archiving import TOPICS, Archiving, Topics
from services.archive.database import Database
from services.archive.metrics import Metrics
from services.archive.patience import Patience, Stopped
from services.archive.schema import check_schema, migrate
from services.archive.store import Store, TopicPartition
from services.monitoring.listening import Bind, monitored
from services.monitoring.logs import set_up_logs
from services.settings import Settings
from services.subscription.records import TopicRecords
from services.subscription.start import FromOffsets
from services.topics.waiting import broker_admin, wait_for_topics

log = structlog.get_logger(__name__)


def run_migration(settings: Settings) -> str:
    """Bring the schema up to date; return its version.

    Raises:
        Problem: no database within `settings.database_wait`, or a right that is missing.
    """
    set_up_logs(settings.log_format, settings.log_level)
    database = Database(settings)
    patience = Patience(database, Event(), Metrics())
    return patience.until_done(lambda: migrate(database), settings.database_wait)


def run(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT, then return.

    Raises:
        Problem: no database, schema, broker or topic; a right that is missing; a taken port.
    """
    set_up_logs(settings.log_format, settings.log_level)
    stopping = Event()
    with _ended_by_people():
        archive(settings, stopping, at_work=lambda: _stop_between_batches(stopping))


def archive(settings: Settings, stopping: Event, at_work: Callable[[], None]) -> None:
    """Archive until `stopping` is set; call `at_work` when the first record may be asked for.

    Raises:
        Problem: as `run` does.
        Stopped: it was waiting for the database when `stopping` was set.
    """
    database, metrics = Database(settings), Metrics()
    patience = Patience(database, stopping, metrics)
    store = Store(database)
    archiving = Archiving(store, patience, metrics)
    bind = Bind(
        settings.http_host,
        settings.archive_http_port,
        "TOCSIN_ARCHIVE_HTTP_PORT",
        settings.http_client_connections,
    )
    serving = monitored(
        metrics.registry, lambda: archiving.not_ready(settings.ready_patience), bind
    )
    with serving, closing(store):
        patience.until_done(lambda: check_schema(database), settings.database_wait)
        patience.until_done(store.check_rights, settings.database_wait)
        topics = _topics(settings)
        start = _start(patience.until_done(store.offsets), topics)
        log.info("archive_starting", where=database.where, partitions_known=len(start.offsets))
        with closing(TopicRecords(settings, TOPICS, start, _tell)) as records:
            at_work()
            archiving.run(records, topics, settings.archive_retention, stopping)


def _start(known: Mapping[TopicPartition, int], topics: Topics) -> FromOffsets:
    """Return where to go on; of a topic that was made anew nothing is known."""
    ids = {name: topic_id for name, (_, topic_id) in topics.items()}
    return FromOffsets(
        {
            (tp.topic, tp.partition): offset
            for tp, offset in known.items()
            if ids.get(tp.topic) == tp.topic_id
        }
    )


def _topics(settings: Settings) -> Topics:
    """Return what a topic is and Kafka's id of it, by its name; wait for them."""
    wait_for_topics(settings, TOPICS, _tell)
    names = {settings.topic(topic): topic for topic in TOPICS}
    with broker_admin(settings, _tell) as admin:
        described = admin.describe_topics(sorted(names))
    return {one["name"]: (names[one["name"]], str(one["topic_id"])) for one in described}


def _tell(line: str) -> None:
    log.warning("waiting", detail=line)


@contextmanager
def _ended_by_people() -> Iterator[None]:
    """Take Ctrl-C and SIGTERM for a good end, also while something is waited for."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except (KeyboardInterrupt, Stopped):
        return


def _stop_between_batches(stopping: Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
