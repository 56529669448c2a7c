"""The bytes of a feed → its items: RSS, Atom, RDF, JSON Feed; pure."""

import re
from dataclasses import dataclass, replace
from typing import Final

from tocsin.services.feeder.live.address import belongs_to, canonical_address
from tocsin.services.feeder.live.documents.identity import Item, told_apart
from tocsin.services.feeder.live.documents.item import NotAFeedError, RawFeed
from tocsin.services.feeder.live.documents.json_feed import looks_like_json, read_json_feed
from tocsin.services.feeder.live.documents.sitemap import looks_like_sitemap, read_sitemap
from tocsin.services.feeder.live.documents.xml_feed import read_xml_feed
from tocsin.services.feeder.live.encoding import text_of
from tocsin.services.feeder.live.pages.page import text_of_html

__all__ = ["FeedDocument", "Item", "NotAFeedError", "read_feed"]

_MOST_ITEMS: Final = 1_000
"""Of one look; an endless feed gives its newest, which come first."""

_SECONDS: Final = {
    "hourly": 3_600.0,
    "daily": 86_400.0,
    "weekly": 604_800.0,
    "monthly": 2_592_000.0,
    "yearly": 31_536_000.0,
}
_TTL: Final = re.compile(r"<ttl>\s*(\d{1,6})\s*</ttl>")
_PERIOD: Final = re.compile(r"<sy:updatePeriod>\s*(\w+)\s*</sy:updatePeriod>")
_FREQUENCY: Final = re.compile(r"<sy:updateFrequency>\s*(\d{1,4})\s*</sy:updateFrequency>")
_LANGUAGE: Final = re.compile(
    r"<(?:dc:)?language>\s*([A-Za-z-]+)\s*</|\bxml:lang\s*=\s*[\"']([A-Za-z-]+)"
)
_TAG: Final = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed as it was at one look."""

    title: str | None
    language: str | None
    interval: float | None
    """Seconds between two looks that it asks for."""
    items: tuple[Item, ...]
    hub: str | None = None
    """Where WebSub says that changes can be subscribed to."""
    topic: str | None = None
    """What the feed calls itself there."""
    further: tuple[str, ...] = ()
    """Sitemaps that it names, to be read beside it."""
    is_sitemap: bool = False
    """Whether it lists pages of any age, so that only the recent ones are news."""


def read_feed(body: bytes, charset: str | None, address: str) -> FeedDocument:
    """Read a feed of whatever kind.

    Args:
        body: as it came, unpacked.
        charset: what HTTP said.
        address: for addresses in it that are relative.

    Raises:
        NotAFeedError: it is not a feed, or it declares entities, as XML bombs and inclusions of
            files do.
    """
    text = text_of(body, charset)
    return document_of(read_raw_feed(text), text, address)


def document_of(raw: RawFeed, text: str, address: str) -> FeedDocument:
    """Return what was read, with plain texts, keys, and whole addresses."""
    # here, not where it is used: this runs in a process that may be ended
    items = tuple(
        replace(one, text=text_of_html(one.html))
        for one in told_apart(raw.items, base_of_links(raw, address))
    )
    hub = canonical_address(raw.hub, address) if raw.hub else None
    return FeedDocument(
        raw.title,
        _language(raw.language, text),
        _interval(text),
        items,
        hub,
        raw.topic,
        tuple(one for each in raw.further if (one := canonical_address(each, address))),
        raw.is_sitemap,
    )


def read_raw_feed(text: str) -> RawFeed:
    """Read a feed as its document writes it; `NotAFeedError` if it is not a feed."""
    if looks_like_json(text):
        return read_json_feed(text, _MOST_ITEMS)
    if looks_like_sitemap(text):
        return read_sitemap(text, _MOST_ITEMS)
    return read_xml_feed(text, _MOST_ITEMS)


def base_of_links(raw: RawFeed, address: str) -> str:
    """Return the address from which links count that are still relative.

    RSS and JSON Feed do not say; who writes such links there means the site. Atom counts from
    the document (RFC 4287, 2), unless that is served by somebody else, as FeedBurner does.
    """
    site = canonical_address(raw.site, address) if raw.site else None
    if site is None or (raw.is_atom and belongs_to(site, address)):
        return address
    return site


def _interval(text: str) -> float | None:
    named = []
    if (ttl := _TTL.search(text)) is not None:
        named.append(60.0 * int(ttl.group(1)))
    if (period := _PERIOD.search(text)) is not None and period.group(1) in _SECONDS:
        frequency = _FREQUENCY.search(text)
        named.append(
            _SECONDS[period.group(1)] / max(1, int(frequency.group(1)) if frequency else 1)
        )
    return max(named, default=None)


def _language(said: object, text: str) -> str | None:
    found = _LANGUAGE.search(text[:20_000])
    told = said if isinstance(said, str) else found and (found.group(1) or found.group(2))
    return told if told and _TAG.fullmatch(told) else None
