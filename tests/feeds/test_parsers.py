"""A document that was made to hold up its reader costs itself, and nothing else."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable

import pytest
from web_server import web_server

from tocsin.services.feeder.live.clock import SystemClock
from tocsin.services.feeder.live.documents.sitemap import looks_like_sitemap
from tocsin.services.feeder.live.fetching.pages import NoPage, PageFetcher
from tocsin.services.feeder.live.pages.page import read_page
from tocsin.services.feeder.live.parsing.feed_document import NotAFeedError, read_feed
from tocsin.services.feeder.live.parsing.pool import BrokeParserError, ParseLimits, Parsers
from tocsin.services.feeder.live.web.answers import Trouble
from tocsin.services.feeder.live.web.client import Web, WebLimits
from tocsin.services.feeder.live.web.networks import allowed_networks
from tocsin.services.feeder.live.web.robots import Robots

SPIN = (exec, "while True: pass")
HERE = "https://news.example/1"


@pytest.fixture
async def strict() -> AsyncIterator[Parsers]:
    running = Parsers(ParseLimits(1.0, 1 << 28), 1)
    yield running
    await running.close()


@pytest.mark.parametrize(
    ("task", "argument", "told"),
    [
        (*SPIN, "takes more than 1 s of processor time"),
        (bytes, 1 << 29, "takes more than 268,435,456 bytes of memory"),
        (exec, "import os; os.abort()", "ended its parser with SIGABRT"),
    ],
    ids=["time", "memory", "crash"],
)
async def test_a_task_beyond_its_limits_is_ended_and_the_next_one_is_not(
    strict: Parsers, task: Callable[[object], object], argument: object, told: str
) -> None:
    with pytest.raises(BrokeParserError, match=told):
        await strict.run(task, argument)
    assert await strict.run(len, "four") == 4


async def test_nothing_waits_for_a_document_that_takes_its_whole_time(strict: Parsers) -> None:
    longest, last = 0.0, time.monotonic()
    running = asyncio.create_task(strict.run(*SPIN))
    while not running.done():
        await asyncio.sleep(0.01)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()

    assert isinstance(running.exception(), BrokeParserError)
    assert longest < 0.9


MANY = 60_000
FEEDS = {
    "attributes": "<item " + " ".join(f'a{n}="x"' for n in range(6 * MANY)) + "/>",
    "namespaces": "<item " + " ".join(f'xmlns:a{n}="x{n}"' for n in range(2 * MANY)) + "/>",
    "deep": "<item>" + "<a>" * MANY,
    "deep-closed": "<item><title>" + "<b>" * MANY + "</b>" * MANY + "</title></item>",
    "brackets": "<" * (5 * MANY),
    "ampersands": "<item><title>" + "&" * (20 * MANY) + "</title></item>",
    "comments": "<!--" * (5 * MANY),
    "html-in-text": "<item><description><![CDATA[" + "<div>" * MANY + "]]></description></item>",
}  # fmt: skip
PAGES = {
    "slashes": "<div/>" * MANY,
    "unmatched": "<div></x>" * MANY,
    "long-tags": f"<div {'a' * 3_000}>" * 2_000,
    "attributes": "<div " + " ".join(f"a{n}=x" for n in range(6 * MANY)) + ">",
    "formatting": "<b><i><u>" * MANY + "x",
    "tables": "<table><tr><td>" * MANY,
    "svg": "<svg>" + "<g>" * MANY,
    "select": "<select>" * MANY + "<div>" * MANY,
    "links": "<a href=x>" * MANY,
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("kind", FEEDS)
async def test_a_hostile_feed_is_read_or_given_up_in_time(kind: str, strict: Parsers) -> None:
    body = f"<rss><channel>{FEEDS[kind]}</channel></rss>".encode()
    began = time.monotonic()
    with contextlib.suppress(BrokeParserError, NotAFeedError):
        await strict.run(read_feed, body, None, HERE)
    assert time.monotonic() - began < 15


@pytest.mark.parametrize(
    "unit",
    ["<!--", "<", "<a ", "&", "<?", "<![", "</", '<a b="', "<div>", "<script>", "<!doctype "],
)
async def test_a_hostile_text_of_one_item_costs_no_other_item(strict: Parsers, unit: str) -> None:
    hostile = unit * (800_000 // len(unit))
    body = (
        "<rss version='2.0'><channel><item><guid>1</guid><title>One</title>"
        f"<description><![CDATA[{hostile}]]></description></item>"
        "<item><guid>2</guid><title>Two</title><description>Rain.</description></item>"
        "</channel></rss>"
    )

    found = await strict.run(read_feed, body.encode(), None, HERE)

    assert [(one.title, one.text) for one in found.items][1:] == [("Two", "Rain.")]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("kind", PAGES)
async def test_a_hostile_page_is_read_or_given_up_in_time(kind: str, strict: Parsers) -> None:
    began = time.monotonic()
    with contextlib.suppress(BrokeParserError):
        await strict.run(read_page, PAGES[kind].encode(), None, HERE)
    assert time.monotonic() - began < 15


def test_comments_before_a_root_are_no_riddle() -> None:
    began = time.process_time()
    assert looks_like_sitemap("<!---->" * 1_000 + "<urlset>")
    assert not looks_like_sitemap("<!---->" * 1_000 + "<rss>")
    assert time.process_time() - began < 1


async def test_a_host_whose_pages_break_their_parser_is_left_alone_for_a_while() -> None:
    hasty = Parsers(ParseLimits(0.001, 1 << 28), 1)
    limits = WebLimits("x", 5, 5_000_000, 8, 0.0, allowed_networks("127.0.0.1/32"))
    page = "<p>Rain fell in the lower town.</p>" * 50_000
    try:
        with web_server() as server:
            for number in range(5):
                server.page(f"/{number}", page)
            async with Web(limits) as the_web:
                pages = PageFetcher(
                    the_web, Robots(the_web, "x", SystemClock()), hasty, SystemClock()
                )
                found = [await pages.get(server.address(f"/{number}")) for number in range(5)]
            asked = [path for path in map(str, range(5)) if server.asked(f"/{path}")]
    finally:
        await hasty.close()

    assert all(isinstance(one, NoPage) and one.trouble is Trouble.BROKE_PARSER for one in found)
    assert not any(one.may_pass for one in found if isinstance(one, NoPage))
    assert asked == ["0", "1", "2"]
