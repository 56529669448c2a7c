"""The first half of the way: articles in; reports and dead letters out, then acknowledge."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Final

import structlog
from faust import StreamT, TopicT

from schemas.article import Article
from schemas.cloudevents import dead_letter_headers, report_headers
from schemas.dead_letter import DeadLetter, Reason
from schemas.report import Report
from services.detector.dead_letters import FEW_VALUE_BYTES, dead_letter
from services.detector.delivery import Delivery, Outgoing
from services.detector.door import Dropped, Limits, admit
from services.detector.fetches import Record, fetches
from services.detector.metrics import Metrics, Outcome
from services.detector.origin import origin
from services.detector.reading.language import is_english
from services.detector.reports import reports_of

log = structlog.get_logger(__name__)


_BETWEEN_BREATHS: Final = 20
"""Articles that are read before the loop may do something else, such as answer `/live`."""


class ReadingAgent:
    """Reads what was fetched at once: one round trip to the broker for many articles."""

    def __init__(
        self,
        reports: TopicT,
        dead_letters: TopicT,
        delivery: Delivery,
        metrics: Metrics,
        limits: Limits,
    ) -> None:
        self._reports = reports
        self._dead_letters = dead_letters
        self._delivery = delivery
        self._metrics = metrics
        self._limits = limits

    async def run(self, stream: StreamT[bytes]) -> None:
        """Read until the stream ends; a fetch is acknowledged when its reports are confirmed."""
        async for fetched in fetches(stream):
            sent = []
            for number, record in enumerate(fetched):
                if number % _BETWEEN_BREATHS == 0:
                    await asyncio.sleep(0)
                sent += await self._delivery.hand_over(self._answer(record))
            await self._delivery.settle(sent)

    def _answer(self, record: Record) -> list[Outgoing]:
        """Return what one message leads to: reports, a dead letter, or nothing."""
        admitted = admit(record.value, datetime.now(UTC), self._limits)
        if isinstance(admitted, Dropped):
            return [self._set_aside(record, admitted)]
        if not is_english(admitted):
            self._metrics.articles.labels(Outcome.OTHER_LANGUAGE).inc()
            return []
        reports = self._read(admitted)
        if isinstance(reports, Dropped):
            return [self._set_aside(record, reports)]
        self._metrics.articles.labels(Outcome.REPORTED if reports else Outcome.QUIET).inc()
        arrived = origin(record).timestamp
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

    def _set_aside(self, record: Record, dropped: Dropped) -> Outgoing:
        self._metrics.articles.labels(Outcome.DEAD_LETTERED).inc()
        self._metrics.dead_letters.labels(dropped.reason).inc()
        return set_aside(self._dead_letters, record, dropped)


def set_aside(topic: TopicT, record: Record, dropped: Dropped) -> Outgoing:
    """Return the dead letter of a message, addressed to its topic."""
    source = origin(record)
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
