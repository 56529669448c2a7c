"""Figures, times and places as they are read at a glance; pure."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from tocsin.schemas.alert import Alert
from tocsin.schemas.event_types.profiles import kind_of
from tocsin.schemas.report import VAGUE_WORDS, Quantity
from tocsin.schemas.vocabulary import Bound, EventType, Subtype
from tocsin.services.plain_text import plain

_QUALIFIERS: Final = {Bound.MIN: "at least", Bound.MAX: "up to", Bound.APPROX: "about"}

_SEQUENCE: Final = "Sequence"
_TOTAL: Final = "Total within "
_TO: Final = "\N{EN DASH}"
_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_MANY_DAYS: Final = 60 * _DAY
_MONTH: Final = 30 * _DAY
_YEAR: Final = 365 * _DAY


@dataclass(frozen=True, slots=True)
class FigureText:
    """A quantity in three parts: "at least", "1,037", "troops"."""

    qualifier: str
    number: str
    unit: str

    @property
    def is_words(self) -> bool:
        """Whether it is said in words ("hundreds of thousands"), which need more room."""
        return not self.number[:1].isdigit()


def figure_of(alert: Alert) -> FigureText:
    """Return the alert's best figure."""
    if alert.unit is None:
        unit = _counted_in_title(alert)
    else:
        unit = alert.unit.one if alert.quantity.is_one else alert.unit.value
    return _figure(alert.quantity, unit)


def quantity_in_short(quantity: Quantity) -> str:
    """Return a figure without its unit: "at least 1,037", "30 to 50", "dozens"."""
    figure = _figure(quantity, "")
    return f"{figure.qualifier} {figure.number}".strip()


def range_of(alert: Alert) -> str:
    """Return what the sources disagree on as "low to high", or nothing if they agree."""
    if alert.low is None or alert.high is None or alert.low >= alert.high:
        return ""
    return f"{alert.low:,}{_TO}{alert.high:,}"


def event_word(event_type: EventType, subtype: Subtype | None = None) -> str:
    """Return the kind of event as a heading says it."""
    kind = kind_of(event_type, subtype)
    return _as_heading(subtype or event_type) if kind is None else kind.board_heading


def _as_heading(word: str) -> str:
    return word.replace("_", " ").capitalize()


def event_of(alert: Alert) -> str:
    """Return what an alert is of: its kind of event, and first whether it is not a single event.

    The title says so too: "Total within 7 days: ...", "Sequence: soldiers cross, then ...".
    """
    event = event_word(alert.event_type, alert.subtype)
    head, _, rest = plain(alert.title).partition(": ")
    if alert.related and alert.story_id is None:
        named = rest.partition(". ")[0] if head == _SEQUENCE else event
        return f"{_SEQUENCE}: {named}"
    if head.startswith(_TOTAL):
        return f"{head}: {event}"
    return event


def ago(moment: datetime, now: datetime) -> str:
    """Return how long it is past, for a glance: "now", "12 min", "3 h", "5 d", "2 mo"."""
    seconds = (now - moment).total_seconds()
    if seconds < _MINUTE:
        return "now"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE:.0f} min"
    if seconds < _DAY:
        return f"{seconds // _HOUR:.0f} h"
    if seconds < _MANY_DAYS:
        return f"{seconds // _DAY:.0f} d"
    if seconds < _YEAR:
        return f"{seconds // _MONTH:.0f} mo"
    return f"{seconds // _YEAR:.0f} y"


def clock(moment: datetime, now: datetime) -> str:
    """Return date and time in UTC; the year only if it is another one."""
    moment = moment.astimezone(UTC)
    year = "" if moment.year == now.year else f" {moment.year}"
    return f"{moment.day} {moment:%b}{year}, {moment:%H:%M}"


def web_link(url: str | None) -> str | None:
    """Return an address that a reader may follow, or None: news may carry `javascript:`."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def _figure(quantity: Quantity, unit: str) -> FigureText:
    number = quantity.figure
    if number is None:
        return FigureText("", "—", unit)
    if quantity.bound is Bound.VAGUE and number in VAGUE_WORDS:
        return FigureText("", VAGUE_WORDS[number], unit)
    if quantity.bound is Bound.RANGE and quantity.high is not None:
        return FigureText("", f"{number:,}{_TO}{quantity.high:,}", unit)
    return FigureText(_QUALIFIERS.get(quantity.bound, ""), f"{number:,}", unit)


def _counted_in_title(alert: Alert) -> str:
    """What a figure without a unit counts comes after it in the title: "5 incidents, ..."."""
    _, found, behind = alert.title.partition(f"{alert.quantity.in_words()} ")
    return plain(behind.split(",")[0]) if found else ""
