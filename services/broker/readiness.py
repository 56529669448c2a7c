"""Whether a broker serves: asked as any client would ask."""

import socket
from collections.abc import Mapping
from typing import Any, Final

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

_OPEN: Final[Mapping[str, Any]] = {}


def accepts(host: str, port: int) -> bool:
    """Say whether anything answers there; Kafka does so only when it is ready to serve."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def cluster_at(
    bootstrap_servers: str, patience: float, door: Mapping[str, Any] = _OPEN
) -> str | None:
    """Return the id of the cluster that serves there; None when none does after `patience` s.

    `door` holds the keyword arguments with which the client is let in.
    """
    try:
        admin = KafkaAdminClient(
            bootstrap_servers=bootstrap_servers,
            bootstrap_timeout_ms=int(patience * 1000),
            **door,
        )
    except (KafkaError, OSError):
        return None
    try:
        described = admin.describe_cluster()
    except (KafkaError, OSError):
        return None
    finally:
        admin.close()
    return str(described["cluster_id"]) if described["brokers"] else None
