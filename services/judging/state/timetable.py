"""When something is due in which state, so that a quiet country needs no news of its own."""

from datetime import datetime
from heapq import heappop, heappush


class Timetable:
    """Keys by the event time at which they must be looked at."""

    def __init__(self) -> None:
        self._due: dict[str, datetime] = {}
        self._heap: list[tuple[datetime, str]] = []

    def put(self, key: str, due: datetime | None) -> None:
        """Note when a key is due; None takes it off."""
        if self._due.get(key) == due:
            return
        if due is None:
            self._due.pop(key, None)
            return
        self._due[key] = due
        heappush(self._heap, (due, key))

    def until(self, now: datetime) -> list[str]:
        """Return the keys that are due by `now`, earliest first; they stay until set again."""
        found: list[tuple[datetime, str]] = []
        while self._heap and self._heap[0][0] <= now:
            entry = heappop(self._heap)
            if self._due.get(entry[1]) == entry[0] and entry not in found:
                found.append(entry)
        for due, key in found:
            heappush(self._heap, (due, key))
        return [key for _, key in found]

    def last(self) -> datetime | None:
        """Return the latest time that anything is due."""
        return max(self._due.values(), default=None)
