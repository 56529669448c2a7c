"""One request at a time for a host, with a pause between two; a few for all hosts together."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    free_at: float = 0.0


class Turns:
    """Hands out turns; hosts that nobody asks are forgotten, so memory stays flat."""

    def __init__(self, at_once: int, pause: float) -> None:
        self._at_once = asyncio.Semaphore(at_once)
        self._pause = pause
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, pause: float = 0.0) -> AsyncIterator[None]:
        """Wait for the host's turn; `pause` seconds are kept where they are more than usual."""
        state = self._hosts.setdefault(host, _Host())
        state.waiting += 1
        try:
            async with state.lock:
                await asyncio.sleep(max(0.0, state.free_at - time.monotonic()))
                # only now: who waits for a slow host takes no place from others
                async with self._at_once:
                    try:
                        yield
                    finally:
                        state.free_at = time.monotonic() + max(self._pause, pause)
        finally:
            state.waiting -= 1
            self._forget()

    def _forget(self) -> None:
        now = time.monotonic()
        if len(self._hosts) > 1_000:  # noqa: PLR2004 - rarely, so that it costs nothing
            idle = [
                host
                for host, state in self._hosts.items()
                if not state.waiting and state.free_at < now
            ]
            for host in idle:
                del self._hosts[host]
