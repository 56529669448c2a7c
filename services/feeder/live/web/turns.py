"""One request at a time for a host, with a pause between two; a few for all hosts together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tocsin.services.feeder.live.clock import SystemClock


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    free_at: float = 0.0
    left_alone_until: float = 0.0


class Turns:
    """Hands out turns; hosts that nobody asks are forgotten, so memory stays flat."""

    def __init__(self, at_once: int, pause: float, clock: SystemClock) -> None:
        self._at_once = asyncio.Semaphore(at_once)
        self._pause = pause
        self._clock = clock
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, pause: float = 0.0) -> AsyncIterator[None]:
        """Wait for the host's turn; `pause` seconds are kept if they are more than usual."""
        state = self._hosts.setdefault(host, _Host())
        state.waiting += 1
        try:
            async with state.lock:
                await self._clock.sleep(state.free_at - self._clock.steady())
                # only now: who waits for a slow host takes no place from others
                async with self._at_once:
                    try:
                        yield
                    finally:
                        state.free_at = self._clock.steady() + max(self._pause, pause)
        finally:
            state.waiting -= 1
            self._forget()

    def leave_alone(self, host: str, seconds: float) -> None:
        """Note that the host wants no request for this long; callers must respect it."""
        state = self._hosts.setdefault(host, _Host())
        state.left_alone_until = max(state.left_alone_until, self._clock.steady() + seconds)

    def left_alone_for(self, host: str) -> float:
        """Return for how many seconds more the host wants no request; 0 if it may be asked."""
        state = self._hosts.get(host)
        return 0.0 if state is None else max(0.0, state.left_alone_until - self._clock.steady())

    def _forget(self) -> None:
        now = self._clock.steady()
        if len(self._hosts) > 1_000:  # noqa: PLR2004 - rarely, so that it costs nothing
            idle = [
                host
                for host, state in self._hosts.items()
                if not state.waiting and max(state.free_at, state.left_alone_until) < now
            ]
            for host in idle:
                del self._hosts[host]
