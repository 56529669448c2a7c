"""What spans countries: sequences of alerts, judged in one place from a topic of one partition.

The order is that of the judging, a fetch at a time: publish (confirmed), write the state
(confirmed), acknowledge. What each step changed is written in the order of the steps, its own
entry last: a kill in between leaves the state after some of the steps, and those change
nothing when they come again.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import structlog
from faust import StreamT, TopicT
from pydantic import ValidationError

from tocsin.schemas.alert import Alert
from tocsin.schemas.cloudevents import alert_headers
from tocsin.schemas.control import Retraction, Silence
from tocsin.schemas.dead_letter import Reason
from tocsin.schemas.rule import Rule
from tocsin.services.detector.agents.batch_loop import work_through
from tocsin.services.detector.agents.reading import set_aside
from tocsin.services.detector.kafka.acknowledged_fetches import Record
from tocsin.services.detector.kafka.clocks import taken_at
from tocsin.services.detector.kafka.confirmed_sends import Delivery, Outgoing
from tocsin.services.detector.messages.laid_controls import Heard, heard_in
from tocsin.services.detector.messages.validation import Dropped
from tocsin.services.detector.metrics import DetectorMetrics
from tocsin.services.detector.state.table import ConfirmedTable
from tocsin.services.judging.alerts.sequence import (
    Sequenced,
    is_step,
    retracted,
    sequence_rules,
    sequenced,
)
from tocsin.services.judging.state.active_silences import ActiveSilences
from tocsin.services.judging.state.sequence_steps import SequenceStep, Steps
from tocsin.services.plain_text import counted

log = structlog.get_logger(__name__)

_ORDERS: Final = b"orders"
"""Key of the active silences; alert ids are hashes, so no step has it."""


class SequencingAgent:
    """Judges sequences; the replica that has the one partition does it for all."""

    def __init__(
        self,
        alerts: TopicT,
        dead_letters: TopicT,
        steps: ConfirmedTable,
        delivery: Delivery,
        metrics: DetectorMetrics,
        rules: Sequence[Rule],
    ) -> None:
        self._alerts = alerts
        self._dead_letters = dead_letters
        self._table = steps
        self._delivery = delivery
        self._metrics = metrics
        self._rules = sequence_rules(rules)
        self._generation: int | None = None
        self._steps = Steps()
        self._orders = ActiveSilences()
        self._unwritten: list[tuple[bytes, bytes | None]] = []

    def take(self, rules: Sequence[Rule]) -> None:
        """Judge by other rules from the next step on."""
        self._rules = sequence_rules(rules)

    async def run(self, stream: StreamT[bytes]) -> None:
        """Judge until the stream ends; a fetch is acknowledged when all of it is judged."""
        await work_through(stream, self)

    async def process(self, records: Sequence[Record]) -> None:
        """Judge records and publish what is due, confirmed."""
        await self._publish([due for record in records for due in self._judged(record)])

    async def close_fetch(self) -> None:
        """Write the state, confirmed."""
        self._write()
        await self._table.confirmed()

    async def abandon_fetch(self) -> None:
        """Read the state again before the next fetch: another replica may have changed it."""
        self._generation = None

    def heard(self, _partition: int) -> int:
        """Return the offset behind the newest control that the judge of sequences obeyed."""
        return self._stored_orders().heard

    def open_fetch(self) -> None:
        """Read the state where another one may have come; it is at hand otherwise."""
        if self._generation == self._table.generation:
            return
        self._generation = self._table.generation
        self._unwritten.clear()
        self._orders = self._stored_orders()
        self._steps = Steps()
        for key, value in self._table.items():
            if key == _ORDERS:
                continue
            try:
                self._steps.put(key.decode(), SequenceStep.read(value))
            except ValueError as error:  # pydantic's and Unicode's
                self._metrics.quarantine(key, f"no step: {type(error).__name__}")

    def _stored_orders(self) -> ActiveSilences:
        stored: bytes | None = self._table.get(_ORDERS)
        try:
            return ActiveSilences() if stored is None else ActiveSilences.read(stored)
        except ValidationError:
            self._metrics.quarantine(_ORDERS, "no orders")
            return ActiveSilences()

    def _judged(self, record: Record) -> Sequence[Alert | Outgoing]:
        """Return the alerts, or the dead letter, that a record leads to."""
        heard, taken = heard_in(record), taken_at(record)
        if isinstance(heard, Heard):
            return self._obeyed(heard, taken)
        try:
            alert = Alert.read(record.value or b"")
        except ValidationError as error:
            # only the detector writes here; a newer one may, in a shape not known yet
            wrong = Dropped(
                Reason.WRONG_SHAPE, f"no alert: {counted(error.error_count(), 'fault')}"
            )
            return (self._set_aside(record, wrong),)
        if not is_step(alert, self._rules):
            return ()
        try:
            result = sequenced(self._steps, alert, self._rules)
        except Exception as error:
            log.exception("sequencing_failed", alert=alert.id)
            failed = Dropped(Reason.JUDGING_FAILED, f"{type(error).__name__} in the sequencing")
            return (self._set_aside(record, failed),)
        self._keep(result, alert.id)
        return self._orders.stamped(result.alerts, taken)

    def _obeyed(self, heard: Heard, now: datetime) -> Sequence[Alert]:
        """Obey a control in its place among the steps."""
        alerts: Sequence[Alert] = ()
        match heard.control:
            case Silence() as silence:
                self._orders = self._orders.with_silence(silence, now)
            case Retraction() as said:
                result = retracted(self._steps, said, self._rules)
                alerts = result.alerts
                self._keep(result, None)
        self._orders = self._orders.having_heard(heard.offset)
        self._unwritten.append((_ORDERS, self._orders.write()))
        return alerts

    def _keep(self, result: Sequenced, own: str | None) -> None:
        """Keep the changed steps for `_write`, that of the alert that came last."""
        for identity, step in sorted(result.steps.items(), key=lambda item: item[0] == own):
            self._steps.put(identity, step)
            self._unwritten.append((identity.encode(), step.write() if step else None))

    def _write(self) -> None:
        for key, value in self._unwritten:
            if value is None:
                self._table.pop(key, None)
            else:
                self._table[key] = value
        self._unwritten.clear()

    async def _publish(self, due: Sequence[Alert | Outgoing]) -> None:
        await self._delivery.confirm(
            [self._outgoing(one) if isinstance(one, Alert) else one for one in due]
        )
        for sent in due:
            if isinstance(sent, Alert):
                self._metrics.count_alert(sent)
                log.info("alert", alert=sent.id, revision=sent.revision, title=sent.title)

    def _outgoing(self, alert: Alert) -> Outgoing:
        return Outgoing(self._alerts, alert.id.encode(), alert.write(), alert_headers(alert))

    def _set_aside(self, record: Record, dropped: Dropped) -> Outgoing:
        self._metrics.dead_letters.labels(dropped.reason).inc()
        return set_aside(self._dead_letters, record, dropped)
