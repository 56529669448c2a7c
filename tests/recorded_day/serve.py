"""The day's outlets as one web server on many hosts of loopback, with a log of what was asked."""

import asyncio
import hashlib
import json
import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from aiohttp import web
from recorded_day import documents
from recorded_day.fast_clock import FastClock
from recorded_day.outlets import RETRY_AFTER, Form, Outlet, Trouble, outlets

LONG = 60.0
"""Seconds, of the wall: nobody waits so long."""


class Outlets:
    """Answers as each outlet does at this moment of the day."""

    def __init__(self, count: int, clock_file: Path, speed: float, log: Path) -> None:
        self._by_host = {one.host: one for one in outlets(count)}
        self._clock_file = clock_file
        self._speed = speed
        self._log = log.open("w")

    async def answer(self, request: web.Request) -> web.StreamResponse:
        clock = FastClock(self._clock_file, self._speed)
        outlet = self._by_host[request.host.partition(":")[0]]
        response = await self._of(outlet, request, clock)
        line = {"host": outlet.host, "path": request.path, "status": response.status}
        self._log.write(json.dumps(line) + "\n")
        self._log.flush()
        return response

    async def _of(self, outlet: Outlet, request: web.Request, clock: FastClock) -> web.Response:
        at, path = clock.of_day(), request.path
        if outlet.storms(at) and (path == "/feed" or outlet.trouble is not Trouble.NO_FEED):
            return await self._in_trouble(outlet, clock)
        if path == "/robots.txt":
            return _robots(outlet)
        if path == "/old-feed":
            return web.Response(status=301, headers={"Location": "/feed"})
        site = f"http://{request.host}"
        if path == "/feed":
            text = documents.feed(outlet, at, clock.moment(0), site)
            return _unless_known(outlet, text, request, clock)
        folder, _, number = path.removeprefix("/").partition("/")
        story = outlet.stories[int(number)]
        if story.page == "gone":
            return web.Response(status=404)
        if folder == "old":
            return web.Response(status=302, headers={"Location": f"/stories/{number}"})
        text = documents.page(outlet, story, at, clock.moment(0), site)
        return web.Response(text=text, content_type="text/html")

    async def _in_trouble(self, outlet: Outlet, clock: FastClock) -> web.Response:
        match outlet.trouble:
            case Trouble.BUSY:
                return web.Response(status=429, headers={"Retry-After": str(RETRY_AFTER)})
            case Trouble.DOWN:
                later = datetime.fromtimestamp(clock.now() + RETRY_AFTER, UTC)
                told = format_datetime(later, usegmt=True)
                return web.Response(status=503, headers={"Retry-After": told})
            case Trouble.SLOW:
                await asyncio.sleep(LONG)
            case Trouble.NO_FEED:
                return web.Response(text="<html><body>Back soon</body></html>")
        return web.Response(status=500)


def _robots(outlet: Outlet) -> web.Response:
    if outlet.number % 10 == 6:
        return web.Response(status=404)
    delay = f"Crawl-delay: {outlet.crawl_delay:g}\n" if outlet.crawl_delay else ""
    return web.Response(text=f"User-agent: *\nDisallow: /closed/\n{delay}")


def _unless_known(
    outlet: Outlet, text: str, request: web.Request, clock: FastClock
) -> web.Response:
    newest = documents.shown(outlet, clock.of_day())[0]
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
    changes = [one.changed for one in outlet.stories if one.changed is not None]
    last = max([newest.published, *(one for one in changes if one <= clock.of_day())])
    modified = format_datetime(datetime.fromtimestamp(clock.moment(last), UTC), usegmt=True)
    headers = {}
    if outlet.etag:
        headers["ETag"] = etag
    if outlet.last_modified:
        headers["Last-Modified"] = modified
    if outlet.form in {Form.ATOM, Form.JSON} and outlet.interval:
        headers["Cache-Control"] = f"max-age={outlet.interval:.0f}"
    told = request.headers
    if "If-None-Match" in told:
        known = told["If-None-Match"] == etag
    else:
        known = outlet.last_modified and told.get("If-Modified-Since") == modified
    if known:
        return web.Response(status=304, headers=headers)
    kind = "application/feed+json" if outlet.form is Form.JSON else "application/xml"
    return web.Response(text=text, content_type=kind, headers=headers)


async def _run(count: int, clock_file: Path, speed: float, log: Path) -> None:
    app = web.Application()
    app.router.add_get("/{path:.*}", Outlets(count, clock_file, speed, log).answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0).start()  # noqa: S104 - loopback has many hosts
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    number, clock_at, fast, log_at = sys.argv[1:]
    asyncio.run(_run(int(number), Path(clock_at), float(fast), Path(log_at)))
