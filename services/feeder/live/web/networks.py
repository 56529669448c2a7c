"""Which addresses of the net may be asked: none that lead inside, unless allowed; pure."""

import ipaddress
from collections.abc import Sequence
from typing import Final

from tocsin.services.problem import Problem

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

HOW_TO_ALLOW: Final = "TOCSIN_ALLOWED_NETWORKS can allow it"

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
"""RFC 6052: the last four bytes are an IPv4 address that a gateway asks for us."""
_LOW_32: Final = 0xFFFF_FFFF
_NEVER_PUBLIC: Final = (
    ipaddress.IPv6Network("::/96"),  # IPv4-compatible, deprecated (RFC 4291)
    ipaddress.IPv6Network("::ffff:0:0/96"),  # IPv4-mapped: a socket would speak IPv4
    ipaddress.IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated: a gateway would speak IPv4 (SIIT)
    ipaddress.IPv6Network("64:ff9b:1::/48"),  # NAT64 for local use (RFC 8215)
    ipaddress.IPv6Network("fec0::/10"),  # site-local, deprecated (RFC 3879)
    ipaddress.IPv6Network("5f00::/16"),  # segments within a provider's network (RFC 9602)
    ipaddress.IPv4Network("168.63.129.16/32"),  # Azure's own service, from each of its machines
)
"""Blocks that Python calls global, and that can lead inside all the same."""


def allowed_networks(text: str) -> tuple[Network, ...]:
    """Read the setting.

    Raises:
        Problem: one is not a network.
    """
    try:
        return tuple(ipaddress.ip_network(one.strip()) for one in text.split(",") if one.strip())
    except ValueError as error:
        message = (
            f"TOCSIN_ALLOWED_NETWORKS: {error}; expected networks such as 10.1.0.0/16, "
            "separated by commas"
        )
        raise Problem(message) from None


def may_be_asked(address: str, allowed: Sequence[Network]) -> bool:
    """Whether a resolved address is public, or in an allowed network.

    Loopback, private, link-local (the clouds' metadata), shared, reserved and multicast addresses
    are not public; nor is an IPv6 address that carries such an IPv4 one.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_passes(one, allowed) for one in (ip, *_carried(ip)))


def _passes(ip: IpAddress, allowed: Sequence[Network]) -> bool:
    if any(ip in network for network in allowed):
        return True
    if any(ip in block for block in _NEVER_PUBLIC):
        return False
    return ip.is_global and not ip.is_multicast


def _carried(ip: IpAddress) -> list[IpAddress]:
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    carried: list[IpAddress | None] = [ip.ipv4_mapped, ip.sixtofour]
    if ip.teredo is not None:
        carried.extend(ip.teredo)
    if ip in _NAT64:
        carried.append(ipaddress.IPv4Address(int(ip) & _LOW_32))
    return [one for one in carried if one is not None]
