"""Wrong tokens, by client: after some of them a client has to wait."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

import structlog

log = structlog.get_logger(__name__)

MOST_GUESSES: Final = 10
WINDOW_SECONDS: Final = 60.0
_MOST_CLIENTS: Final = 10_000


class Guesses:
    """Counts wrong tokens in a sliding window."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_for(self, client: str) -> float:
        """Return how many seconds a client's tokens are ignored; 0 if it may try."""
        times = self._wrong.get(client)
        if times is None or len(times) < MOST_GUESSES:
            return 0.0
        return max(0.0, times[0] + WINDOW_SECONDS - self._clock())

    def was_wrong(self, client: str) -> None:
        """Note a wrong token, and say so in the log, without the token."""
        times = self._wrong.setdefault(client, deque(maxlen=MOST_GUESSES))
        times.append(self._clock())
        self._wrong.move_to_end(client)
        while len(self._wrong) > _MOST_CLIENTS:
            self._wrong.popitem(last=False)
        log.warning("wrong_token", client=client, within_a_minute=len(times))
