"""Which held alerts a query asks for; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from schemas.alert import Alert
from schemas.vocabulary import MsgType, Severity, Status
from services.board.asking.query import Query, Window, window
from services.board.state.book import AlertBook, Held, Place
from services.problem import Problem
from services.watcher.selection import countries_of, rank


@dataclass(frozen=True, slots=True)
class Fit:
    """How an alert fits, filter by filter: the counts beside a filter leave that one out."""

    type: bool
    country: bool
    severity: bool
    rest: bool

    @property
    def all(self) -> bool:
        """Whether it fits every filter."""
        return self.type and self.country and self.severity and self.rest


class Wanted:
    """A query, ready to be held against alerts at a certain time."""

    def __init__(self, query: Query, now: datetime) -> None:
        """Resolve what the query says relative to now.

        Raises:
            services.problem.Problem: a time that is none.
        """
        self.query = query
        self._window: Window = window(query, now)
        self._words = query.q.casefold().split()
        self._least = rank(query.severity or Severity.UNKNOWN)
        self._types = frozenset(query.type)
        self._countries = frozenset(query.country)

    def fit(self, held: Held) -> Fit:
        """Return how an alert fits, silenced or not."""
        alert = held.alert
        return Fit(
            type=not self._types or alert.event_type in self._types,
            country=not self._countries or not self._countries.isdisjoint(countries_of(alert)),
            severity=rank(alert.severity) >= self._least,
            rest=self._window.holds(alert.last_published_at)
            and all(word in held.words for word in self._words),
        )

    def wants(self, held: Held) -> bool:
        """Tell whether an alert is to be shown."""
        return (self.query.silenced or not is_silenced(held.alert)) and self.fit(held).all


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


def is_silenced(alert: Alert) -> bool:
    """Tell whether somebody asked not to be rung by this alert."""
    return getattr(alert, "silenced_by", None) is not None


def is_real(alert: Alert) -> bool:
    """Tell whether it stands for something in the world: no drill, and not taken back."""
    return alert.status is Status.ACTUAL and alert.msg_type is not MsgType.CANCEL
