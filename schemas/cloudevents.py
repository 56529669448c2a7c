"""CloudEvents 1.0 attributes of our messages, as Kafka headers in the binary content mode.

Source: cloudevents.io, Kafka protocol binding 1.0.2, section 3.2: each attribute is a header
`ce_<name>` in UTF-8, and `content-type` says what the value is.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from tocsin.schemas.alert import Alert
from tocsin.schemas.article import Article
from tocsin.schemas.control import AnyControl, Silence
from tocsin.schemas.dead_letter import DeadLetter
from tocsin.schemas.report import Report

SPEC_VERSION: Final = "1.0"
CONTENT_TYPE: Final = "application/json"

REPLAY: Final = ("ce_replay", b"true")
"""CloudEvents extension `replay` of an article: it comes out of an archive, so it is as fresh as
on its day, however late it arrives."""

Headers = list[tuple[str, bytes]]
"""As Kafka clients take them."""


class EventKind(StrEnum):
    """`ce_type`: what a message holds and by which version of its contract."""

    ARTICLE = "io.tocsin.article.v1"
    REPORT = "io.tocsin.report.v1"
    ALERT = "io.tocsin.alert.v1"
    CONTROL = "io.tocsin.control.v1"
    DEAD_LETTER = "io.tocsin.dead-letter.v1"


class EventSource(StrEnum):
    """`ce_source`: the service that made the event; with `ce_id` it is unique."""

    FEEDER = "/tocsin/feeder"
    DETECTOR = "/tocsin/detector"
    PEOPLE = "/tocsin/people"


def article_headers(article: Article) -> Headers:
    """Return the headers of an article; the event is its publication."""
    return _headers(EventKind.ARTICLE, EventSource.FEEDER, article.id, article.published_at)


def report_headers(report: Report) -> Headers:
    """Return the headers of a report; the event is the article's publication if known."""
    return _headers(EventKind.REPORT, EventSource.DETECTOR, report.id, report.published_at)


def alert_headers(alert: Alert) -> Headers:
    """Return the headers of one revision of an alert; an exact repeat has the same `ce_id`."""
    return _headers(
        EventKind.ALERT, EventSource.DETECTOR, f"{alert.id}/{alert.revision}", alert.detected_at
    )


def control_headers(control: AnyControl) -> Headers:
    """Return the headers of a control; the event is the moment at which it was said."""
    time = control.since if isinstance(control, Silence) else control.at
    event_id = f"{control.id}/{time.astimezone(UTC).isoformat()}"
    return _headers(EventKind.CONTROL, EventSource.PEOPLE, event_id, time)


def dead_letter_headers(letter: DeadLetter) -> Headers:
    """Return the headers of a dead letter; its id is where the message came from."""
    return _headers(EventKind.DEAD_LETTER, EventSource.DETECTOR, letter.address, letter.timestamp)


def _headers(kind: EventKind, origin: EventSource, event_id: str, time: datetime | None) -> Headers:
    headers = [
        ("ce_specversion", SPEC_VERSION.encode()),
        ("ce_id", event_id.encode()),
        ("ce_source", origin.encode()),
        ("ce_type", kind.encode()),
        ("content-type", CONTENT_TYPE.encode()),
    ]
    if time is not None:
        # RFC 3339 in UTC, the form that every CloudEvents reader takes
        stamp = time.astimezone(UTC).isoformat().replace("+00:00", "Z")
        headers.append(("ce_time", stamp.encode()))
    return headers
