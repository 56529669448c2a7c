"""Even pacing: how long to wait before the next article; pure, the clock is the caller's."""

from dataclasses import dataclass
from typing import Final

SLACK_SECONDS: Final = 0.1
"""So much may be caught up after a late wake-up; more would be a burst."""


@dataclass(slots=True)
class Pace:
    """A leaky bucket as a meter (the generic cell rate algorithm, ITU-T I.371).

    `per_second` articles leave each second, the first at once.
    """

    per_second: float
    _due: float = float("-inf")

    def delay(self, now: float) -> float:
        """Return the seconds to wait from `now` on, and count the article as sent then."""
        due = max(self._due, now - SLACK_SECONDS) if self._due > float("-inf") else now
        self._due = due + 1 / self.per_second
        return max(0.0, due - now)
