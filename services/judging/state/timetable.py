"""When something is due in which state, so that a quiet country needs no news of its own."""

from datetime import datetime
from heapq import heappop, heappush


class Timetable:
    """Keys by the event time at which they must be evaluated."""

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

    def until(self, now: datetime) -> list[tuple[datetime, str]]:
        """Return what is due by `now` and when, earliest first; it stays until set again."""
        found: list[tuple[datetime, str]] = []
        while self._heap and self._heap[0][0] <= now:
            entry = heappop(self._heap)
            if self._due.get(entry[1]) == entry[0] and entry not in found:
                found.append(entry)
        for due, key in found:
            heappush(self._heap, (due, key))
        return found

    def first(self) -> datetime | None:
        """Return the earliest time that anything is due."""
        while self._heap and self._due.get(self._heap[0][1]) != self._heap[0][0]:
            heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def last(self) -> datetime | None:
        """Return the latest time that anything is due."""
        return max(self._due.values(), default=None)
