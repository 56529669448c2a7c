"""Connections to one of our ports: few per client, none that only waits, none that stalls."""

import asyncio
import ipaddress
import resource
from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry, Counter

log = structlog.get_logger(__name__)

HEADER_SECONDS: Final = 10.0
"""In which a request's head must be whole."""
BODY_SECONDS: Final = 60.0
WRITE_SECONDS: Final = 60.0
"""How long an answer may wait for a reader who does not take it."""
IDLE_SECONDS: Final = 40.0
_MOST: Final = 2_000
_FOR_OURSELVES: Final = 256
"""Files and connections of the service's own work."""
_WANTED_FILES: Final = 65_536
_SIXTY_FOUR: Final = 64


class _State(Enum):
    IDLE = auto()
    RECEIVING = auto()
    BUSY = auto()


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """How many connections are kept."""

    of_a_client: int
    of_all: int


def limits(of_a_client: int) -> ConnectionLimits:
    """Return limits that this process can keep; it takes as many open files as it may have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED_FILES if hard == resource.RLIM_INFINITY else min(hard, _WANTED_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    files = _WANTED_FILES if soft == resource.RLIM_INFINITY else soft
    return ConnectionLimits(of_a_client, max(32, min(_MOST, files - _FOR_OURSELVES)))


def client_of(address: str | None) -> str:
    """Return the client of an address: with IPv6 one client has a whole /64."""
    try:
        ip = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or "?"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip, _SIXTY_FOUR), strict=False))
    return str(ip)


class Connections:
    """All connections of a port, by client."""

    def __init__(self, most: ConnectionLimits, registry: CollectorRegistry | None) -> None:
        self._most = most
        self._by_client: dict[str, OrderedDict[GuardedConnection, None]] = {}
        self._count = 0
        self._refused = Counter(
            "tocsin_http_connections_refused",
            (
                "Connections closed by the server: too slow, too many from one client, or "
                "too many in total."
            ),
            ["reason"],
            registry=registry,
        )

    def let_in(self, connection: "GuardedConnection", client: str) -> bool:
        """Accept a connection; an older idle one makes room."""
        own = self._by_client.setdefault(client, OrderedDict())
        if len(own) >= self._most.of_a_client and not self._make_room(own, "of_a_client", client):
            self.refuse("of_a_client", client)
            return False
        if self._count >= self._most.of_all:
            largest = max(self._by_client.values(), key=len)
            if not self._make_room(largest, "of_all", client):
                self.refuse("of_all", client)
                self._forget(client)
                return False
        self._by_client.setdefault(client, own)[connection] = None
        self._count += 1
        return True

    def gone(self, connection: "GuardedConnection", client: str) -> None:
        """Forget a connection."""
        own = self._by_client.get(client, OrderedDict())
        if connection in own:
            del own[connection]
            self._count -= 1
        self._forget(client)

    def refuse(self, reason: str, client: str) -> None:
        """Count and log a connection that is closed; the log's own limit keeps it short."""
        self._refused.labels(reason).inc()
        log.warning("connection_refused", reason=reason, client=client)

    def _make_room(
        self, among: "OrderedDict[GuardedConnection, None]", reason: str, client: str
    ) -> bool:
        waiting = next((one for one in among if not one.is_busy), None)
        if waiting is None:
            return False
        self.refuse(reason, client)
        waiting.abort()
        return True

    def _forget(self, client: str) -> None:
        if not self._by_client.get(client, True):
            del self._by_client[client]


class GuardedConnection(asyncio.Protocol):
    """One connection: passes everything on to aiohttp, with an eye on the clock."""

    def __init__(self, inner: asyncio.Protocol, connections: Connections) -> None:
        self._inner = inner
        self._connections = connections
        self._client = "?"
        self._transport: asyncio.Transport | None = None
        self._state = _State.RECEIVING
        self._timer: asyncio.TimerHandle | None = None
        self._stalled: asyncio.TimerHandle | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a request is being answered."""
        return self._state is _State.BUSY

    def begin(self, request: web.Request) -> None:
        """A request's head is whole; its body may still come."""
        self._state = _State.BUSY
        self._set_timer(None)
        if request.can_read_body:
            self._timer = asyncio.get_running_loop().call_later(
                BODY_SECONDS, lambda: None if request.content.is_eof() else self._give_up()
            )

    def end(self) -> None:
        """The request is answered."""
        self._state = _State.IDLE
        self._set_timer(IDLE_SECONDS)

    def abort(self) -> None:
        """Close at once, without a word, and make room."""
        self._leave()
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take up a connection, or close it."""
        if not isinstance(transport, asyncio.Transport):
            message = "a TCP transport is wanted"
            raise TypeError(message)
        peer = transport.get_extra_info("peername")
        self._client = client_of(peer[0] if peer else None)
        if not self._connections.let_in(self, self._client):
            transport.abort()
            return
        self._transport = transport
        self._set_timer(HEADER_SECONDS)
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Pass on; what comes while nothing is under way begins a request."""
        if self._transport is None:
            return
        if self._state is _State.IDLE:
            self._state = _State.RECEIVING
            self._set_timer(HEADER_SECONDS)
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """Pass on."""
        return None if self._transport is None else self._inner.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Pass on, and forget it."""
        if self._transport is not None:
            self._leave()
            self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        """The other side takes nothing: it has some time to continue."""
        self._inner.pause_writing()
        if self._stalled is None:
            self._stalled = asyncio.get_running_loop().call_later(WRITE_SECONDS, self._give_up)

    def resume_writing(self) -> None:
        """It has gone on."""
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None
        self._inner.resume_writing()

    def _give_up(self) -> None:
        self._connections.refuse("slow", self._client)
        self.abort()

    def _set_timer(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if seconds is not None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._give_up)

    def _leave(self) -> None:
        self._set_timer(None)
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None
        self._connections.gone(self, self._client)
