"""Ports: the requested one, the usual one, or any that is free."""

import errno
import os
import socket
from random import SystemRandom
from typing import Final

from tocsin.services.problem import ExitStatus, Problem

USUAL_PORT: Final = 9092
_NEVER_LENT: Final = range(20_000, 32_768)
_TRIES: Final = 20


def choose_port(host: str, told: int | None) -> int:
    """Return the requested port; else 9092, or a free one if that is taken.

    Raises:
        Problem: the requested port is taken, or nobody can listen on that host.
    """
    if told is None:
        return USUAL_PORT if is_free(host, USUAL_PORT) else free_port(host)
    if not is_free(host, told):
        message = f"port {told} on {host} is in use; without --port a free one is chosen"
        raise Problem(message, ExitStatus.UNAVAILABLE)
    return told


def is_free(host: str, port: int) -> bool:
    """Say whether a server could listen there now.

    Raises:
        Problem: nobody can listen there: not this machine's host, or no right to the port.
    """
    try:
        _listened(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return False
        message = f"cannot listen on {host}:{port}: {error.strerror}"
        raise Problem(message) from error
    return True


def free_port(host: str) -> int:
    """Return a port that nobody listens on now.

    It lies below the ports that systems lend to outgoing connections (RFC 6335: from 49152, Linux:
    from 32768), so that nobody has it by chance while its server is away for a while; if all
    that were tried are taken, it is any.
    """
    for port in SystemRandom().sample(_NEVER_LENT, _TRIES):
        if is_free(host, port):
            return port
    return _listened(host, 0)


def _listened(host: str, port: int) -> int:
    """Listen for a moment and return the port."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind, protocol) as probe:
        if os.name == "posix":
            # as Java does: connections of an earlier broker that linger do not hold the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        probe.listen()
        return int(probe.getsockname()[1])
