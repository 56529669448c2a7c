"""The session that carries webhooks. Their socket is guarded, as the feeder's is."""

import ipaddress
from collections.abc import Sequence
from typing import Final

import aiohttp

from tocsin.services.feeder.live.web.guarded_resolver import GuardedResolver, guarded_sockets
from tocsin.services.feeder.live.web.networks import Network

_OPERATORS_OWN: Final = tuple(
    ipaddress.ip_network(block)
    for block in (
        "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
        "::1/128", "fc00::/7",
    )
)  # fmt: skip
"""Inner networks where a hub of the operator's may be. Not link-local: there is the metadata
service of the clouds, which no alert is for."""


def webhook_session(allowed: Sequence[Network]) -> aiohttp.ClientSession:
    """Return a session that connects to public, private and allowed addresses, and no others."""
    networks = (*_OPERATORS_OWN, *allowed)
    connector = aiohttp.TCPConnector(
        resolver=GuardedResolver(networks), socket_factory=guarded_sockets(networks)
    )
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
