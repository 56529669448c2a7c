"""Opens the port of metrics and health; on a loop of its own for services without asyncio."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Final

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry

from tocsin.services.monitoring.connections import Connections, GuardedConnection, limits
from tocsin.services.monitoring.edge import edge, request_logger
from tocsin.services.monitoring.http import Readiness, monitoring_app
from tocsin.services.problem import ExitStatus, Problem

log = structlog.get_logger(__name__)

KEPT_ALIVE_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Bind:
    """Address to listen on."""

    host: str
    port: int
    variable: str = "TOCSIN_HTTP_PORT"
    """The setting that another port is given by."""
    of_a_client: int = 200
    """Connections of one client."""


class _GuardedSite(web.TCPSite):
    """A port whose connections are watched."""

    def __init__(self, runner: web.AppRunner, bind: Bind, connections: Connections) -> None:
        super().__init__(runner, bind.host, bind.port)
        self._bind = bind
        self._connections = connections

    async def start(self) -> None:
        await web.BaseSite.start(self)
        make = self._runner.server
        if make is None:
            message = "the runner is not set up"
            raise RuntimeError(message)
        self._server = await asyncio.get_running_loop().create_server(
            lambda: GuardedConnection(make(), self._connections), self._bind.host, self._bind.port
        )


async def listen(
    app: web.Application,
    bind: Bind,
    registry: CollectorRegistry | None = None,
    *,
    said: str = "http_listening",
    shutdown_timeout: float = 60.0,
) -> tuple[web.AppRunner, int]:
    """Open the port; return what closes it, and its number.

    Args:
        app: what is served; its edge is guarded here.
        bind: where.
        registry: where refused connections are counted.
        said: in the log, when it is open.
        shutdown_timeout: seconds for answers that are under way at the end.

    Raises:
        Problem: the port cannot be had.
    """
    app.middlewares.insert(0, edge)
    runner = web.AppRunner(
        app,
        access_log=None,
        logger=request_logger(),
        keepalive_timeout=KEPT_ALIVE_SECONDS,
        auto_decompress=False,
        shutdown_timeout=shutdown_timeout,
    )
    await runner.setup()
    connections = Connections(limits(bind.of_a_client), registry)
    try:
        await _GuardedSite(runner, bind, connections).start()
    except OSError as error:
        await runner.cleanup()
        why = os.strerror(error.errno or 0)
        message = (
            f"cannot listen on {bind.host}:{bind.port}: {why}; "
            f"set {bind.variable} to a free port, or to 0 for any"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE) from None
    port: int = runner.addresses[0][1]
    log.info(said, host=bind.host, port=port)
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
        opened = listen(monitoring_app(registry, not_ready), bind, registry)
        runner, port = asyncio.run_coroutine_threadsafe(opened, loop).result()
        try:
            yield port
        finally:
            asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
