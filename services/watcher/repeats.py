"""Drop exact repeats, which at-least-once delivery brings; memory is bounded; pure."""

from collections import OrderedDict
from typing import Final

from tocsin.schemas.alert import Alert

MOST_REMEMBERED: Final = 50_000
"""Revisions; some 10 MB. A repeat follows soon after a crash, so far fewer would do."""


class Repeats:
    """Remembers the revisions seen last, by id and revision."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._seen: OrderedDict[tuple[str, int], None] = OrderedDict()

    def is_new(self, alert: Alert) -> bool:
        """Return whether this revision comes for the first time, and remember it."""
        revision = (alert.id, alert.revision)
        new = revision not in self._seen
        self._seen[revision] = None
        self._seen.move_to_end(revision)
        if len(self._seen) > self._most:
            self._seen.popitem(last=False)
        return new
