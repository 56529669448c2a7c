"""The guard of each connection: no name and no spelling of an address leads inside.

The resolver checks what a name leads to. The socket checks the address it is about to connect to:
it is the last to know, after every normalisation that the URL went through.
"""

import socket
from collections.abc import Callable, Sequence

from aiohttp import AddrInfoType, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from tocsin.services.feeder.live.web.networks import HOW_TO_ALLOW, Network, may_be_asked


class InnerAddressError(OSError):
    """A connection would lead to an address of an inner network."""


class GuardedResolver(AbstractResolver):
    """Checks after the resolution: a name that changes its mind between two asks gains nothing."""

    def __init__(self, allowed: Sequence[Network]) -> None:
        self._allowed = allowed
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of the host that may be asked.

        Raises:
            InnerAddressError: all of them lead inside.
            OSError: there is no such host.
        """
        found = await self._resolver.resolve(host, port, family)
        good = [one for one in found if may_be_asked(one["host"], self._allowed)]
        if not good:
            where = found[0]["host"] if found else "no address"
            message = f"{host} resolves to {where}, a private address; {HOW_TO_ALLOW}"
            raise InnerAddressError(message)
        return good

    async def close(self) -> None:
        """Hold nothing."""
        await self._resolver.close()


def guarded_sockets(allowed: Sequence[Network]) -> Callable[[AddrInfoType], socket.socket]:
    """Return what makes the socket of each connection, and refuses one that leads inside.

    The returned function raises `InnerAddressError`.
    """

    def guarded_socket(to: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = to
        host = str(address[0])
        if not may_be_asked(host, allowed):
            message = f"{host} is a private address; {HOW_TO_ALLOW}"
            raise InnerAddressError(message)
        return socket.socket(family, kind, protocol)

    return guarded_socket


def guarded_connector(allowed: Sequence[Network], at_once: int) -> TCPConnector:
    """Return a connector that checks both; one connection a host.

    Args:
        allowed: the inner networks that may be asked all the same.
        at_once: how many connections there may be.
    """
    return TCPConnector(
        resolver=GuardedResolver(allowed),
        socket_factory=guarded_sockets(allowed),
        limit=at_once,
        limit_per_host=1,
    )
