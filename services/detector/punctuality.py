"""A stop that takes no longer than it may, also while the broker is away.

Faust waits at its stop for a commit and for its clients; without a broker that takes as long as
they are patient. Ending the process then loses nothing: what is not acknowledged comes again.
"""

import logging
import os
import signal
import time
from threading import Thread
from typing import Any, Final

import structlog
from mode import Worker

log = structlog.get_logger(__name__)

_LONGEST_STOP: Final = 8.0
"""Seconds; who runs us (Docker, systemd, Kubernetes) waits ten or more before it kills."""


class PunctualWorker(Worker):
    """Ends the process when its stop takes too long.

    The clock runs from the signal on. The event loop may hear of a signal much later: it reads up
    to 50 articles in one go, and a busy machine gives it little time.
    """

    logger = logging.getLogger("mode.worker")

    def __init__(self, *services: Any, **options: Any) -> None:  # noqa: ANN401 - mode's signature
        super().__init__(*services, **options)
        # a signal handler may write to a pipe; locks, as those of a timer, it must not take
        self._begun, self._begin = os.pipe()
        Thread(target=self._watch, name="punctuality", daemon=True).start()

    def install_signal_handlers(self) -> None:
        """Hear of signals at once, beside the loop, which hears of them when it has time."""
        super().install_signal_handlers()
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: self._start_clock())
            signal.siginterrupt(one, False)  # noqa: FBT003 - takes no keyword; as asyncio leaves it

    async def on_stop(self) -> None:
        """Start the clock also for a stop without a signal, such as a crash."""
        self._start_clock()
        await super().on_stop()

    def _start_clock(self) -> None:
        os.write(self._begin, b"\0")

    def _watch(self) -> None:
        os.read(self._begun, 1)
        time.sleep(_LONGEST_STOP)
        log.warning("stop_cut_short", after_s=_LONGEST_STOP)
        logging.shutdown()
        os._exit(0)
