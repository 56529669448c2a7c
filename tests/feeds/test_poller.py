"""When a source is looked at again, by what it said before."""

from pathlib import Path

import pytest
from web_server import WebServer, rss, web_server

from tocsin.services.feeder.live.clock import SystemClock
from tocsin.services.feeder.live.confirmed_sends import ConfirmedSends
from tocsin.services.feeder.live.fetching.asking import open_pages
from tocsin.services.feeder.live.intake import Intake
from tocsin.services.feeder.live.metrics import SourceMetrics
from tocsin.services.feeder.live.parsing.feed_document import FeedDocument, Item
from tocsin.services.feeder.live.polling.context import PollerContext
from tocsin.services.feeder.live.polling.items import Items
from tocsin.services.feeder.live.polling.poller import Poller
from tocsin.services.feeder.live.schedule import Bounds
from tocsin.services.feeder.live.seen.store import Seen
from tocsin.services.feeder.live.sources.source import Source
from tocsin.services.settings import Settings

LOOKED_AT = 1_714_557_600.0


class Standing(SystemClock):
    """Time stands, so that a wait can be read."""

    def now(self) -> float:
        return LOOKED_AT


async def waits_after(
    server: WebServer, folder: Path, looks: int, *, told: str | None = None, **settings_of: object
) -> list[float]:
    """Return how long the poller wants to wait after each look at /a.xml."""
    settings = Settings.load(allowed_networks="127.0.0.0/8", host_pause=0.0, **settings_of)
    seen, clock, waits = Seen(folder / "seen.sqlite"), Standing(), []
    async with open_pages(settings, clock) as (the_web, pages):
        intake = Intake(seen, ConfirmedSends(settings), 1_000)
        context = PollerContext(
            the_web, pages, seen, intake, SourceMetrics(), Bounds(900, 300, 21_600), clock
        )
        source = Source.model_validate(
            {"name": "A", "url": server.address("/a.xml"), "every": told, "text": "feed"}
        )
        for _ in range(looks):
            await Poller(source, context).look()  # a new one, as after a restart
            state = seen.source("A")
            assert state is not None
            waits.append(state.next_at - LOOKED_AT)
    seen.close()
    return waits


async def test_the_ttl_of_a_feed_holds_while_it_answers_304(tmp_path: Path) -> None:
    with web_server() as server:
        server.page("/a.xml", rss(extra="<ttl>60</ttl>"))
        waits = await waits_after(server, tmp_path, 3)

    assert "If-None-Match" in server.log[2].headers
    assert all(3_600 <= one <= 3_960 for one in waits), waits


async def test_the_ttl_of_a_feed_is_what_failures_double(tmp_path: Path) -> None:
    with web_server() as server:
        server.page("/a.xml", rss(extra="<ttl>60</ttl>"))
        await waits_after(server, tmp_path, 1)
        server.status("/a.xml", 500)
        waits = await waits_after(server, tmp_path, 2)

    assert 7_200 <= waits[0] <= 7_920
    assert 14_400 <= waits[1] <= 15_840


async def test_what_cache_control_named_holds_while_the_source_fails(tmp_path: Path) -> None:
    with web_server() as server:
        server.page("/a.xml", rss(), **{"Cache-Control": "max-age=3600"})
        await waits_after(server, tmp_path, 1)
        server.page("/a.xml", "<html><body>Back soon</body></html>")
        [wait] = await waits_after(server, tmp_path, 1)

    assert 7_200 <= wait <= 7_920


async def test_an_item_that_fails_as_nobody_thought_of_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    async def take(_: Items, document: FeedDocument, item: Item, attempts: int) -> int:
        del document, attempts
        tried.append(item.title)
        if item.title == "3":
            message = "nobody thought of this"
            raise RuntimeError(message)
        return 0

    monkeypatch.setattr(Items, "take", take)
    with web_server() as server:
        server.page("/a.xml", rss("".join(f"<item><title>{n}</title></item>" for n in range(20))))
        await waits_after(server, tmp_path, 1)
        await waits_after(server, tmp_path, 1)
        again = server.log[1].headers

    assert sorted(set(tried), key=int) == [str(number) for number in range(20)]
    assert "If-None-Match" not in again  # so that it is named again


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_counts_before_the_interval_that_the_file_gives(
    tmp_path: Path, status: int
) -> None:
    with web_server() as server:
        server.status("/a.xml", status, **{"Retry-After": "5000"})
        [wait] = await waits_after(server, tmp_path, 1, told="10m")

    assert wait >= 5_000


async def test_a_source_that_broke_its_parser_is_left_alone_for_a_day_and_says_why(
    tmp_path: Path,
) -> None:
    items = "".join(f"<item><title>{number}</title></item>" for number in range(50_000))
    with web_server() as server:
        server.page("/a.xml", rss(items))
        waits = await waits_after(server, tmp_path, 3, parse_seconds=0.02)
        asked = len(server.log)
        seen = Seen(tmp_path / "seen.sqlite")
        state = seen.source("A")
        seen.close()

    assert asked == 1
    assert min(waits) >= 86_400
    assert state is not None
    assert state.quarantine == "the document takes more than 0.02 s of processor time to read"
