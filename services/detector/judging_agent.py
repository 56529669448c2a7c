"""The second half of the way: reports in, alerts out.

The order is the promise: publish the alert (confirmed), write the state (confirmed), then
acknowledge. The state is never ahead of what people saw; after a crash the same report gives
the same alert again, with the same id and revision.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import cast

import structlog
from faust import EventT, Stream, StreamT, TopicT
from pydantic import ValidationError

from schemas.alert import Alert
from schemas.cloudevents import alert_headers
from schemas.dead_letter import Reason
from schemas.report import Report
from schemas.rule import Rule
from services.detector.delivery import Delivery, Outgoing
from services.detector.door import Dropped
from services.detector.judging.desk import Step
from services.detector.metrics import Metrics
from services.detector.reading_agent import set_aside
from services.detector.state_table import ConfirmedTable
from services.detector.stored_desks import StoredDesks

log = structlog.get_logger(__name__)


class JudgingAgent:
    """Judges reports one by one: each may change the state that the next is judged by."""

    def __init__(
        self,
        alerts: TopicT,
        dead_letters: TopicT,
        incidents: ConfirmedTable,
        delivery: Delivery,
        metrics: Metrics,
        rules: Sequence[Rule],
    ) -> None:
        self._alerts = alerts
        self._dead_letters = dead_letters
        self._incidents = incidents
        self._delivery = delivery
        self._metrics = metrics
        self._desks = StoredDesks(incidents, rules)

    async def run(self, stream: StreamT[bytes]) -> None:
        """Judge until the stream ends; every report is acknowledged, in order."""
        unacknowledged = cast("Stream[bytes]", stream).noack()
        async for event in unacknowledged.events():
            await self._judge(event)
            await unacknowledged.ack(event)

    async def _judge(self, event: EventT[bytes]) -> None:
        try:
            report = Report.read(event.message.value or b"")
        except ValidationError as error:
            wrong = Dropped(Reason.WRONG_SHAPE, f"no report: {error.error_count()} faults")
            return await self._set_aside(event, wrong)
        partition = event.message.partition
        steps = self._desks.steps(partition, report)
        while (step := self._next(steps, report)) is not None:
            if isinstance(step, Dropped):
                return await self._set_aside(event, step)
            await self._publish(step, report)
            self._desks.store(partition, step)
        if report.published_at is not None:
            self._desks.store_clock(partition)
        await self._incidents.confirmed()
        return None

    def _next(self, steps: Iterator[Step], report: Report) -> Step | Dropped | None:
        """Run the pure part; a report that it cannot take is set aside, not lost."""
        try:
            return next(steps, None)
        except Exception as error:
            log.exception("judging_failed", report=report.id, article=report.article_id)
            return Dropped(Reason.JUDGING_FAILED, f"{type(error).__name__} in the judging")

    async def _publish(self, step: Step, report: Report) -> None:
        for alert in step.judgement.alerts:
            await self._delivery.confirm([self._outgoing(alert)])
            self._count(alert, report)
        for reason in step.judgement.withheld:
            self._metrics.withheld.labels(reason).inc()

    async def _set_aside(self, event: EventT[bytes], dropped: Dropped) -> None:
        self._metrics.dead_letters.labels(dropped.reason).inc()
        await self._delivery.confirm([set_aside(self._dead_letters, event, dropped)])

    def _outgoing(self, alert: Alert) -> Outgoing:
        return Outgoing(
            self._alerts,
            alert.id.encode(),
            alert.write(),
            alert_headers(alert),
        )

    def _count(self, alert: Alert, report: Report) -> None:
        self._metrics.alerts.labels(
            alert.event_type, alert.severity, alert.country or "XX", alert.kind
        ).inc()
        if report.ingested_at is not None and alert.detected_at == report.ingested_at:
            taken = (datetime.now(UTC) - report.ingested_at).total_seconds()
            self._metrics.publication_to_alert_seconds.observe(max(0.0, taken))
        log.info(
            "alert",
            alert=alert.id,
            revision=alert.revision,
            article=report.article_id,
            severity=str(alert.severity),
            title=alert.title,
        )
