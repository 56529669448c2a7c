"""A feed is found behind checks that set cookies, pages that send on, and packing nobody named."""

import gzip
from collections.abc import Iterator

import pytest
from aiohttp import web
from web_server import WebServer, web_server

from tocsin.services.feeder.live.web.answers import Answer, Failed, Trouble, WebResponse
from tocsin.services.feeder.live.web.client import Web, WebLimits
from tocsin.services.feeder.live.web.networks import allowed_networks
from tocsin.services.feeder.live.web.refreshes import refresh_target

FEED = "<rss><channel><title>Wire</title></channel></rss>"
MOST = 100_000


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server("0.0.0.0") as running:  # noqa: S104 - loopback has many hosts
        yield running


def the_web() -> Web:
    return Web(WebLimits("Tocsin test", 5.0, MOST, 8, 0.0, allowed_networks("127.0.0.0/8")))


async def get(address: str) -> Answer:
    async with the_web() as asked:
        return await asked.get(address)


async def body_at(address: str) -> bytes:
    answer = await get(address)
    assert isinstance(answer, WebResponse), answer
    return answer.body


def checking(server: WebServer, path: str, check: str) -> None:
    """Serve the feed to those who come with the cookie, and send all others to the check."""

    async def feed(request: web.Request) -> web.StreamResponse:
        if request.cookies.get("checked") == "yes":
            return web.Response(text=FEED)
        return web.Response(status=302, headers={"Location": check})

    server.handlers[path] = feed


@pytest.mark.parametrize(
    "cookie",
    [
        "checked=yes",
        "checked=yes; Path=/; HttpOnly; SameSite=Lax",
        "checked=yes; Max-Age=600; Expires=Wed, 01 Jan 2098 00:00:00 GMT; Path=/feed",
        "checked=yes; Domain=127.0.0.1",
    ],
)
async def test_a_check_that_sets_a_cookie_and_sends_back_lets_us_in(
    server: WebServer, cookie: str
) -> None:
    checking(server, "/feed", "/check")
    server.status("/check", 302, **{"Location": "/feed", "Set-Cookie": cookie})

    assert await body_at(server.address("/feed")) == FEED.encode()


async def test_a_feed_that_sends_to_itself_with_a_cookie_lets_us_in(server: WebServer) -> None:
    async def feed(request: web.Request) -> web.StreamResponse:
        if request.cookies.get("seen") == "1" and request.cookies.get("lang") == "en":
            return web.Response(text=FEED)
        response = web.Response(status=307, headers={"Location": str(request.url)})
        response.set_cookie("seen", "1")
        response.set_cookie("lang", "en")
        return response

    server.handlers["/feed"] = feed
    assert await body_at(server.address("/feed")) == FEED.encode()


async def test_a_cookie_of_one_host_is_not_shown_to_another(server: WebServer) -> None:
    there = server.address("/there", "127.0.0.2")
    server.status("/here", 302, **{"Location": there, "Set-Cookie": "secret=1"})
    server.page("/there", FEED)

    await body_at(server.address("/here"))

    assert "Cookie" not in server.asked("/there")[0].headers


async def test_a_cookie_ends_with_the_chain_that_brought_it(server: WebServer) -> None:
    server.page("/a", FEED, **{"Set-Cookie": "visitor=7; Max-Age=9999"})
    async with the_web() as asked:
        await asked.get(server.address("/a"))
        await asked.get(server.address("/a"))

    assert [one.headers.get("Cookie") for one in server.asked("/a")] == [None, None]


async def test_a_check_that_never_lets_anybody_in_ends_at_the_limit(server: WebServer) -> None:
    checking(server, "/feed", "/check")
    server.status("/check", 302, **{"Location": "/feed", "Set-Cookie": "checked=no"})

    answer = await get(server.address("/feed"))

    assert isinstance(answer, Failed)
    assert answer.trouble is Trouble.REDIRECTS


PAGE = "<!doctype html><html><head>{}</head><body>Moved</body></html>"


@pytest.mark.parametrize(
    "meta",
    [
        '<meta http-equiv="refresh" content="0; url=/feed">',
        "<META HTTP-EQUIV=Refresh CONTENT='0;URL=/feed'>",
        '<meta content="3;url=&quot;/feed&quot;" http-equiv="refresh"/>',
    ],
)
async def test_a_page_that_sends_on_is_followed_to_the_feed(server: WebServer, meta: str) -> None:
    server.page("/old", PAGE.format(meta))
    server.page("/feed", FEED)

    assert await body_at(server.address("/old")) == FEED.encode()


@pytest.mark.parametrize(
    "page",
    [
        PAGE.format('<meta http-equiv="refresh" content="300">'),
        PAGE.format('<meta http-equiv="refresh" content="600; url=/feed">'),
        PAGE.format('<noscript><meta http-equiv="refresh" content="0; url=/feed"></noscript>'),
        PAGE.format('<!-- <meta http-equiv="refresh" content="0; url=/feed"> -->'),
        PAGE.format('<meta name="refresh" content="0; url=/feed">'),
        '<rss><item><![CDATA[<html><meta http-equiv="refresh" content="0; url=/x">]]></item></rss>',
    ],
    ids=["reloads", "later", "noscript", "comment", "other-name", "in-a-feed"],
)
def test_a_page_that_stays_is_taken_as_it_is(page: str) -> None:
    assert refresh_target(page.encode()) is None


async def test_a_page_that_reloads_itself_is_no_redirect(server: WebServer) -> None:
    page = PAGE.format('<meta http-equiv="refresh" content="5; url=/live">')
    server.page("/live", page)

    assert await body_at(server.address("/live")) == page.encode()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("part", ["<meta ", "<noscript>", "<!--", "<meta content='", "<?xml "])
def test_looking_for_a_refresh_takes_time_in_proportion(part: str) -> None:
    assert refresh_target(b"<html>" + part.encode() * 1_000_000) is None


async def test_a_page_sends_nobody_inside(server: WebServer) -> None:
    server.page(
        "/old", PAGE.format('<meta http-equiv="refresh" content="0; url=http://10.0.0.1/">')
    )

    answer = await get(server.address("/old"))

    assert isinstance(answer, Failed)
    assert answer.trouble is Trouble.ADDRESS


@pytest.mark.parametrize("headers", [{}, {"Content-Type": "application/gzip"}])
async def test_a_packed_file_is_unpacked_though_no_header_says_so(
    server: WebServer, headers: dict[str, str]
) -> None:
    server.page("/feed.xml.gz", gzip.compress(FEED.encode()), **headers)
    assert await body_at(server.address("/feed.xml.gz")) == FEED.encode()


async def test_a_packed_file_that_is_packed_for_the_way_too_is_unpacked_twice(
    server: WebServer,
) -> None:
    twice = gzip.compress(gzip.compress(FEED.encode()))
    server.page("/feed.xml.gz", twice, **{"Content-Encoding": "gzip"})
    assert await body_at(server.address("/feed.xml.gz")) == FEED.encode()


@pytest.mark.parametrize(
    ("packed", "expected"),
    [
        (gzip.compress(bytes(200 * MOST)), Trouble.TOO_LONG),
        (b"\x1f\x8b\x08 damaged", Trouble.DAMAGED),
    ],
)
async def test_a_packed_file_is_stopped_at_the_limit_and_reported_when_damaged(
    server: WebServer, packed: bytes, expected: Trouble
) -> None:
    server.page("/feed.xml.gz", packed)

    answer = await get(server.address("/feed.xml.gz"))

    assert isinstance(answer, Failed)
    assert answer.trouble is expected
