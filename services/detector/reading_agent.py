"""The first half of the way: articles in; reports and dead letters out, then acknowledge."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import structlog
from faust import EventT, Stream, StreamT, TopicT

from schemas.article import Article
from schemas.cloudevents import dead_letter_headers, report_headers
from schemas.dead_letter import DeadLetter, Reason
from schemas.report import Report
from services.detector.dead_letters import FEW_VALUE_BYTES, dead_letter
from services.detector.delivery import Delivery, Outgoing
from services.detector.door import Dropped, Limits, admit
from services.detector.metrics import Metrics, Outcome
from services.detector.origin import origin
from services.detector.reading.language import is_english
from services.detector.reports import reports_of

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Batching:
    """How many articles are read before their reports are confirmed and they acknowledged."""

    size: int
    wait: float


class ReadingAgent:
    """Reads articles in batches: one round trip to the broker for many, not one for each."""

    def __init__(
        self,
        reports: TopicT,
        dead_letters: TopicT,
        delivery: Delivery,
        metrics: Metrics,
        limits: Limits,
        batching: Batching,
    ) -> None:
        self._reports = reports
        self._dead_letters = dead_letters
        self._delivery = delivery
        self._metrics = metrics
        self._limits = limits
        self._batching = batching

    async def run(self, stream: StreamT[bytes]) -> None:
        """Read until the stream ends.

        `noack_take`, because Faust's own acknowledgement also happens on an exception, a
        cancellation and a crash, and `take` then loses the whole batch.
        """
        manual = cast("Stream[bytes]", stream)
        async for batch in manual.noack_take(self._batching.size, within=self._batching.wait):
            # Faust declares values here and gives events
            events = cast("Sequence[EventT[bytes]]", batch)
            await self._delivery.confirm([out for event in events for out in self._answer(event)])
            # every message, in order and only now: Faust commits past a hole without a word
            for event in events:
                await manual.ack(event)

    def _answer(self, event: EventT[bytes]) -> list[Outgoing]:
        """Return what one message leads to: reports, a dead letter, or nothing."""
        admitted = admit(event.message.value, datetime.now(UTC), self._limits)
        if isinstance(admitted, Dropped):
            return [self._set_aside(event, admitted)]
        if not is_english(admitted):
            self._metrics.articles.labels(Outcome.OTHER_LANGUAGE).inc()
            return []
        reports = self._read(admitted)
        if isinstance(reports, Dropped):
            return [self._set_aside(event, reports)]
        self._metrics.articles.labels(Outcome.REPORTED if reports else Outcome.QUIET).inc()
        arrived = origin(event.message).timestamp
        return [self._outgoing(report, arrived) for report in reports]

    def _read(self, article: Article) -> tuple[Report, ...] | Dropped:
        started = time.perf_counter()
        try:
            return reports_of(article)
        except Exception as error:
            # a text that breaks the reading must not stop the stream, and must not be lost
            log.exception("reading_failed", article=article.id)
            return Dropped(Reason.READING_FAILED, f"{type(error).__name__} in the reading")
        finally:
            self._metrics.reading_seconds.observe(time.perf_counter() - started)

    def _outgoing(self, report: Report, arrived: datetime | None) -> Outgoing:
        self._metrics.reports.labels(report.event_type, report.modality).inc()
        report = report.model_copy(update={"ingested_at": arrived})
        return Outgoing(
            self._reports,
            (report.country or "XX").encode(),
            report.write(),
            report_headers(report),
        )

    def _set_aside(self, event: EventT[bytes], dropped: Dropped) -> Outgoing:
        self._metrics.articles.labels(Outcome.DEAD_LETTERED).inc()
        self._metrics.dead_letters.labels(dropped.reason).inc()
        return set_aside(self._dead_letters, event, dropped)


def set_aside(topic: TopicT, event: EventT[bytes], dropped: Dropped) -> Outgoing:
    """Return the dead letter of a message, addressed to its topic."""
    source = origin(event.message)
    log.warning("dead_letter", address=source.address, reason=str(dropped.reason))
    large = len(source.value or b"") > FEW_VALUE_BYTES
    return _addressed(
        topic,
        dead_letter(source, dropped),
        _addressed(topic, dead_letter(source, dropped, FEW_VALUE_BYTES)) if large else None,
    )


def _addressed(topic: TopicT, letter: DeadLetter, smaller: Outgoing | None = None) -> Outgoing:
    headers = dead_letter_headers(letter)
    return Outgoing(topic, letter.address.encode(), letter.write(), headers, smaller)
