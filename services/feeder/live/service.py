"""`tocsin feed --sources`, wired: sources, web, store, Kafka, the HTTP side, signals."""

import asyncio
import random
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import structlog
from aiohttp import web
from kafka.errors import KafkaError

from tocsin.schemas.admission import AdmissionLimits
from tocsin.schemas.topics import Topic
from tocsin.services.feeder.live.clock import SystemClock
from tocsin.services.feeder.live.confirmed_sends import ConfirmedSends
from tocsin.services.feeder.live.fetching.asking import open_pages
from tocsin.services.feeder.live.intake import Intake
from tocsin.services.feeder.live.metrics import SourceMetrics
from tocsin.services.feeder.live.polling.context import PollerContext
from tocsin.services.feeder.live.polling.listed import take_listed
from tocsin.services.feeder.live.polling.poller import Poller
from tocsin.services.feeder.live.push.ingest import Ingest
from tocsin.services.feeder.live.push.websub import Subscriptions
from tocsin.services.feeder.live.schedule import Bounds
from tocsin.services.feeder.live.seen.recovery import settle_pending
from tocsin.services.feeder.live.seen.store import ItemOutcome, Seen
from tocsin.services.feeder.live.sources.gdelt import Listed
from tocsin.services.feeder.live.sources.source import Source
from tocsin.services.feeder.live.web.access import check_access
from tocsin.services.monitoring.edge import TAKES_PACKED
from tocsin.services.monitoring.http import monitoring_routes
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.runtime.http import http_bind, http_open
from tocsin.services.runtime.lifecycle import run_once, run_service, stopped_or_ended
from tocsin.services.settings import Settings
from tocsin.services.topics.waiting import tell_on_stderr, wait_for_topics

log = structlog.get_logger(__name__)

_FORGET_EVERY = 86_400.0
_BETWEEN_STEPS = 0.05
_FOLD_EVERY = 5.0


@dataclass(frozen=True, slots=True)
class _Feeder:
    context: PollerContext
    sends: ConfirmedSends


@dataclass(frozen=True, slots=True)
class Looked:
    """What one fetch of each source gave."""

    items: Mapping[ItemOutcome, int]
    failed: int
    """Sources that did not answer as they should."""
    old: int
    """Items fed that are too old to ring."""


def serve(
    settings: Settings, sources: Sequence[Source], *, ingest: bool, clock: SystemClock | None = None
) -> ExitStatus:
    """Feed until a signal comes.

    Args:
        settings: where Kafka is, how the web is asked.
        sources: to be fetched.
        ingest: whether `POST /articles` is taken too.
        clock: that of the machine unless a recorded day is replayed.

    Raises:
        Problem: no Kafka, a port or file that cannot be had, a setting that is missing.
    """
    if ingest and settings.ingest_token is None:
        message = "--ingest needs TOCSIN_INGEST_TOKEN (or TOCSIN_INGEST_TOKEN_FILE)"
        raise Problem(message)
    check_access(sources)
    run_service(
        settings,
        lambda stop: _serve(settings, sources, clock or SystemClock(), stop, ingest=ingest),
    )
    return ExitStatus.OK


def look_once(settings: Settings, sources: Sequence[Source]) -> Looked:
    """Look at each source once.

    Raises:
        Problem: no Kafka, the store cannot be had, or a source's secret is not there.
    """
    check_access(sources)
    return run_once(settings, _look_once(settings, sources))


def feed_listed(
    settings: Settings, listed: Sequence[Listed], advance: Callable[[], None]
) -> dict[ItemOutcome, int]:
    """Fetch and feed the pages of a list; return what became of them. `advance`: of each one.

    Raises:
        Problem: no Kafka, or the store cannot be had.
    """
    return run_once(settings, _feed_listed(settings, listed, advance))


async def _feed_listed(
    settings: Settings, listed: Sequence[Listed], advance: Callable[[], None]
) -> dict[ItemOutcome, int]:
    async with _feeder(settings) as feeder:
        before = feeder.context.seen.ledger()
        try:
            await take_listed(listed, feeder.context, advance)
        except ExceptionGroup as errors:
            if errors.split(KafkaError)[1] is not None:
                raise
            message = (
                f"Kafka at {settings.bootstrap_servers}: {errors.exceptions[0]}; feed it again"
            )
            raise Problem(message, ExitStatus.UNAVAILABLE) from None
        return _since(before, feeder.context.seen)


def _since(before: Mapping[tuple[str, ItemOutcome], int], seen: Seen) -> dict[ItemOutcome, int]:
    counts = dict.fromkeys(ItemOutcome, 0)
    for (source, outcome), count in seen.ledger().items():
        counts[outcome] += count - before.get((source, outcome), 0)
    return counts


async def _look_once(settings: Settings, sources: Sequence[Source]) -> Looked:
    async with _feeder(settings) as feeder:
        seen = feeder.context.seen
        before = seen.ledger()
        await asyncio.gather(*(Poller(source, feeder.context).look() for source in sources))
        counts = _since(before, seen)
        states = [seen.source(source.name) for source in sources]
        failed = sum(1 for state in states if state is not None and state.failures)
        return Looked(counts, failed, feeder.context.metrics.old)


async def _serve(
    settings: Settings,
    sources: Sequence[Source],
    clock: SystemClock,
    stop: asyncio.Event,
    *,
    ingest: bool,
) -> None:
    async with _feeder(settings, clock) as feeder, _http(settings, feeder, ingest=ingest):
        log.info("feeder_started", sources=len(sources), ingest=ingest)
        running = [Poller(source, feeder.context).run() for source in sources]
        running.append(_forget(settings, feeder.context.seen))
        tasks = [asyncio.create_task(each) for each in running]
        try:
            await stopped_or_ended(stop, *tasks)  # only a broken store ends a task
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    log.info("feeder_stopped")


@asynccontextmanager
async def _feeder(settings: Settings, clock: SystemClock | None = None) -> AsyncIterator[_Feeder]:
    clock = clock or SystemClock()
    await asyncio.to_thread(wait_for_topics, settings, [Topic.ARTICLES], tell_on_stderr, "WRITE")
    bounds = Bounds(
        settings.feed_interval, settings.feed_interval_least, settings.feed_interval_most
    )
    seen = Seen(settings.seen_file)
    sends = ConfirmedSends(settings)
    try:
        settle_pending(seen, settings, tell_on_stderr)
        async with open_pages(settings, clock) as (the_web, pages):
            intake = Intake(seen, sends, settings.max_article_bytes)
            metrics = SourceMetrics()
            hubs = None
            if settings.websub_url is not None:
                most_bytes = settings.fetch_most_bytes
                hubs = Subscriptions(the_web, settings.websub_url, metrics, clock, most_bytes)
            context = PollerContext(the_web, pages, seen, intake, metrics, bounds, clock, hubs)
            folding = asyncio.create_task(_fold(seen))
            try:
                yield _Feeder(context, sends)
            finally:
                folding.cancel()
                await asyncio.gather(folding, return_exceptions=True)
                if hubs is not None:
                    await hubs.close()
    finally:
        await sends.close()
        seen.close()


@asynccontextmanager
async def _http(settings: Settings, feeder: _Feeder, *, ingest: bool) -> AsyncIterator[None]:
    app = web.Application(client_max_size=settings.ingest_most_bytes)
    app.add_routes(monitoring_routes(feeder.context.metrics.registry, lambda: feeder.sends.trouble))
    if feeder.context.hubs is not None:
        app.add_routes(feeder.context.hubs.routes())
    if ingest and settings.ingest_token is not None:
        app.add_routes(
            Ingest(
                feeder.context.intake,
                feeder.context.metrics,
                settings.ingest_token,
                settings.ingest_most_bytes,
                AdmissionLimits(
                    settings.max_article_bytes, timedelta(seconds=settings.future_allowance)
                ),
            ).routes()
        )
    app[TAKES_PACKED] = True
    bind = http_bind(settings, settings.feeder_port, "TOCSIN_FEEDER_PORT")
    async with http_open(app, bind, feeder.context.metrics.registry):
        yield


async def _forget(settings: Settings, seen: Seen) -> None:
    while True:
        for _ in seen.forget(settings.seen_days, time.time()):
            await asyncio.sleep(_BETWEEN_STEPS)
        await asyncio.sleep(_FORGET_EVERY * (1 + random.random() / 10))  # noqa: S311 - a little apart


async def _fold(seen: Seen) -> None:
    while True:
        await asyncio.sleep(_FOLD_EVERY)
        try:
            await asyncio.to_thread(seen.fold)
        except sqlite3.Error as error:  # nothing is lost by it; SQLite will do it itself at last
            log.warning("seen_not_folded", error=str(error))
