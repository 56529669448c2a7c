"""Opens the port of metrics and health; on a loop of its own for services without asyncio."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry

from services.monitoring.http import Readiness, monitoring_app
from services.problem import ExitStatus, Problem

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Bind:
    """Where to listen."""

    host: str
    port: int
    variable: str = "TOCSIN_HTTP_PORT"
    """The setting that another port is given by."""


async def listen(app: web.Application, bind: Bind) -> tuple[web.AppRunner, int]:
    """Open the port; return what closes it, and its number.

    Raises:
        Problem: the port cannot be had.
    """
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, bind.host, bind.port).start()
    except OSError as error:
        await runner.cleanup()
        why = os.strerror(error.errno or 0)
        message = (
            f"cannot listen on {bind.host}:{bind.port}: {why}; "
            f"set {bind.variable} to a free port, or to 0 for any"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE) from None
    port: int = runner.addresses[0][1]
    log.info("http_listening", host=bind.host, port=port)
    return runner, port


@contextmanager
def monitored(registry: CollectorRegistry, not_ready: Readiness, bind: Bind) -> Iterator[int]:
    """Serve metrics and health from a thread while the block runs; yield the port.

    Raises:
        Problem: the port cannot be had.
    """
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="monitoring", daemon=True)
    thread.start()
    try:
        opened = listen(monitoring_app(registry, not_ready), bind)
        runner, port = asyncio.run_coroutine_threadsafe(opened, loop).result()
        try:
            yield port
        finally:
            asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
