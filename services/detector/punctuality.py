"""A stop that takes no longer than it may, also while the broker is away.

Faust waits at its stop for a commit and for its clients; without a broker that takes as long as
they are patient. Ending the process then loses nothing: what is not acknowledged comes again.
"""

import logging
import os
from threading import Timer
from typing import Final

import structlog
from mode import Service

log = structlog.get_logger(__name__)

_LONGEST_STOP: Final = 8.0
"""Seconds; who runs us (Docker, systemd, Kubernetes) waits ten or more before it kills."""


class Punctuality(Service):
    """Ends the process when its stop takes too long; it must be stopped before all others."""

    logger = logging.getLogger("mode.punctuality")  # Faust's own lines of it are held to warnings

    async def on_stop(self) -> None:
        """Start the clock; a process that ends by itself takes it along."""
        clock = Timer(_LONGEST_STOP, _end)
        clock.daemon = True
        clock.start()


def _end() -> None:
    log.warning("stop_cut_short", after_s=_LONGEST_STOP)
    logging.shutdown()
    os._exit(0)
