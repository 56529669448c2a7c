"""Changes that hubs push (WebSub, W3C Recommendation of 2018): asked for, verified, signed.

A push only brings forward what the next look would find, so one that is lost or refused costs
nothing. Nothing is kept over a restart: each start subscribes again with new addresses, and
answers pushes to earlier ones with 410, after which a hub gives up.
"""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Final

import structlog
from aiohttp import web

from tocsin.services.feeder.live.clock import SystemClock
from tocsin.services.feeder.live.metrics import SourceMetrics
from tocsin.services.feeder.live.web.client import Web

log = structlog.get_logger(__name__)

_LEASE: Final = 864_000.0
"""Seconds that are asked for; the hub decides."""
_LEAST_LEASE: Final = 3_600.0
_ASK_AGAIN_AFTER: Final = 3_600.0
"""Seconds in which a hub that did not verify is left alone."""
_VERIFIES_WITHIN: Final = 86_400.0
_LONGEST_CHALLENGE: Final = 2_000
_MOST_WAITING: Final = 4
"""Pushes for one source; what is more the next look finds."""
_ALGORITHMS: Final = {"sha1", "sha256", "sha384", "sha512"}

Take = Callable[[bytes, str | None], Awaitable[None]]
"""Takes in a pushed document and its charset."""


class Push(StrEnum):
    """What became of a push; the closed list of a metric."""

    TAKEN = "taken"
    UNSIGNED = "unsigned"
    """Without our secret's signature: not from the hub, or changed on the way."""
    UNKNOWN = "unknown"
    TOO_MANY = "too_many"


@dataclass(slots=True)
class _Subscription:
    source: str
    hub: str
    topic: str
    take: Take
    secret: str
    asked_at: float = 0.0
    lease: float = 0.0
    ends_at: float = 0.0
    waiting: int = 0


class Subscriptions:
    """What the feeder is subscribed to, and the addresses to which hubs push."""

    def __init__(
        self, asked: Web, address: str, metrics: SourceMetrics, clock: SystemClock, most_bytes: int
    ) -> None:
        """Prepare.

        Args:
            asked: how hubs are asked: they are named by strangers, so on guard.
            address: where hubs reach our port.
            metrics: where pushes are counted.
            clock: of the feeder.
            most_bytes: of a push.
        """
        self._web = asked
        self._address = address.rstrip("/")
        self._metrics = metrics
        self._clock = clock
        self._most_bytes = most_bytes
        self._by_token: dict[str, _Subscription] = {}
        self._of_source: dict[str, str] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    def routes(self) -> list[web.RouteDef]:
        """Return what is to be added to the web application."""
        return [web.get("/websub/{token}", self._verify), web.post("/websub/{token}", self._push)]

    async def subscribe(self, source: str, hub: str, topic: str, take: Take) -> None:
        """Ask the hub for a source's changes, unless it was asked and nothing is due."""
        token = self._of_source.get(source)
        known = self._by_token.get(token or "")
        if token is None or known is None or (known.hub, known.topic) != (hub, topic):
            self._by_token.pop(token or "", None)
            token = self._of_source[source] = secrets.token_urlsafe(24)
            secret = secrets.token_urlsafe(32)
            self._by_token[token] = _Subscription(source, hub, topic, take, secret)
        await self.renew(source)

    async def renew(self, source: str) -> None:
        """Ask again if the lease nears its end, or the hub did not verify for long."""
        token = self._of_source.get(source)
        known = self._by_token.get(token or "")
        now = self._clock.now()
        if token is None or known is None or known.ends_at - now > known.lease / 4:
            return
        if known.asked_at and now - known.asked_at < _ASK_AGAIN_AFTER:
            return
        known.asked_at = now
        failed = await self._web.submit(
            known.hub,
            {
                "hub.mode": "subscribe",
                "hub.topic": known.topic,
                "hub.callback": f"{self._address}/websub/{token}",
                "hub.secret": known.secret,
                "hub.lease_seconds": str(int(_LEASE)),
            },
        )
        if failed is not None:
            log.warning("hub_refused", source=source, hub=known.hub, detail=failed.detail)

    async def _verify(self, request: web.Request) -> web.Response:
        """Confirm to a hub that it was us who asked, WebSub 5.3."""
        known = self._by_token.get(request.match_info["token"])
        told = request.query
        topic, challenge = told.get("hub.topic"), told.get("hub.challenge", "")
        if known is None or topic != known.topic:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        if told.get("hub.mode") == "denied":
            log.warning("hub_denied", source=known.source, hub=known.hub)
            self._set_end(known, 0.0)
            return web.Response()
        is_ours = self._clock.now() - known.asked_at < _VERIFIES_WITHIN
        is_whole = told.get("hub.mode") == "subscribe" and 0 < len(challenge) <= _LONGEST_CHALLENGE
        if not (is_ours and is_whole):
            return web.Response(status=HTTPStatus.NOT_FOUND)
        said = told.get("hub.lease_seconds", "")
        lease = float(said) if said.isascii() and said.isdigit() and len(said) < 10 else _LEASE  # noqa: PLR2004
        known.lease = min(max(lease, _LEAST_LEASE), _LEASE * 3)
        self._set_end(known, self._clock.now() + known.lease)
        log.info("hub_verified", source=known.source, hub=known.hub, seconds=known.lease)
        return web.Response(text=challenge, headers={"X-Content-Type-Options": "nosniff"})

    async def _push(self, request: web.Request) -> web.Response:
        """Take in what a hub pushes; what is not signed is answered alike and ignored."""
        known = self._by_token.get(request.match_info["token"])
        if known is None or known.ends_at < self._clock.now():
            self._metrics.pushes.labels(Push.UNKNOWN).inc()
            return web.Response(status=HTTPStatus.GONE)
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            return web.Response(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        body = await self._body(request)
        if body is None:
            return web.Response(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        outcome = self._outcome(known, body, request.headers.get("X-Hub-Signature", ""))
        self._metrics.pushes.labels(outcome).inc()
        if outcome is Push.TAKEN:
            known.waiting += 1
            task = asyncio.create_task(self._take(known, body, request.charset))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        else:
            log.warning("push_ignored", source=known.source, reason=outcome.value)
        return web.Response(status=HTTPStatus.ACCEPTED)

    async def _body(self, request: web.Request) -> bytes | None:
        body = bytearray()
        async for chunk in request.content.iter_any():
            body += chunk
            if len(body) > self._most_bytes:
                return None
        return bytes(body)

    def _outcome(self, known: _Subscription, body: bytes, signature: str) -> Push:
        if not is_signed(body, known.secret, signature):
            return Push.UNSIGNED
        return Push.TOO_MANY if known.waiting >= _MOST_WAITING else Push.TAKEN

    async def _take(self, known: _Subscription, body: bytes, charset: str | None) -> None:
        try:
            await known.take(body, charset)
        finally:
            known.waiting -= 1

    def _set_end(self, known: _Subscription, ends_at: float) -> None:
        known.ends_at = ends_at
        now = self._clock.now()
        self._metrics.subscriptions.set(
            sum(1 for one in self._by_token.values() if one.ends_at > now)
        )

    async def close(self) -> None:
        """End what is under way: the next start's looks find it."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)


def is_signed(body: bytes, secret: str, signature: str) -> bool:
    """Whether `X-Hub-Signature` is that of the body by the secret, WebSub 7.1."""
    algorithm, _, told = signature.partition("=")
    if algorithm.lower() not in _ALGORITHMS:
        return False
    wanted = hmac.new(secret.encode(), body, getattr(hashlib, algorithm.lower())).hexdigest()
    return hmac.compare_digest(wanted.encode(), told.strip().lower().encode())
