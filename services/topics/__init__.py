"""The topics on the broker: wait for it, see what is there, make what is missing."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.services.topics.creation import ensure_topics
    from tocsin.services.topics.waiting import wait_for_broker, wait_for_topics

__all__ = ["ensure_topics", "wait_for_broker", "wait_for_topics"]

_HOMES = {
    "ensure_topics": "tocsin.services.topics.creation",
    "wait_for_broker": "tocsin.services.topics.waiting",
    "wait_for_topics": "tocsin.services.topics.waiting",
}


def __getattr__(name: str) -> object:
    """Load the Kafka client at first use only (PEP 562): `tocsin --help` does without."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)
