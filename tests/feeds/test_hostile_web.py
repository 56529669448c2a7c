"""What a server does to us, and what comes of it: an answer or a named trouble, never more."""

import asyncio
import gzip
import itertools
import time
import zlib
from collections.abc import Iterator

import aiohttp
import pytest
from aiohttp import web
from web_server import WebServer, story, web_server

from tocsin.services.feeder.live.clock import SystemClock
from tocsin.services.feeder.live.fetching.item_article import FoundPage
from tocsin.services.feeder.live.fetching.pages import NoPage, PageFetcher
from tocsin.services.feeder.live.parsing.pool import Parsers
from tocsin.services.feeder.live.web.answers import (
    Answer,
    Failed,
    NotModified,
    Trouble,
    WebResponse,
)
from tocsin.services.feeder.live.web.client import Web, WebLimits
from tocsin.services.feeder.live.web.guarded_resolver import (
    GuardedResolver,
    InnerAddressError,
    guarded_connector,
)
from tocsin.services.feeder.live.web.networks import allowed_networks, may_be_asked
from tocsin.services.feeder.live.web.robots import Robots
from tocsin.services.feeder.live.web.unpacking import TooLongError, Unpacker

MOST = 100_000


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server() as running:
        yield running


def limits(allowed: str = "127.0.0.1/32", seconds: float = 5.0) -> WebLimits:
    return WebLimits("Tocsin test", seconds, MOST, 8, 0.0, allowed_networks(allowed))


async def get(address: str, how: WebLimits | None = None) -> Answer:
    async with Web(how or limits()) as the_web:
        return await the_web.get(address)


async def trouble(address: str, how: WebLimits | None = None) -> Trouble:
    answer = await get(address, how)
    assert isinstance(answer, Failed), answer
    return answer.trouble


async def test_what_did_not_change_is_not_sent_again(server: WebServer) -> None:
    server.page("/a", "hello")
    async with Web(limits()) as the_web:
        first = await the_web.get(server.address("/a"))
        assert isinstance(first, WebResponse)
        again = await the_web.get(server.address("/a"), first.validators)

    assert first.body == b"hello"
    assert isinstance(again, NotModified)
    assert server.log[0].headers["User-Agent"] == "Tocsin test"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "bare deflate"])
async def test_packed_answers_are_unpacked(server: WebServer, encoding: str) -> None:
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = {
        "gzip": gzip.compress(b"hello" * 999),
        "deflate": zlib.compress(b"hello" * 999),
        "bare deflate": bare.compress(b"hello" * 999) + bare.flush(),
    }[encoding]
    server.page("/a", packed, **{"Content-Encoding": encoding.removeprefix("bare ")})

    answer = await get(server.address("/a"))

    assert isinstance(answer, WebResponse)
    assert answer.body == b"hello" * 999


async def test_a_decompression_bomb_is_stopped_at_the_limit(server: WebServer) -> None:
    server.page("/a", gzip.compress(bytes(200 * MOST)), **{"Content-Encoding": "gzip"})
    assert await trouble(server.address("/a")) is Trouble.TOO_LONG


def test_a_bomb_within_one_chunk_takes_no_more_memory_than_the_limit() -> None:
    unpacker = Unpacker("gzip", MOST)
    with pytest.raises(TooLongError):
        unpacker.take(gzip.compress(bytes(1000 * MOST)))
    with pytest.raises(zlib.error):
        unpacker.body()


@pytest.mark.parametrize("size", [1, 7, 65_536, 10**6])
def test_several_gzip_members_are_one_content(size: int) -> None:
    packed = b"".join(gzip.compress(b"part %d," % number) for number in range(300))
    unpacker = Unpacker("gzip", MOST)
    for begin in range(0, len(packed), size):
        unpacker.take(packed[begin : begin + size])

    assert unpacker.body() == b"".join(b"part %d," % number for number in range(300))


@pytest.mark.parametrize("rest", [bytes(512), b"some words", gzip.compress(b"more")[1:]])
def test_what_follows_the_last_member_is_no_content(rest: bytes) -> None:
    unpacker = Unpacker("gzip", MOST)
    unpacker.take(gzip.compress(b"hello") + rest)
    unpacker.take(gzip.compress(b"not this"))

    assert unpacker.body() == b"hello"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"hello" * 999)),
        ("gzip", gzip.compress(b"one") + gzip.compress(b"hello" * 999)),
        ("deflate", zlib.compress(b"hello" * 999)),
    ],
)
def test_a_content_that_is_cut_off_is_damaged(encoding: str, packed: bytes) -> None:
    unpacker = Unpacker(encoding, MOST)
    unpacker.take(packed[:-9])

    with pytest.raises(zlib.error, match="cut off"):
        unpacker.body()


async def test_an_answer_that_is_cut_off_while_it_is_packed_is_damaged(server: WebServer) -> None:
    server.page("/a", gzip.compress(b"<rss/>" * 99)[:-9], **{"Content-Encoding": "gzip"})
    server.page("/b.gz", gzip.compress(b"<rss/>" * 99)[:-9])

    assert await trouble(server.address("/a")) is Trouble.DAMAGED
    assert await trouble(server.address("/b.gz")) is Trouble.DAMAGED


def test_members_without_end_are_refused_in_little_time() -> None:
    began = time.process_time()
    with pytest.raises(TooLongError, match="members"):
        Unpacker("gzip", MOST).take(gzip.compress(b"") * 500_000)

    assert time.process_time() - began < 5


async def test_damaged_packing_is_reported(server: WebServer) -> None:
    server.page("/a", b"this is not gzip", **{"Content-Encoding": "gzip"})
    server.page("/b", b"whatever", **{"Content-Encoding": "br"})
    assert await trouble(server.address("/a")) is Trouble.DAMAGED
    assert await trouble(server.address("/b")) is Trouble.DAMAGED


async def test_an_endless_answer_is_stopped_at_the_limit(server: WebServer) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(bytes(10_000))

    server.handlers["/a"] = endless
    assert await trouble(server.address("/a")) is Trouble.TOO_LONG


async def test_an_answer_by_drops_is_given_up_in_time(server: WebServer) -> None:
    async def drops(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b".")
            await asyncio.sleep(0.05)

    server.handlers["/a"] = drops
    began = time.monotonic()
    assert await trouble(server.address("/a"), limits(seconds=0.5)) is Trouble.TIMEOUT
    assert time.monotonic() - began < 5


async def test_redirects_are_followed_a_few_times_and_not_in_circles(server: WebServer) -> None:
    server.status("/a", 301, Location="/b")
    server.status("/b", 302, Location="/c")
    server.page("/c", "there")
    server.status("/circle", 302, Location="/circle")

    answer = await get(server.address("/a"))

    assert isinstance(answer, WebResponse)
    assert answer.address == server.address("/c")
    assert await trouble(server.address("/circle")) is Trouble.REDIRECTS
    assert len(server.asked("/circle")) <= 6


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://2130706434/",
        "http://0x7f.0.0.2/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
    ],
)
async def test_a_redirect_that_leads_inside_is_refused(server: WebServer, target: str) -> None:
    server.status("/a", 302, Location=target)
    assert await trouble(server.address("/a")) is Trouble.ADDRESS


LOOPBACK_IN_OTHER_DIGITS = (
    "①②⑦.⓪.⓪.②",
    "127。0。0。2",
    "\uff11\uff12\uff17\uff0e\uff10\uff0e\uff10\uff0e\uff12",
    "\U0001d7d9\U0001d7da\U0001d7df.\U0001d7d8.\U0001d7d8.\U0001d7da",
    "1\uff127\u3002\uff10\uff610\uff0e2",
    "[::ffff:127.0.0.2]",
)


@pytest.mark.parametrize("host", LOOPBACK_IN_OTHER_DIGITS)
async def test_an_address_in_other_digits_is_not_asked(server: WebServer, host: str) -> None:
    with web_server("127.0.0.2") as inside:
        target = f"http://{host}:{inside.port}/secret"
        server.status("/a", 302, Location=target)
        assert await trouble(target) is Trouble.ADDRESS
        assert await trouble(server.address("/a")) is Trouble.ADDRESS
        assert inside.log == []


async def test_the_socket_refuses_what_no_check_before_it_saw(server: WebServer) -> None:
    async with aiohttp.ClientSession(connector=guarded_connector((), 8)) as session:
        with pytest.raises(aiohttp.ClientConnectorError) as raised:
            await session.get(server.address("/secret"))

    assert isinstance(raised.value.os_error, InnerAddressError)
    assert server.log == []


async def test_a_name_that_leads_inside_is_refused_after_its_resolution(server: WebServer) -> None:
    server.page("/a", "secret")
    assert await trouble(f"http://localhost:{server.port}/a", limits("")) is Trouble.ADDRESS
    assert server.log == []
    with pytest.raises(InnerAddressError):
        await GuardedResolver(()).resolve("localhost", 80)


async def test_the_resolver_gives_just_the_addresses_that_passed() -> None:
    found = await GuardedResolver(allowed_networks("127.0.0.1/32")).resolve("localhost", 80)
    assert {one["host"] for one in found} == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("status", "expected"),
    [(404, Trouble.GONE), (410, Trouble.GONE), (429, Trouble.BUSY), (503, Trouble.BUSY),
     (500, Trouble.STATUS), (403, Trouble.STATUS), (204, Trouble.STATUS)],
)  # fmt: skip
async def test_a_status_is_named_by_its_meaning(
    server: WebServer, status: int, expected: Trouble
) -> None:
    server.status("/a", status, **{"Retry-After": "7"})
    answer = await get(server.address("/a"))
    assert isinstance(answer, Failed)
    assert (answer.trouble, answer.retry_after) == (expected, 7)


async def test_nobody_there_is_unreachable() -> None:
    assert await trouble("http://127.0.0.1:1/") is Trouble.UNREACHABLE


async def test_a_host_gets_one_request_at_a_time_with_a_pause_between(server: WebServer) -> None:
    async def slowly(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.05)
        return web.Response(text="x")

    server.handlers["/a"] = slowly
    how = WebLimits("x", 5, MOST, 8, 0.1, allowed_networks("127.0.0.1/32"))
    async with Web(how) as the_web:
        await asyncio.gather(*(the_web.get(server.address("/a")) for _ in range(4)))

    times = sorted((one.at, one.done_at) for one in server.log)
    assert all(later[0] - one[1] >= 0.08 for one, later in itertools.pairwise(times))


async def test_a_host_that_says_come_later_is_left_alone_by_all_who_wait_for_it(
    server: WebServer,
) -> None:
    server.status("/busy", 429, **{"Retry-After": "120"})
    server.page("/other", "x")
    async with Web(limits()) as the_web:
        first, *others = await asyncio.gather(
            the_web.get(server.address("/busy")),
            the_web.get(server.address("/other")),
            the_web.get(server.address("/busy")),
        )

    assert isinstance(first, Failed)
    assert (first.trouble, first.retry_after) == (Trouble.BUSY, 120)
    for one in others:
        assert isinstance(one, Failed)
        assert one.trouble is Trouble.HELD
        assert 100 < one.retry_after <= 120
    assert [one.path for one in server.log] == ["/busy"]


async def test_robots_txt_is_asked_for_once_however_many_pages_wait(
    server: WebServer, parsers: Parsers
) -> None:
    server.page("/robots.txt", "User-agent: *\nDisallow: /closed")
    server.page("/open", story("Flood", "Rain fell."))
    server.page("/closed", "secret")
    async with Web(limits()) as the_web:
        pages = PageFetcher(
            the_web, Robots(the_web, "Tocsin test", SystemClock()), parsers, SystemClock()
        )
        found = await asyncio.gather(
            *(pages.get(server.address(path)) for path in ("/open", "/closed", "/open"))
        )

    assert [type(one) for one in found] == [FoundPage, NoPage, FoundPage]
    assert len(server.asked("/robots.txt")) == 1
    assert server.asked("/closed") == []


async def test_a_page_that_moved_is_asked_for_only_if_robots_txt_there_lets_us(
    parsers: Parsers,
) -> None:
    async def robots(request: web.Request) -> web.StreamResponse:
        closed = request.host.startswith("127.0.0.2")
        return web.Response(text="User-agent: *\nDisallow: /" if closed else "")

    with web_server("0.0.0.0") as server:  # noqa: S104 - loopback has many hosts
        server.handlers["/robots.txt"] = robots
        server.status("/a", 302, Location=server.address("/b", "127.0.0.2"))
        server.page("/b", "closed to robots")
        async with Web(limits("127.0.0.0/8")) as the_web:
            pages = PageFetcher(
                the_web, Robots(the_web, "x", SystemClock()), parsers, SystemClock()
            )
            found = await pages.get(server.address("/a"))

    assert isinstance(found, NoPage)
    assert (found.trouble, found.may_pass) == (Trouble.ROBOTS, False)
    assert server.asked("/b") == []


async def test_a_robots_txt_that_does_not_answer_means_no_for_now(
    server: WebServer, parsers: Parsers
) -> None:
    server.status("/robots.txt", 503)
    server.page("/a", "x")
    async with Web(limits()) as the_web:
        found = await PageFetcher(
            the_web, Robots(the_web, "x", SystemClock()), parsers, SystemClock()
        ).get(server.address("/a"))

    assert isinstance(found, NoPage)
    assert (found.trouble, found.may_pass) == (Trouble.NO_ROBOTS, True)
    assert server.asked("/a") == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.0.0.1", False),
        ("172.16.3.4", False), ("192.168.1.1", False), ("169.254.169.254", False),
        ("100.64.0.1", False), ("0.0.0.1", False), ("224.0.0.1", False), ("::1", False),
        ("fe80::1%eth0", False), ("fd00::1", False), ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False), ("2002:7f00:1::", False), ("no address", False),
        ("64:ff9b:1::a00:1", False), ("64:ff9b:1::808:808", False), ("fec0::1", False),
        ("::ffff:8.8.8.8", False), ("::127.0.0.1", False), ("①②⑦.⓪.⓪.①", False),
        ("::ffff:0:127.0.0.1", False), ("::ffff:0:8.8.8.8", False), ("5f00::1", False),
        ("168.63.129.16", False), ("64:ff9b::a83f:8110", False), ("64:ff9b::808:808", True),
    ],
)  # fmt: skip
def test_only_public_addresses_may_be_asked(address: str, public: bool) -> None:  # noqa: FBT001
    assert may_be_asked(address, ()) is public


async def raw_answer(head: bytes, body: bytes = b"hi") -> Answer:
    """Ask a server that answers with just these bytes."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 " + head + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as running:
        return await get(f"http://127.0.0.1:{running.sockets[0].getsockname()[1]}/")


@pytest.mark.parametrize("body", [b"<!---->" * 1_000, b"<html>" + b"<!--" * 2_000], ids=len)
async def test_comments_before_a_page_hold_nobody_up(body: bytes) -> None:
    began = time.process_time()
    assert isinstance(await raw_answer(b"200 OK", body), WebResponse)
    assert time.process_time() - began < 2


@pytest.mark.parametrize("kind", ['"', "(", ";"])
async def test_a_long_type_of_an_answer_is_not_read(kind: str) -> None:
    head = b"200 OK\r\nContent-Type: text/html; charset=" + 15_000 * kind.encode()
    began = time.process_time()
    answer = await raw_answer(head)
    assert time.process_time() - began < 1
    assert isinstance(answer, WebResponse)
    assert answer.charset is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"302 Found\r\nLocation: http://[", Trouble.ADDRESS),
        (b"302 Found\r\nLocation: http://a\xe2\x84\x80b/", Trouble.ADDRESS),
        (b"429 X\r\nRetry-After: Mon, 01 Jan 99999999999 00:00:00 GMT", Trouble.BUSY),
        (b"503 X\r\nRetry-After: Mon, 01 Jan 2026 00:00:00 +99999999999999", Trouble.BUSY),
    ],
)
async def test_a_head_that_means_nothing_is_a_trouble_and_no_error(
    head: bytes, expected: Trouble
) -> None:
    answer = await raw_answer(head)
    assert isinstance(answer, Failed), answer
    assert answer.trouble is expected


async def test_a_page_that_sends_its_reader_nowhere_is_the_page() -> None:
    body = b'<html><meta http-equiv="refresh" content="0;url=http://[x">'
    answer = await raw_answer(b"200 OK", body)
    assert isinstance(answer, WebResponse)
    assert answer.body == body
