"""Event time: how far the world's news has come, as far as this judge has seen it."""

from datetime import timedelta
from typing import Final

from tocsin.schemas.article import Moment
from tocsin.schemas.contract import Contract

LATENESS: Final = timedelta(days=1)
"""Allowance: how long before the newest publication still counts as in time."""


class EventClock(Contract):
    """The publications seen so far, of all countries that this judge sees."""

    since: Moment | None = None
    """The oldest publication: how long the news was watched."""
    newest: Moment | None = None

    def having_seen(self, published_at: Moment) -> "EventClock":
        """Return the clock after one more publication; it never goes back."""
        return EventClock(
            since=min(published_at, self.since or published_at),
            newest=max(published_at, self.newest or published_at),
        )

    def is_past(self, moment: Moment) -> bool:
        """Return whether `moment` is before the newest publication by the lateness allowed."""
        return self.newest is not None and moment + LATENESS <= self.newest
