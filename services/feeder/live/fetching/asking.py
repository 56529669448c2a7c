"""The web as the settings want it asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tocsin.services.feeder.live.clock import SystemClock
from tocsin.services.feeder.live.fetching.pages import PageFetcher
from tocsin.services.feeder.live.parsing.pool import ParseLimits, Parsers
from tocsin.services.feeder.live.web.client import Web, WebLimits
from tocsin.services.feeder.live.web.networks import allowed_networks
from tocsin.services.feeder.live.web.robots import Robots
from tocsin.services.settings import Settings


@asynccontextmanager
async def open_pages(
    settings: Settings, clock: SystemClock | None = None
) -> AsyncIterator[tuple[Web, PageFetcher]]:
    """Open a session with the web, and what reads pages over it.

    Raises:
        Problem: an allowed network that is not a network.
    """
    limits = WebLimits(
        settings.user_agent,
        settings.fetch_timeout,
        settings.fetch_most_bytes,
        settings.fetch_concurrency,
        settings.host_pause,
        allowed_networks(settings.allowed_networks or ""),
        settings.feed_interval_most,
    )
    clock = clock or SystemClock()
    parsers = Parsers(
        ParseLimits(settings.parse_seconds, settings.parse_most_memory), settings.parse_workers
    )
    async with Web(limits, clock) as web:
        robots = Robots(web, settings.user_agent, clock)
        try:
            await parsers.begin()
            yield web, PageFetcher(web, robots, parsers, clock)
        finally:
            await parsers.close()
