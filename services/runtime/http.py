"""A service's HTTP port: metrics, health, and whatever else it serves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CollectorRegistry

from tocsin.services.monitoring.listening import Bind, listen
from tocsin.services.settings import Settings


def http_bind(
    settings: Settings, port: int, variable: str = "TOCSIN_HTTP_PORT", host: str | None = None
) -> Bind:
    """Return where a service listens.

    Args:
        settings: the host, and how many connections a client may have.
        port: 0 picks a free one.
        variable: the setting that the port comes from; the error for a taken port names it.
        host: instead of the one in the settings.
    """
    return Bind(host or settings.http_host, port, variable, settings.http_client_connections)


@asynccontextmanager
async def http_open(
    app: web.Application,
    bind: Bind,
    registry: CollectorRegistry,
    *,
    said: str = "http_listening",
    shutdown_timeout: float = 60.0,
) -> AsyncIterator[int]:
    """Serve the application while the block runs; yield the port.

    Raises:
        Problem: the port cannot be had.
    """
    runner, port = await listen(app, bind, registry, said=said, shutdown_timeout=shutdown_timeout)
    try:
        yield port
    finally:
        await runner.cleanup()
