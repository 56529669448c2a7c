"""Alerts for a terminal, a pipe, or a Python program.

Example:
    with watch(Settings.load(), since="2h", severity=Severity.SEVERE) as alerts:
        for alert in alerts:
            print(alert.title)
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.services.watcher.watching import Watch, watch

__all__ = ["Watch", "watch"]


def __getattr__(name: str) -> object:
    """Load the Kafka client at first use only (PEP 562): `tocsin --help` does without."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module("tocsin.services.watcher.watching"), name)
