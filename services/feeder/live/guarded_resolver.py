"""Names → addresses that may be asked. The connection goes to just the address that was checked."""

import socket
from collections.abc import Sequence

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from services.feeder.live.networks import HOW_TO_ALLOW, Network, may_be_asked


class InnerAddressError(OSError):
    """A name leads to addresses that lie inside."""


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
            where = found[0]["host"]
            message = f"{host} leads to {where}, which lies inside; {HOW_TO_ALLOW}"
            raise InnerAddressError(message)
        return good

    async def close(self) -> None:
        """Hold nothing."""
        await self._resolver.close()
