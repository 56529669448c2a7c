"""The time that the live feeder goes by; a replay of a recorded day gives it a faster one."""

import asyncio
import time


class SystemClock:
    """The clock of the machine."""

    def now(self) -> float:
        """Return the seconds since 1970."""
        return time.time()

    def steady(self) -> float:
        """Return seconds that nobody sets back, from a beginning of no meaning."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait; not at all if the seconds are not above nothing."""
        await asyncio.sleep(max(0.0, seconds))
