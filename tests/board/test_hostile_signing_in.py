"""Forms that come all at once, and origins that are none; without a broker."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp import web

from tocsin.services.board.board import Board
from tocsin.services.board.metrics import BoardMetrics
from tocsin.services.board.web.access.authorization import AccessControl
from tocsin.services.board.web.access.guard import guards
from tocsin.services.board.web.access.hosts import Hosts
from tocsin.services.board.web.access.signing_in import SigningIn
from tocsin.services.board.web.files import Files
from tocsin.services.board.web.templates import Templates
from tocsin.services.monitoring.listening import Bind, listen


@pytest.fixture
async def port() -> AsyncIterator[int]:
    def clock() -> datetime:
        return datetime.now(UTC)

    access = AccessControl("a-read-token", "a-write-token", clock)
    templates = Templates(Files(), Board(1 << 20, BoardMetrics(), clock))
    app = web.Application(middlewares=guards(access, templates, Hosts("http://localhost", [])))
    app.add_routes(SigningIn(access, templates, is_secure=False).routes())
    runner, port = await listen(app, Bind("127.0.0.1", 0))
    yield port
    await runner.cleanup()


async def sign_in(port: int, token: bytes, header: bytes = b"X: y", pause: float = 0.0) -> int:
    """Send a form, its body after a pause; return the status."""
    body = b"author=Ada&token=" + token
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: %d\r\n%s\r\n\r\n" % (len(body), header)
    )
    await asyncio.sleep(pause)
    writer.write(body)
    line = await reader.readline()
    writer.close()
    return int(line.split()[1])


async def test_guesses_whose_forms_wait_for_each_other_are_few_too(port: int) -> None:
    guesses = (sign_in(port, b"guess%d" % number, pause=0.5) for number in range(50))
    assert Counter(await asyncio.gather(*guesses)) == {403: 10, 429: 40}


@pytest.mark.parametrize("origin", [b"http://[", b"http://a\xe2\x84\x80b", b"null", b"http://x"])
async def test_an_origin_that_is_invalid_is_another_site(port: int, origin: bytes) -> None:
    assert await sign_in(port, b"a-read-token", b"Origin: " + origin) == 403
    assert await sign_in(port, b"a-read-token", b"Origin: http://localhost") == 303
