"""Which held alerts a query asks for; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Final, NamedTuple

from tocsin.schemas.alert import Alert
from tocsin.schemas.vocabulary import Severity
from tocsin.services.areas.matching import AreaMatchers
from tocsin.services.board.asking.query import Query, Window, window
from tocsin.services.board.state.book import AlertBook, Held, Place
from tocsin.services.controls.handling import WAITING
from tocsin.services.problem import Problem
from tocsin.services.watcher.selection import rank

CURRENT: Final = timedelta(days=7)
"""What a page shows if no time is asked; besides what is open, however old."""


class Fit(NamedTuple):
    """How an alert fits, filter by filter: the counts beside a filter leave that one out."""

    type: bool
    country: bool
    """And in the areas."""
    severity: bool
    rest: bool
    time: bool
    all: bool

    @property
    def but_for_time(self) -> bool:
        """Whether it would fit at another time."""
        return not self.time and self.type and self.country and self.severity and self.rest


class Wanted:
    """A query, ready to be held against alerts at a certain time."""

    def __init__(
        self,
        query: Query,
        now: datetime,
        grounds: AreaMatchers | None = None,
        *,
        is_page: bool = False,
    ) -> None:
        """Resolve what the query says relative to now.

        Args:
            query: what is asked.
            now: the present.
            grounds: what its areas cover.
            is_page: if no time is asked, only what is open or of the last days; what is over
                is folded away. Programs get all.

        Raises:
            tocsin.services.problem.Problem: an invalid time.
        """
        self.query = query
        self.grounds = grounds
        self.is_current = is_page and query.is_of_any_time
        self._now = now
        self._folds = is_page and not query.over
        self._window: Window = window(query, now)
        self._is_timed = query.since is not None or query.until is not None
        self._words = query.q.casefold().split()
        self._least = rank(query.severity or Severity.UNKNOWN)
        self._types = frozenset(query.type)
        self._countries = frozenset(query.country)

    def fit(self, held: Held) -> Fit:
        """Return how an alert fits, silenced or not."""
        alert, facts = held.alert, held.facts
        of_type = not self._types or not self._types.isdisjoint(facts.types)
        in_country = not self._countries or not self._countries.isdisjoint(facts.countries)
        if in_country and self.grounds is not None:
            in_country = self.grounds.holds(alert)
        of_severity = facts.rank >= self._least
        rest = all(word in facts.words for word in self._words) and (
            not self.query.unacknowledged or held.handling in WAITING
        )
        in_time = self._is_in_time(held)
        fits = of_type and in_country and of_severity and rest and in_time
        return Fit(of_type, in_country, of_severity, rest, in_time, fits)

    def wants(self, held: Held) -> bool:
        """Return whether an alert is to be shown."""
        if held.facts.is_silenced and not self.query.silenced:
            return False
        return not self.folds(held) and self.fit(held).all

    def folds(self, held: Held) -> bool:
        """Return whether an alert is left out because it is over: a drill, or taken back."""
        return self._folds and held.is_folded(self._now)

    def marks(self, alert: Alert) -> str:
        """Return what is said of an alert that may lie outside the areas."""
        if self.grounds is None or not self.grounds.marks(alert):
            return ""
        return f"may lie outside {self.grounds.name}"

    def _is_in_time(self, held: Held) -> bool:
        published = held.alert.last_published_at
        if self._is_timed:
            return self._window.holds(published)
        return not self.is_current or held.facts.is_open or self._now - published <= CURRENT


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A part of the alerts that fit."""

    held: tuple[Held, ...]
    next: str | None
    """Cursor of those that follow; None if none do."""


def page(book: AlertBook, wanted: Wanted, after: Place | None, most: int) -> ResultPage:
    """Return the newest alerts that fit, at most `most`, after `after`."""
    fitting: Iterator[Held] = filter(wanted.wants, book.newest_first(after))
    shown = tuple(islice(fitting, most))
    cursor = cursor_of(shown[-1].place) if shown and next(fitting, None) is not None else None
    return ResultPage(shown, cursor)


def cursor_of(place: Place) -> str:
    """Return a place in the order, as written in an address."""
    moment, alert_id = place
    return f"{moment.isoformat()}_{alert_id}"


def read_cursor(text: str) -> Place:
    """Read what `cursor_of` wrote.

    Raises:
        Problem: it is not valid.
    """
    moment, _, alert_id = text.partition("_")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not alert_id:
        message = f"after {text!r}: use the value of `next` from the previous page"
        raise Problem(message)
    return at, alert_id
