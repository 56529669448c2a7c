"""Wire the detector: settings in, a Faust app out. No logic here."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import faust
import structlog

from tocsin.schemas.admission import AdmissionLimits
from tocsin.schemas.rule import Rule
from tocsin.schemas.topics import LARGEST_MESSAGE, Topic
from tocsin.services.detector.agents.controls import ControlDestination, ControlReader
from tocsin.services.detector.agents.judging import JudgingAgent, JudgingTopics
from tocsin.services.detector.agents.reading import ReadingAgent, ReadingTopics
from tocsin.services.detector.agents.sequencing import SequencingAgent
from tocsin.services.detector.kafka.acknowledged_fetches import FetchingTransport
from tocsin.services.detector.kafka.commits_with_topic_ids import IdOf
from tocsin.services.detector.kafka.confirmed_sends import Delivery
from tocsin.services.detector.kafka.credentials import credentials
from tocsin.services.detector.kafka.gaps import Gap
from tocsin.services.detector.kafka.rebalances import RebalanceSensor
from tocsin.services.detector.kafka.recovery import SeekFirstTableManager
from tocsin.services.detector.metrics import DetectorMetrics
from tocsin.services.detector.standby import Twins
from tocsin.services.detector.state.partitions import partition_of
from tocsin.services.detector.state.table import ConfirmedTable
from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.settings import Settings

log = structlog.get_logger(__name__)

_FETCHES_BUFFERED: Final = 2
"""Of each stream; beyond it, the consumer takes no more from its partitions."""

_METADATA_MAX_AGE_MS: Final = 5_000

_LARGEST_BATCH: Final = 256 * 1024
"""Bytes of reports for one partition that go to the broker together; none waits for others."""


@dataclass(frozen=True, slots=True)
class Detector:
    """The Faust app, and what must hear of other rules."""

    app: faust.App
    controls: ControlReader
    judging: JudgingAgent
    sequencing: SequencingAgent

    def take(self, rules: tuple[Rule, ...]) -> None:
        """Judge by other rules from now on."""
        self.judging.take(rules)
        self.sequencing.take(rules)


def create_detector(
    settings: Settings,
    rules: tuple[Rule, ...],
    encoder: Future[Encoder],
    metrics: DetectorMetrics,
    id_of: IdOf,
    twins: Twins,
) -> Detector:
    """Return the Faust app with its agents; the topics must exist when it starts.

    `encoder` may still be loading; until it is there nothing is read.
    """
    app = _faust_app(settings)
    app.transport = FetchingTransport(app, id_of, twins.watch, lambda gap: _tell_loss(gap, metrics))
    articles, reports, alerts, steps, dead_letters = (
        _raw_topic(app, settings.topic(topic))
        for topic in (
            Topic.ARTICLES,
            Topic.REPORTS,
            Topic.ALERTS,
            Topic.STEPS,
            Topic.DEAD_LETTERS,
        )
    )
    for topic in (articles, reports, steps):
        metrics.lost.labels(topic.get_topic_name())  # a rate needs the zero before the first
    incidents = _table(app, "incidents", settings.partitions, partition_of)
    sequences = _table(app, "sequences", 1, lambda _: 0)
    app.sensors.add(RebalanceSensor(metrics))
    delivery = Delivery(metrics)
    reading = ReadingAgent(
        ReadingTopics(reports, dead_letters),
        delivery,
        metrics,
        AdmissionLimits(settings.max_article_bytes, timedelta(seconds=settings.future_allowance)),
        encoder,
    )
    judging = JudgingAgent(
        JudgingTopics(alerts, steps, dead_letters, id_of(settings.topic(Topic.REPORTS))),
        incidents,
        delivery,
        metrics,
        rules,
        timedelta(seconds=settings.future_allowance),
    )
    sequencing = SequencingAgent(alerts, dead_letters, sequences, delivery, metrics, rules)
    # concurrency 1: acknowledging out of order lets Faust commit past what is not done
    app.agent(articles, name="reading", concurrency=1)(reading.run)
    app.agent(reports, name="judging", concurrency=1)(judging.run)
    app.agent(steps, name="sequencing", concurrency=1)(sequencing.run)
    grounds = (
        ControlDestination(reports, incidents, judging.heard),
        ControlDestination(steps, sequences, sequencing.heard),
    )
    controls = ControlReader(app, settings, grounds, delivery, metrics)
    return Detector(app, controls, judging, sequencing)


def _faust_app(settings: Settings) -> faust.App:
    return faust.App(
        settings.application_id,
        broker=[f"kafka://{server}" for server in settings.bootstrap_servers.split(",")],
        broker_credentials=credentials(settings),
        datadir=settings.state_dir / settings.application_id / settings.detector_id,
        store="memory://",
        autodiscover=False,
        # exactly_once leaves sends to sink topics untransacted: deterministic ids instead
        processing_guarantee="at_least_once",
        # with True, SIGTERM waits forever for messages that nobody acknowledges
        stream_wait_empty=False,
        # of fetches, each of many messages
        stream_buffer_maxsize=_FETCHES_BUFFERED,
        broker_commit_interval=settings.commit_interval,
        # 60 s by default: a dead replica's partitions would wait that long
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=settings.session_timeout / 3,
        # a replica that comes back within the session timeout gets its partitions back at once
        consumer_group_instance_id=settings.detector_id,
        consumer_auto_offset_reset="earliest",
        # five minutes by default: new partitions of the articles would wait that long
        consumer_metadata_max_age_ms=_METADATA_MAX_AGE_MS,
        consumer_max_fetch_size=settings.fetch_bytes,
        producer_acks=-1,
        # every client reads gzip as it is installed; zstd wants a further package in some
        producer_compression_type="gzip",
        producer_max_request_size=LARGEST_MESSAGE,
        # 16 kB by default: seven reports
        producer_max_batch_size=_LARGEST_BATCH,
        producer_request_timeout=30.0,
        # raw bytes: Faust's own decoding errors acknowledge first and then kill the agent
        key_serializer="raw",
        value_serializer="raw",
        # `tocsin topics` makes them, with the right partitions and retention
        topic_allow_declare=False,
        topic_disable_leader=True,
        table_standby_replicas=0,
        # Faust's `/` always says OK and its table view shows the state to anybody
        web_enabled=False,
        TableManager=SeekFirstTableManager,
        agent_supervisor="mode.CrashingSupervisor",
        worker_redirect_stdouts=False,
    )


def _tell_loss(gap: Gap, metrics: DetectorMetrics) -> None:
    metrics.lost.labels(gap.tp.topic).inc(gap.messages)
    log.error(
        "messages_lost",
        topic=gap.tp.topic,
        partition=gap.tp.partition,
        first=gap.begin,
        last=gap.end - 1,
        messages=gap.messages,
        detail="Kafka deleted them before they were read: its retention is shorter than our lag",
    )


def _raw_topic(app: faust.App, name: str) -> faust.TopicT:
    return app.topic(
        name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw"
    )


def _table(
    app: faust.App, name: str, partitions: int, partition_of: Callable[[bytes], int]
) -> ConfirmedTable:
    # bytes both: any other value type loses the state at recovery
    table = ConfirmedTable(
        app,
        name=name,
        key_type=bytes,
        value_type=bytes,
        partitions=partitions,
        partition_of=partition_of,
    )
    app.tables.add(table)
    return table
