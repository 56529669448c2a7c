"""A web server, and a feeder's settings, for tests of the live feeder."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from feeds.feeding import Feeding, SetClock
from web_server import WebServer, web_server

from tocsin.services.feeder.live.confirmed_sends import ConfirmedSends
from tocsin.services.feeder.live.fetching.asking import open_pages
from tocsin.services.feeder.live.intake import Intake
from tocsin.services.feeder.live.metrics import SourceMetrics
from tocsin.services.feeder.live.parsing.pool import ParseLimits, Parsers
from tocsin.services.feeder.live.polling.context import PollerContext
from tocsin.services.feeder.live.schedule import Bounds
from tocsin.services.feeder.live.seen.store import Seen
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server("0.0.0.0") as running:  # noqa: S104 - loopback has many hosts
        yield running


@pytest.fixture
def live(settings: Settings, tmp_path: Path) -> Settings:
    ensure_topics(settings)
    return settings.model_copy(
        update={
            "seen_file": tmp_path / "seen.sqlite",
            "allowed_networks": "127.0.0.0/8",
            "host_pause": 0.0,
            "feed_interval_least": 0.3,
            "feed_interval": 0.3,
            "feeder_port": 0,
            "broker_wait": 20.0,
        }
    )


@pytest.fixture
async def parsers() -> AsyncIterator[Parsers]:
    running = Parsers(ParseLimits(10.0, 1 << 30), 1)
    yield running
    await running.close()


@pytest.fixture
async def feeding(live: Settings, server: WebServer, tmp_path: Path) -> AsyncIterator[Feeding]:
    live = live.model_copy(update={"parse_workers": 1})  # each takes a second to start
    clock, seen, sends = SetClock(), Seen(tmp_path / "seen.sqlite"), ConfirmedSends(live)
    async with open_pages(live, clock) as (web, pages):
        intake = Intake(seen, sends, live.max_article_bytes)
        bounds = Bounds(900, 300, 21_600)
        context = PollerContext(web, pages, seen, intake, SourceMetrics(), bounds, clock)
        yield Feeding(live, server, context, clock)
    await sends.close()
    seen.close()
