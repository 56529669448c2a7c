"""`/metrics`, `/live` and `/ready` of a service that runs on asyncio."""

from collections.abc import Callable
from typing import Final

from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

_NO_BODY: Final = 1
"""Nothing is sent to these pages."""

Readiness = Callable[[], str | None]
"""Returns why the service is not ready, or None where it is."""


def monitoring_app(
    registry: CollectorRegistry, not_ready: Readiness, most_bytes: int = 0
) -> web.Application:
    """Return the web application; it shows numbers and states, never article text.

    Args:
        registry: the service's metrics.
        not_ready: why it is not ready.
        most_bytes: of a request's body, for a service that adds a route that takes one.
    """

    async def metrics(request: web.Request) -> web.Response:
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=encode(registry), headers={"Content-Type": content_type})

    async def live(_: web.Request) -> web.Response:
        # that the event loop answers is what it says: no more, no less
        return web.json_response({"status": "live"})

    async def ready(_: web.Request) -> web.Response:
        reason = not_ready()
        if reason is None:
            return web.json_response({"status": "ready"})
        return web.json_response({"status": "not ready", "reason": reason}, status=503)

    app = web.Application(client_max_size=most_bytes or _NO_BODY)
    app.add_routes([web.get("/metrics", metrics), web.get("/live", live), web.get("/ready", ready)])
    return app
