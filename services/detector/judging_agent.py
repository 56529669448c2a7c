"""The second half of the way: reports in, alerts out.

The order is the promise: publish the alert (confirmed), write the state (confirmed), then
acknowledge. The state is never ahead of what people saw; after a crash the same report gives
the same alert again, with the same id and revision.
"""

from collections.abc import Sequence
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
from services.detector.judging.judge import Judgement, judge
from services.detector.judging.state import CountryState
from services.detector.metrics import Metrics
from services.detector.reading_agent import set_aside
from services.detector.state_table import ConfirmedTable

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
        self._rules = rules

    async def run(self, stream: StreamT[bytes]) -> None:
        """Judge until the stream ends; every report is acknowledged, in order."""
        unacknowledged = cast("Stream[bytes]", stream).noack()
        async for event in unacknowledged.events():
            await self._judge(event)
            await unacknowledged.ack(event)

    async def _judge(self, event: EventT[bytes]) -> None:
        outcome = self._decided(event)
        if isinstance(outcome, Dropped):
            self._metrics.dead_letters.labels(outcome.reason).inc()
            await self._delivery.confirm([set_aside(self._dead_letters, event, outcome)])
            return
        report, before, judgement = outcome
        for alert in judgement.alerts:
            await self._delivery.confirm([self._outgoing(alert)])
            self._count(alert, report)
        if judgement.state != before:
            self._incidents[_state_key(report)] = judgement.state.write()
            await self._incidents.confirmed()

    def _decided(self, event: EventT[bytes]) -> tuple[Report, CountryState, Judgement] | Dropped:
        """Run the pure part; a report that it cannot take is set aside, not lost."""
        try:
            report = Report.read(event.message.value or b"")
        except ValidationError as error:
            return Dropped(Reason.WRONG_SHAPE, f"no report: {error.error_count()} faults")
        stored: bytes | None = self._incidents.get(_state_key(report))
        before = CountryState() if stored is None else CountryState.read(stored)
        try:
            return report, before, judge(before, report, self._rules)
        except Exception as error:
            log.exception("judging_failed", report=report.id, article=report.article_id)
            return Dropped(Reason.JUDGING_FAILED, f"{type(error).__name__} in the judging")

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
        if report.ingested_at is not None:
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


def _state_key(report: Report) -> bytes:
    return (report.country or "XX").encode()
