"""What was used last, up to a weight: the rest is forgotten and recomputed when needed."""

from collections import OrderedDict
from typing import Final, Generic, TypeVar

MOST_REPORTS: Final = 50_000
"""Reports of the states at hand as objects, some 7 kB each with all that is made of them. Where
more are held, those of quiet states are read again when they are wanted."""

_Key = TypeVar("_Key")
_Thing = TypeVar("_Thing")


class RecentlyUsed(Generic[_Key, _Thing]):
    """Things by key, the ones used last; together they weigh at most what is allowed."""

    def __init__(self, most: int = MOST_REPORTS) -> None:
        self._most = most
        self._weighs = 0
        self._things: OrderedDict[_Key, tuple[_Thing, int]] = OrderedDict()

    def get(self, key: _Key) -> _Thing | None:
        """Return a thing that is at hand, or None."""
        known = self._things.get(key)
        if known is None:
            return None
        self._things.move_to_end(key)
        return known[0]

    def put(self, key: _Key, thing: _Thing, weight: int) -> None:
        """Lay a thing down; what was not used for the longest time goes if it is too much."""
        self.pop(key)
        self._things[key] = (thing, weight)
        self._weighs += weight
        while self._weighs > self._most and len(self._things) > 1:
            _, (_, less) = self._things.popitem(last=False)
            self._weighs -= less

    def pop(self, key: _Key) -> _Thing | None:
        """Take a thing away; return it, or None."""
        known = self._things.pop(key, None)
        if known is None:
            return None
        self._weighs -= known[1]
        return known[0]

    def clear(self) -> None:
        """Take everything away."""
        self._things.clear()
        self._weighs = 0
