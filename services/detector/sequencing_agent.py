"""What spans countries: sequences of alerts, judged in one place from a topic of one partition.

The order is that of the judging: publish (confirmed), write the state (confirmed), acknowledge.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import structlog
from faust import StreamT, TopicT
from pydantic import ValidationError

from schemas.alert import Alert
from schemas.cloudevents import alert_headers
from schemas.control import Retraction, Silence, Verdict
from schemas.dead_letter import Reason
from schemas.rule import Rule
from services.detector.delivery import Delivery, Outgoing
from services.detector.door import Dropped
from services.detector.fetches import Record, fetches
from services.detector.judging.orders import Orders
from services.detector.judging.sequence import (
    Sequenced,
    Step,
    is_step,
    retracted,
    sequence_rules,
    sequenced,
)
from services.detector.laid_controls import Heard, heard_in, taken_at
from services.detector.metrics import Metrics
from services.detector.reading_agent import set_aside
from services.detector.state_table import ConfirmedTable

log = structlog.get_logger(__name__)

_ORDERS: Final = b"orders"
"""Key of the silences in force; alert ids are hashes, so no step has it."""


class SequencingAgent:
    """Judges sequences; the replica that has the one partition does it for all."""

    def __init__(
        self,
        alerts: TopicT,
        dead_letters: TopicT,
        steps: ConfirmedTable,
        delivery: Delivery,
        metrics: Metrics,
        rules: Sequence[Rule],
    ) -> None:
        self._alerts = alerts
        self._dead_letters = dead_letters
        self._steps = steps
        self._delivery = delivery
        self._metrics = metrics
        self._rules = sequence_rules(rules)

    def take(self, rules: Sequence[Rule]) -> None:
        """Judge by other rules from the next step on."""
        self._rules = sequence_rules(rules)

    async def run(self, stream: StreamT[bytes]) -> None:
        """Judge until the stream ends; a fetch is acknowledged when all of it is judged."""
        async for fetched in fetches(stream):
            for record in fetched:
                await self._judge(record)

    def heard(self, _partition: int) -> int:
        """Return the offset behind the newest control that the judge of sequences obeyed."""
        return self._orders().heard

    async def _judge(self, record: Record) -> None:
        heard = heard_in(record)
        if isinstance(heard, Heard):
            return await self._obey(heard, taken_at(record))
        try:
            alert = Alert.read(record.value or b"")
        except ValidationError as error:
            # only the detector writes here; a newer one may, in a shape not known yet
            wrong = Dropped(Reason.WRONG_SHAPE, f"no alert: {error.error_count()} faults")
            return await self._set_aside(record, wrong)
        if not is_step(alert, self._rules):
            return None
        try:
            result = sequenced(self._known(), alert, self._rules)
        except Exception as error:
            log.exception("sequencing_failed", alert=alert.id)
            failed = Dropped(Reason.JUDGING_FAILED, f"{type(error).__name__} in the sequencing")
            return await self._set_aside(record, failed)
        await self._publish(self._orders().stamped(result.alerts, taken_at(record)))
        self._store(result)
        await self._steps.confirmed()
        return None

    async def _obey(self, heard: Heard, now: datetime) -> None:
        """Obey a control in its place among the steps."""
        orders = self._orders()
        match heard.control:
            case Silence() as silence:
                orders = orders.with_silence(silence, now)
            case Retraction() as said:
                result = retracted(self._known(), said, self._rules)
                await self._publish(result.alerts)
                self._store(result)
            case Verdict():
                pass  # it is counted, and changes nothing here
        self._steps[_ORDERS] = orders.having_heard(heard.offset).write()
        await self._steps.confirmed()

    def _known(self) -> dict[str, Step]:
        return {
            key.decode(): Step.read(value) for key, value in self._steps.items() if key != _ORDERS
        }

    def _orders(self) -> Orders:
        stored: bytes | None = self._steps.get(_ORDERS)
        return Orders() if stored is None else Orders.read(stored)

    async def _publish(self, alerts: Sequence[Alert]) -> None:
        for sent in alerts:
            await self._delivery.confirm(
                [Outgoing(self._alerts, sent.id.encode(), sent.write(), alert_headers(sent))]
            )
            self._metrics.alerts.labels(
                sent.event_type, sent.severity, sent.country or "XX", sent.kind
            ).inc()
            if sent.silenced_by is not None:
                self._metrics.silenced.labels(sent.rule_id).inc()
            log.info("alert", alert=sent.id, revision=sent.revision, title=sent.title)

    def _store(self, result: Sequenced) -> None:
        for identity, step in result.steps.items():
            if step is None:
                self._steps.pop(identity.encode(), None)
            else:
                self._steps[identity.encode()] = step.write()

    async def _set_aside(self, record: Record, dropped: Dropped) -> None:
        self._metrics.dead_letters.labels(dropped.reason).inc()
        await self._delivery.confirm([set_aside(self._dead_letters, record, dropped)])
