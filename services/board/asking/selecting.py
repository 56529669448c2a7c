"""Which held alerts a query asks for; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from schemas.vocabulary import Severity
from services.board.asking.query import Query, Window, window
from services.board.state.book import AlertBook, Held, Place
from services.problem import Problem
from services.watcher.selection import rank


class Fit(NamedTuple):
    """How an alert fits, filter by filter: the counts beside a filter leave that one out."""

    type: bool
    country: bool
    severity: bool
    rest: bool
    all: bool


class Wanted:
    """A query, ready to be held against alerts at a certain time."""

    def __init__(self, query: Query, now: datetime) -> None:
        """Resolve what the query says relative to now.

        Raises:
            services.problem.Problem: a time that is none.
        """
        self.query = query
        self._window: Window = window(query, now)
        self._is_timed = query.since is not None or query.until is not None
        self._words = query.q.casefold().split()
        self._least = rank(query.severity or Severity.UNKNOWN)
        self._types = frozenset(query.type)
        self._countries = frozenset(query.country)

    def fit(self, held: Held) -> Fit:
        """Return how an alert fits, silenced or not."""
        alert, facts = held.alert, held.facts
        of_type = not self._types or alert.event_type in self._types
        in_country = not self._countries or not self._countries.isdisjoint(facts.countries)
        of_severity = facts.rank >= self._least
        rest = (not self._is_timed or self._window.holds(alert.last_published_at)) and all(
            word in facts.words for word in self._words
        )
        fits = of_type and in_country and of_severity and rest
        return Fit(of_type, in_country, of_severity, rest, fits)

    def wants(self, held: Held) -> bool:
        """Tell whether an alert is to be shown."""
        return (self.query.silenced or not held.facts.is_silenced) and self.fit(held).all


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the alerts that fit."""

    held: tuple[Held, ...]
    next: str | None
    """Cursor of those that follow; None where none do."""


def page(book: AlertBook, wanted: Wanted, after: Place | None, most: int) -> Page:
    """Return the newest alerts that fit, at most so many, from behind `after` on."""
    fitting: Iterator[Held] = filter(wanted.wants, book.newest_first(after))
    shown = tuple(islice(fitting, most))
    cursor = cursor_of(shown[-1].place) if shown and next(fitting, None) is not None else None
    return Page(shown, cursor)


def cursor_of(place: Place) -> str:
    """Return a place in the order as it stands in an address."""
    moment, alert_id = place
    return f"{moment.isoformat()}_{alert_id}"


def read_cursor(text: str) -> Place:
    """Read what `cursor_of` wrote.

    Raises:
        Problem: it is none.
    """
    moment, _, alert_id = text.partition("_")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not alert_id:
        message = f"after {text!r}: take what `next` of the page before says"
        raise Problem(message)
    return at, alert_id
