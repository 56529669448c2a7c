"""The bytes of a feed → its items: RSS, Atom, RDF, JSON Feed; pure."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import fastfeedparser

from services.feeder.live.address import canonical_address
from services.feeder.live.encoding import text_of

_MOST_ITEMS: Final = 1_000
"""Of one look; an endless feed gives its newest, which stand first."""

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
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_LANGUAGE: Final = re.compile(
    r"<(?:dc:)?language>\s*([A-Za-z-]+)\s*</|\bxml:lang\s*=\s*[\"']([A-Za-z-]+)"
)
_TAG: Final = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]+)*")


class NotAFeedError(ValueError):
    """What was asked for as a feed is none."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed."""

    key: str
    """What the feed tells it by: its guid, or its address."""
    address: str | None
    title: str | None
    html: str
    """The feed's own text, as long as it gives it."""
    published_at: datetime | None

    @property
    def digest(self) -> bytes:
        """A hash of what would change if the story did."""
        return hashlib.sha256(repr((self.title, self.html, self.published_at)).encode()).digest()[
            :16
        ]


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed as it was at one look."""

    title: str | None
    language: str | None
    interval: float | None
    """Seconds between two looks that it asks for."""
    items: tuple[Item, ...]


def read_feed(body: bytes, charset: str | None, address: str) -> FeedDocument:
    """Read a feed of whatever kind.

    Args:
        body: as it came, unpacked.
        charset: what HTTP said.
        address: for addresses in it that are relative.

    Raises:
        NotAFeedError: it is none, or one that declares entities: no feed needs them, and they
            are what XML bombs and inclusions of files are made of.
    """
    text = text_of(body, charset)
    if "<!ENTITY" in text:
        message = "declares XML entities, which no feed needs"
        raise NotAFeedError(message)
    try:
        # bytes, because a text that begins with http:// would be fetched
        found = fastfeedparser.parse(_DECLARATION.sub("", text, count=1).encode(errors="replace"))
    except Exception as error:  # noqa: BLE001 - its parsers raise what they like
        raise NotAFeedError(str(error)[:200]) from None
    items = _items(found.get("entries") or [], address)
    feed = found.get("feed") or {}
    language = _language(feed.get("language"), text)
    return FeedDocument(_text(feed.get("title")), language, _interval(text), tuple(items))


def _items(entries: list[Mapping[str, Any]], base: str) -> Iterator[Item]:
    for entry in entries[:_MOST_ITEMS]:
        address = (
            canonical_address(_text(entry.get("link")) or "", base) if entry.get("link") else None
        )
        title = _text(entry.get("title"))
        key = _text(entry.get("id")) or address or title
        if key is not None:
            yield Item(key, address, title, _html(entry), _moment(entry))


def _html(entry: Mapping[str, Any]) -> str:
    """Return the longest text that the entry gives."""
    contents = entry.get("content") or ()
    texts = [part.get("value") for part in contents if isinstance(part, Mapping)]
    texts.extend((entry.get("description"), entry.get("summary")))
    return max((one for one in texts if isinstance(one, str)), key=len, default="")


def _moment(entry: Mapping[str, Any]) -> datetime | None:
    for name in ("published", "updated"):
        try:
            moment = datetime.fromisoformat(str(entry.get(name)))
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


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
