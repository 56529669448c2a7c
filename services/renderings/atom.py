"""Alerts as an Atom feed (RFC 4287), newest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element

from tocsin.schemas.alert import Alert
from tocsin.services.renderings.cap import CONTENT_TYPE as CAP
from tocsin.services.renderings.xml_text import child, document

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
CONTENT_TYPE: Final = "application/atom+xml"
_UNSURE: Final = "area-unsure"
_STORY: Final = "urn:tocsin:story"
"""The alerts of one story have the same term of this scheme."""
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Links:
    """Where a feed and its alerts are read; `{id}` stands for the alert's."""

    itself: str
    page: str
    cap: str | None = None


def atom_feed(
    alerts: Sequence[Alert],
    links: Links,
    title: str = "Tocsin alerts",
    note: Callable[[Alert], str] = lambda _: "",
) -> bytes:
    """Return the feed; an alert keeps its id, and a revision moves its `updated`.

    Args:
        alerts: in any order.
        links: where it and its alerts are read.
        title: of the feed.
        note: what else there is to say about an alert, such as that it may lie outside an area.
    """
    root = Element("feed", {"xmlns": NAMESPACE})
    child(root, "id", links.itself)
    child(root, "title", title)
    child(root, "updated", _time(max((one.detected_at for one in alerts), default=_NEVER)))
    child(root, "link", rel="self", href=links.itself)
    child(child(root, "author"), "name", "Tocsin")
    for alert in sorted(alerts, key=lambda one: (one.detected_at, one.id), reverse=True):
        _entry(child(root, "entry"), alert, links, note(alert))
    return document(root)


def _entry(entry: Element, alert: Alert, links: Links, note: str) -> None:
    child(entry, "id", f"urn:tocsin:alert:{alert.id}")
    child(entry, "title", f"{alert.severity}: {alert.title}")
    child(entry, "updated", _time(alert.detected_at))
    child(entry, "published", _time(alert.first_published_at))
    child(entry, "link", rel="alternate", href=links.page.format(id=alert.id))
    if links.cap is not None:
        child(entry, "link", rel="related", type=CAP, href=links.cap.format(id=alert.id))
    for term in (alert.event_type, alert.severity, alert.country):
        if term is not None:
            child(entry, "category", term=str(term))
    if alert.story_id is not None:
        child(entry, "category", term=alert.story_id, scheme=_STORY)
    if note:
        child(entry, "category", term=_UNSURE, label=note)
    child(entry, "summary", f"{alert.summary} ({note})" if note else alert.summary)
    child(entry, "content", _content(alert), type="text")


def _content(alert: Alert) -> str:
    quoted = (
        f"“{one.evidence.sentence}”\n- {one.source or one.article_id}"
        + (f", {one.url}" if one.url else "")
        for one in alert.sources
    )
    return "\n\n".join((alert.why, *quoted))


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
