"""The second half of the way: reports in, alerts out.

The order is the promise: judge the reports of a fetch, publish their alerts (confirmed), write the
states (confirmed), then acknowledge. The state is never ahead of what people saw; after a crash
the same reports give the same alerts again, with the same ids and revisions, however a fetch
divides them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from faust import StreamT, TopicT
from pydantic import ValidationError

from tocsin.schemas.alert import Alert
from tocsin.schemas.cloudevents import alert_headers
from tocsin.schemas.dead_letter import Reason
from tocsin.schemas.report import Report
from tocsin.schemas.rule import Rule
from tocsin.schemas.vocabulary import Status
from tocsin.services.detector.agents.batch_loop import work_through
from tocsin.services.detector.agents.reading import set_aside
from tocsin.services.detector.kafka.acknowledged_fetches import Record
from tocsin.services.detector.kafka.clocks import latest, taken_at
from tocsin.services.detector.kafka.confirmed_sends import Delivery, Outgoing
from tocsin.services.detector.messages.laid_controls import heard_in
from tocsin.services.detector.messages.validation import Dropped
from tocsin.services.detector.metrics import DetectorMetrics
from tocsin.services.detector.state.partitions import StoredPartitions
from tocsin.services.detector.state.table import ConfirmedTable
from tocsin.services.judging.alerts.outcome import Withheld
from tocsin.services.judging.alerts.sequence import is_step, sequence_rules
from tocsin.services.judging.partition_processor import StateChange
from tocsin.services.judging.state.slot_state import JudgedPosition
from tocsin.services.plain_text import counted

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class JudgingTopics:
    """Where the judge's input comes from and its output goes."""

    alerts: TopicT
    steps: TopicT
    dead_letters: TopicT
    id_of_reports: str
    """Kafka's id of the topic whose offsets are judged."""


@dataclass(frozen=True, slots=True)
class _Due:
    """What is to be published: an alert, with the report that it is due to, or a dead letter."""

    messages: tuple[Outgoing, ...]
    alert: Alert | None = None
    report: Report | None = None


class JudgingAgent:
    """Judges reports one by one, each by the state that those before it left; confirms by fetch."""

    def __init__(
        self,
        topics: JudgingTopics,
        incidents: ConfirmedTable,
        delivery: Delivery,
        metrics: DetectorMetrics,
        rules: Sequence[Rule],
        future_allowance: timedelta,
    ) -> None:
        self._future_allowance = future_allowance
        self._topics = topics
        self._rules = self._rules_to_come = rules
        self._incidents = incidents
        self._delivery = delivery
        self._metrics = metrics
        self._partitions = StoredPartitions(
            incidents, rules, lambda: incidents.generation, metrics.quarantine
        )

    def take(self, rules: Sequence[Rule]) -> None:
        """Judge by other rules from the next fetch on."""
        self._rules_to_come = rules

    def heard(self, partition: int) -> int:
        """Return the offset behind the newest control that this partition's judge obeyed."""
        return self._partitions.heard(partition)

    async def run(self, stream: StreamT[bytes]) -> None:
        """Judge until the stream ends; a fetch is acknowledged when all of it is judged."""
        await work_through(stream, self)

    def open_fetch(self) -> None:
        """Take up other rules."""
        if self._rules is not self._rules_to_come:
            self._rules = self._rules_to_come
            self._partitions.take(self._rules)

    async def process(self, records: Sequence[Record]) -> None:
        """Judge records and publish what is due, confirmed."""
        await self._publish([due for record in records for due in self._judged(record)])

    async def close_fetch(self) -> None:
        """Write the states, confirmed."""
        self._partitions.write()
        await self._incidents.confirmed()

    async def abandon_fetch(self) -> None:
        """Forget the states: the detector that judges the partitions now has newer ones."""
        self._partitions.discard()

    def _judged(self, record: Record) -> Iterator[_Due]:
        """Yield what a record leads to."""
        heard = heard_in(record)
        if isinstance(heard, Dropped):
            yield self._set_aside(record, heard)
            return
        partition, taken = record.partition, taken_at(record)
        place = JudgedPosition(topic=self._topics.id_of_reports, offset=record.offset)
        if heard is not None:
            changes = self._partitions.obey(partition, heard, taken, place)
            yield from self._seen(record, changes, None, heard.control.id)
            return
        try:
            report = Report.read(record.value or b"")
        except ValidationError as error:
            wrong = Dropped(
                Reason.WRONG_SHAPE, f"no report: {counted(error.error_count(), 'fault')}"
            )
            yield self._set_aside(record, wrong)
            return
        if self._is_ahead(report, latest(record, datetime.now(UTC))):
            wrong = Dropped(
                Reason.FUTURE_TIMESTAMP, f"published_at {report.published_at} lies in the future"
            )
            yield self._set_aside(record, wrong)
            return
        changes = self._partitions.process(partition, report, taken, place)
        yield from self._seen(record, changes, report, report.id)

    def _is_ahead(self, report: Report, now: datetime) -> bool:
        """Return whether a report is of a time to come: it would end the time of all others.

        Nothing that a detector reads is, but somebody may write to the topic by hand.
        """
        return (
            report.published_at is not None and report.published_at - now > self._future_allowance
        )

    def _seen(
        self, record: Record, changes: Iterator[StateChange], report: Report | None, identity: str
    ) -> Iterator[_Due]:
        """Yield what is due because of a report or control, for each state that was evaluated."""
        while (change := self._next(changes, identity)) is not None:
            if isinstance(change, Dropped):
                yield self._set_aside(record, change)
                return
            for reason in change.judgement.withheld:
                self._metrics.withheld.labels(reason).inc()
                if reason is Withheld.STALE and report is not None:
                    log.info(
                        "too_old_to_ring",
                        article=report.article_id,
                        published_at=str(report.published_at),
                        detail="older than the rule's max_age when it came; feed archives with "
                        "--replay",
                    )
            for alert in change.judgement.alerts:
                yield _Due(self._outgoing(alert), alert, report)

    def _next(self, changes: Iterator[StateChange], identity: str) -> StateChange | Dropped | None:
        """Run the pure part; what it cannot process is dead-lettered, not lost."""
        try:
            return next(changes, None)
        except Exception as error:
            log.exception("judging_failed", judged=identity)
            return Dropped(Reason.JUDGING_FAILED, f"{type(error).__name__} in the judging")

    async def _publish(self, due: Sequence[_Due]) -> None:
        await self._delivery.confirm([message for one in due for message in one.messages])
        for one in due:
            if one.alert is not None:
                self._count(one.alert, one.report)

    def _set_aside(self, record: Record, dropped: Dropped) -> _Due:
        self._metrics.dead_letters.labels(dropped.reason).inc()
        return _Due((set_aside(self._topics.dead_letters, record, dropped),))

    def _outgoing(self, alert: Alert) -> tuple[Outgoing, ...]:
        """Return where an alert goes: to people, and to the judge of sequences if one waits."""
        topics = [self._topics.alerts]
        if is_step(alert, sequence_rules(self._rules)):
            topics.append(self._topics.steps)
        payload, headers = alert.write(), alert_headers(alert)
        return tuple(Outgoing(topic, alert.id.encode(), payload, headers) for topic in topics)

    def _count(self, alert: Alert, report: Report | None) -> None:
        if alert.status is not Status.ACTUAL:
            self._metrics.exercises.labels(alert.status, alert.kind).inc()
            return
        self._metrics.count_alert(alert)
        if report and report.ingested_at is not None and alert.detected_at == report.ingested_at:
            taken = (self._delivery.clocks.now() - report.ingested_at).total_seconds()
            self._metrics.publication_to_alert_seconds.observe(max(0.0, taken))
        log.info(
            "alert",
            alert=alert.id,
            revision=alert.revision,
            article=report.article_id if report else None,
            severity=str(alert.severity),
            title=alert.title,
        )
