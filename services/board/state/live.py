"""Who looks hears what changes: one short memory of changes that all readers share."""

import asyncio
import secrets
from collections import deque
from collections.abc import Iterable
from typing import Final

CHANGES_REMEMBERED: Final = 2_000
"""A reader that fell further behind reloads the list."""


class Live:
    """Numbers every change; a mark says up to where somebody has seen.

    A mark is "run.number", the run being this process: marks of another one are unknown.
    """

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._number = 0
        self._changes: deque[str] = deque(maxlen=CHANGES_REMEMBERED)
        self._changed = asyncio.Event()
        self.readers = 0
        self.closed = False

    @property
    def mark(self) -> str:
        """The present."""
        return f"{self._run}.{self._number}"

    def tell(self, alert_ids: Iterable[str]) -> None:
        """Remember that these alerts changed, and wake who waits."""
        for alert_id in alert_ids:
            self._number += 1
            self._changes.append(alert_id)
        self._wake()

    def forget(self) -> None:
        """Make every mark unknown: everything may have changed."""
        self._run = secrets.token_hex(4)
        self._changes.clear()
        self._number = 0
        self._wake()

    def close(self) -> None:
        """Let all readers go."""
        self.closed = True
        self._wake()

    def since(self, mark: str) -> list[str] | None:
        """Return what changed after a mark, each alert once; None if that is not known."""
        run, _, number = mark.partition(".")
        if run != self._run or not number.isdecimal():
            return None
        missed = self._number - int(number)
        if not 0 <= missed <= len(self._changes):
            return None
        changes = list(self._changes)[len(self._changes) - missed :]
        return list(dict.fromkeys(changes))

    async def wait(self, mark: str, seconds: float) -> bool:
        """Return as soon as something after `mark` is there; False if nothing came in time."""
        if mark != self.mark or self.closed:
            return True
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return False
        return True

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
