"""A day in minutes: the same faster clock for the outlets and for the feeder."""

import asyncio
import time
from pathlib import Path

from tocsin.services.feeder.live.clock import SystemClock


class FastClock(SystemClock):
    """Runs `speed` times as fast as the machine's, from a moment that a file holds."""

    def __init__(self, file: Path, speed: float) -> None:
        self._began = float(file.read_text())
        self._speed = speed

    @staticmethod
    def begin(file: Path) -> None:
        """Let the day begin now, for all who read the file."""
        aside = file.with_suffix(".new")
        aside.write_text(repr(time.time()))
        aside.rename(file)

    def now(self) -> float:
        return self._began + (time.time() - self._began) * self._speed

    def steady(self) -> float:
        return time.monotonic() * self._speed

    def of_day(self) -> float:
        """Return the seconds since the day began."""
        return self.now() - self._began

    def moment(self, of_day: float) -> float:
        """Return the seconds since 1970 of a moment of the day."""
        return self._began + of_day

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds / self._speed))
