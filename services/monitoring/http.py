"""`/metrics`, `/live` and `/ready` of a service that runs on asyncio."""

from collections.abc import Callable

from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

Readiness = Callable[[], str | None]
"""Returns why the service is not ready, or None if it is."""


def monitoring_app(registry: CollectorRegistry, not_ready: Readiness) -> web.Application:
    """Return the web application of a service that serves nothing else."""
    app = web.Application()
    app.add_routes(monitoring_routes(registry, not_ready))
    return app


def monitoring_routes(registry: CollectorRegistry, not_ready: Readiness) -> list[web.RouteDef]:
    """Return the routes; they show numbers and states, never article text."""

    async def metrics(request: web.Request) -> web.Response:
        try:
            encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        except (TypeError, ValueError):  # a version that is none
            encode, content_type = choose_encoder("")
        return web.Response(body=encode(registry), headers={"Content-Type": content_type})

    async def live(_: web.Request) -> web.Response:
        # it says that the event loop answers: no more, no less
        return web.json_response({"status": "live"})

    async def ready(_: web.Request) -> web.Response:
        reason = not_ready()
        if reason is None:
            return web.json_response({"status": "ready"})
        return web.json_response({"status": "not ready", "reason": reason}, status=503)

    return [web.get("/metrics", metrics), web.get("/live", live), web.get("/ready", ready)]
