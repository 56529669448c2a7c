"""A web server on loopback that behaves like the real ones, and misbehaves on demand."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Asked:
    """One request, as a server's log has it."""

    at: float
    done_at: float
    host: str
    path: str
    headers: dict[str, str]


@dataclass
class WebServer:
    """Pages by path, and a log."""

    port: int
    handlers: dict[str, Handler] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, body: str | bytes, **headers: str) -> None:
        """Serve a body, with an ETag of it, as most servers do."""
        content = body.encode() if isinstance(body, str) else body
        told = {"Content-Type": "text/html; charset=utf-8", **headers}
        etag = f'"{hash(content):x}"'

        async def answer(request: web.Request) -> web.StreamResponse:
            if request.headers.get("If-None-Match") == etag:
                return web.Response(status=304, headers={"ETag": etag})
            return web.Response(body=content, headers={"ETag": etag, **told})

        self.handlers[path] = answer

    def status(self, path: str, status: int, **headers: str) -> None:
        """Serve nothing but a status."""

        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(status=status, headers=headers)

        self.handlers[path] = answer

    def asked(self, path: str) -> list[Asked]:
        return [one for one in self.log if one.path == path]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer a request, and note it."""
        began = time.monotonic()
        try:
            handler = self.handlers.get(request.path)
            return web.Response(status=404) if handler is None else await handler(request)
        finally:
            asked = Asked(
                began, time.monotonic(), request.host, request.path, dict(request.headers)
            )
            self.log.append(asked)


@contextmanager
def web_server(host: str = "127.0.0.1") -> Iterator[WebServer]:
    """Run a server in a thread of its own, on a free port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = WebServer(0)

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", server.answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, host, 0).start()
        server.port = runner.addresses[0][1]
        return runner

    runner = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def rss(*items: str, extra: str = "") -> str:
    """Return an RSS document of these items."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Wire</title>'
        f"<link>http://wire.example/</link>{extra}{''.join(items)}</channel></rss>"
    )


def rss_item(
    link: str, title: str, text: str = "", date: str = "Wed, 01 May 2024 10:00:00 GMT"
) -> str:
    """Return one item of an RSS document."""
    link = link.replace("&", "&amp;")
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{date}</pubDate><description>{text}</description></item>"
    )


def story(title: str, *paragraphs: str, head: str = "") -> str:
    """Return a page as an outlet would have it, with what surrounds a story."""
    told = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
        f"<main><article><h1>{title}</h1>{told}</article></main>"
        '<aside><a href="/other">Other stories that people read</a></aside>'
        "<footer>All rights reserved</footer></body></html>"
    )
