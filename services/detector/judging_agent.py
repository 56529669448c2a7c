"""The second half of the way: reports in, alerts out.

The order is the promise: publish the alert (confirmed), write the state (confirmed), then
acknowledge. The state is never ahead of what people saw; after a crash the same report gives
the same alert again, with the same id and revision.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from faust import StreamT, TopicT
from pydantic import ValidationError

from schemas.alert import Alert
from schemas.cloudevents import alert_headers
from schemas.dead_letter import Reason
from schemas.report import Report
from schemas.rule import Rule
from schemas.vocabulary import Status
from services.detector.delivery import Delivery, Outgoing
from services.detector.door import Dropped
from services.detector.fetches import Record, fetches
from services.detector.judging.desk import Look
from services.detector.judging.sequence import is_step, sequence_rules
from services.detector.laid_controls import Heard, heard_in, taken_at
from services.detector.metrics import Metrics
from services.detector.reading_agent import set_aside
from services.detector.state_table import ConfirmedTable
from services.detector.stored_desks import StoredDesks

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class JudgingTopics:
    """Where the judge's output goes."""

    alerts: TopicT
    steps: TopicT
    dead_letters: TopicT


class JudgingAgent:
    """Judges reports one by one: each may change the state that the next is judged by."""

    def __init__(
        self,
        topics: JudgingTopics,
        incidents: ConfirmedTable,
        delivery: Delivery,
        metrics: Metrics,
        rules: Sequence[Rule],
    ) -> None:
        self._topics = topics
        self._rules = rules
        self._incidents = incidents
        self._delivery = delivery
        self._metrics = metrics
        self._desks = StoredDesks(incidents, rules)

    def take(self, rules: Sequence[Rule]) -> None:
        """Judge by other rules from the next report on."""
        self._rules = rules
        self._desks.take(rules)

    def heard(self, partition: int) -> int:
        """Return the offset behind the newest control that this partition's judge obeyed."""
        return self._desks.heard(partition)

    async def run(self, stream: StreamT[bytes]) -> None:
        """Judge until the stream ends; a fetch is acknowledged when all of it is judged."""
        async for fetched in fetches(stream):
            for record in fetched:
                await self._judge(record)

    async def _judge(self, record: Record) -> None:
        heard = heard_in(record)
        if isinstance(heard, Dropped):
            return await self._set_aside(record, heard)
        if heard is not None:
            return await self._obey(record, heard)
        try:
            report = Report.read(record.value or b"")
        except ValidationError as error:
            wrong = Dropped(Reason.WRONG_SHAPE, f"no report: {error.error_count()} faults")
            return await self._set_aside(record, wrong)
        partition = record.partition
        looks = self._desks.looks(partition, report, taken_at(record))
        while (look := self._next(looks, report.id)) is not None:
            if isinstance(look, Dropped):
                return await self._set_aside(record, look)
            await self._publish(look, report)
            self._desks.store(partition, look)
        if report.published_at is not None:
            self._desks.store_clock(partition)
        await self._incidents.confirmed()
        return None

    async def _obey(self, record: Record, heard: Heard) -> None:
        """Obey a control in its place among the reports."""
        looks = self._desks.obeys(record.partition, heard, taken_at(record))
        while (look := self._next(looks, heard.control.id)) is not None:
            if isinstance(look, Dropped):
                await self._set_aside(record, look)
                break
            await self._publish(look, None)
            self._desks.store(record.partition, look)
        self._desks.store_orders(record.partition)
        await self._incidents.confirmed()

    def _next(self, looks: Iterator[Look], identity: str) -> Look | Dropped | None:
        """Run the pure part; what it cannot take is set aside, not lost."""
        try:
            return next(looks, None)
        except Exception as error:
            log.exception("judging_failed", judged=identity)
            return Dropped(Reason.JUDGING_FAILED, f"{type(error).__name__} in the judging")

    async def _publish(self, look: Look, report: Report | None) -> None:
        for alert in look.judgement.alerts:
            await self._delivery.confirm(self._outgoing(alert))
            self._count(alert, report)
        for reason in look.judgement.withheld:
            self._metrics.withheld.labels(reason).inc()

    async def _set_aside(self, record: Record, dropped: Dropped) -> None:
        self._metrics.dead_letters.labels(dropped.reason).inc()
        await self._delivery.confirm([set_aside(self._topics.dead_letters, record, dropped)])

    def _outgoing(self, alert: Alert) -> list[Outgoing]:
        """Return where an alert goes: to people, and to the judge of sequences if one waits."""
        topics = [self._topics.alerts]
        if is_step(alert, sequence_rules(self._rules)):
            topics.append(self._topics.steps)
        payload, headers = alert.write(), alert_headers(alert)
        return [Outgoing(topic, alert.id.encode(), payload, headers) for topic in topics]

    def _count(self, alert: Alert, report: Report | None) -> None:
        if alert.status is not Status.ACTUAL:
            self._metrics.exercises.labels(alert.status, alert.kind).inc()
            return
        self._metrics.alerts.labels(
            alert.event_type, alert.severity, alert.country or "XX", alert.kind
        ).inc()
        if alert.silenced_by is not None:
            self._metrics.silenced.labels(alert.rule_id).inc()
        if report and report.ingested_at is not None and alert.detected_at == report.ingested_at:
            taken = (datetime.now(UTC) - report.ingested_at).total_seconds()
            self._metrics.publication_to_alert_seconds.observe(max(0.0, taken))
        log.info(
            "alert",
            alert=alert.id,
            revision=alert.revision,
            article=report.article_id if report else None,
            severity=str(alert.severity),
            title=alert.title,
        )
