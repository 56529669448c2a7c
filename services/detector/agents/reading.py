"""The first half of the way: articles in; reports and dead letters out, then acknowledge."""

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from faust import StreamT, TopicT

from tocsin.schemas.admission import AdmissionLimits
from tocsin.schemas.article import Article
from tocsin.schemas.cloudevents import REPLAY, dead_letter_headers, report_headers
from tocsin.schemas.dead_letter import DeadLetter, Reason
from tocsin.schemas.report import Report
from tocsin.schemas.rule import USUAL_MAX_AGE
from tocsin.schemas.vocabulary import Status
from tocsin.services.detector.agents.batch_loop import work_through
from tocsin.services.detector.kafka.acknowledged_fetches import Record
from tocsin.services.detector.kafka.clocks import latest
from tocsin.services.detector.kafka.confirmed_sends import Delivery, Outgoing, SentMessage
from tocsin.services.detector.messages.dead_letters import FEW_VALUE_BYTES, dead_letter
from tocsin.services.detector.messages.origin import origin
from tocsin.services.detector.messages.validation import Dropped, admit
from tocsin.services.detector.metrics import ArticleOutcome, DetectorMetrics
from tocsin.services.reading.article.reports import read_articles
from tocsin.services.reading.language import language_of
from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.reading.reader import Reading

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ReadingTopics:
    """Where the reading writes to."""

    reports: TopicT
    dead_letters: TopicT


class ReadingAgent:
    """Reads what was fetched at once: one round trip to the broker for many articles."""

    def __init__(
        self,
        topics: ReadingTopics,
        delivery: Delivery,
        metrics: DetectorMetrics,
        limits: AdmissionLimits,
        encoder: Future[Encoder],
    ) -> None:
        self._topics = topics
        self._delivery = delivery
        self._metrics = metrics
        self._limits = limits
        self._encoder = encoder
        self._sent: list[SentMessage] = []

    async def run(self, stream: StreamT[bytes]) -> None:
        """Read until the stream ends; a fetch is acknowledged when its reports are confirmed."""
        await asyncio.wrap_future(self._encoder)
        await work_through(stream, self)

    def open_fetch(self) -> None:
        """Begin with nothing sent."""
        self._sent = []

    async def process(self, records: Sequence[Record]) -> None:
        """Read articles together and hand their reports to the producer."""
        self._sent += await self._delivery.hand_over(self._answers(records))

    async def close_fetch(self) -> None:
        """Wait until all reports are confirmed."""
        await self._delivery.settle(self._sent)

    async def abandon_fetch(self) -> None:
        """Wait for what was sent: it is sent again by another replica, which is harmless."""
        await self._delivery.settle(self._sent)

    def _answers(self, records: Sequence[Record]) -> list[Outgoing]:
        """Return what messages lead to, in their order: reports, dead letters, or nothing."""
        now = datetime.now(UTC)
        admitted = [admit(record.value, latest(record, now), self._limits) for record in records]
        languages = self._encoder.result().languages
        wanted = {
            index: article
            for index, article in enumerate(admitted)
            if isinstance(article, Article) and language_of(article, languages) is not None
        }
        read = dict(zip(wanted, self._read_all(list(wanted.values())), strict=True))
        return [
            out
            for index, (record, one) in enumerate(zip(records, admitted, strict=True))
            for out in self._answer(record, one if isinstance(one, Dropped) else read.get(index))
        ]

    def _answer(self, record: Record, outcome: Reading | Dropped | None) -> list[Outgoing]:
        """Return what one message leads to; None is an article in another language."""
        if isinstance(outcome, Dropped):
            return [self._set_aside(record, outcome)]
        if outcome is None:
            self._metrics.articles.labels(ArticleOutcome.OTHER_LANGUAGE).inc()
            return []
        # what is replayed has no arrival: nothing about it is late
        arrived = None if REPLAY in record.headers else origin(record).timestamp
        self._metrics.articles.labels(_counted_as(outcome.reports, arrived)).inc()
        self._metrics.unread_passages.inc(outcome.unread)
        return [self._outgoing(report, arrived) for report in outcome.reports]

    def _read_all(self, articles: list[Article]) -> list[Reading | Dropped]:
        started = time.perf_counter()
        try:
            read: list[Reading | Dropped] = list(read_articles(articles, self._encoder.result()))
        except Exception as error:
            if len(articles) > 1:  # one of them breaks the reading: find it
                return [one for article in articles for one in self._read_all([article])]
            # it must not stop the stream, and must not be lost
            log.exception("reading_failed", article=articles[0].id)
            read = [Dropped(Reason.READING_FAILED, f"{type(error).__name__} in the reading")]
        share = (time.perf_counter() - started) / max(1, len(articles))
        for _ in articles:
            self._metrics.reading_seconds.observe(share)
        return read

    def _outgoing(self, report: Report, arrived: datetime | None) -> Outgoing:
        if report.status is Status.ACTUAL:
            self._metrics.reports.labels(report.event_type, report.modality).inc()
        report = report.model_copy(update={"ingested_at": arrived})
        return Outgoing(
            self._topics.reports,
            report.topic_key,
            report.write(),
            report_headers(report),
        )

    def _set_aside(self, record: Record, dropped: Dropped) -> Outgoing:
        self._metrics.articles.labels(ArticleOutcome.DEAD_LETTERED).inc()
        self._metrics.dead_letters.labels(dropped.reason).inc()
        return set_aside(self._topics.dead_letters, record, dropped)


def _counted_as(reports: Sequence[Report], arrived: datetime | None) -> ArticleOutcome:
    if not reports:
        return ArticleOutcome.QUIET
    published = reports[0].published_at
    if arrived and published and arrived - published > USUAL_MAX_AGE:
        return ArticleOutcome.OLD
    return ArticleOutcome.REPORTED


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
