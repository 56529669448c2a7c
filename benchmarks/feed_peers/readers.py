"""Feed libraries, and Tocsin's own reading, behind one shape."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tocsin.services.feeder.live.documents.identity import address_of
from tocsin.services.feeder.live.documents.item import NotAFeedError
from tocsin.services.feeder.live.encoding import text_of
from tocsin.services.feeder.live.parsing.feed_document import base_of_links, read_raw_feed


@dataclass(frozen=True)
class Read:
    """One item as a reader gives it."""

    title: str | None
    link: str | None
    date: datetime | None
    text: str


Reader = Callable[[bytes, str | None, str], list[Read]]
"""Body, charset of HTTP and address → items; raises what it likes."""


def tocsin(body: bytes, charset: str | None, address: str) -> list[Read]:
    """Read as the feeder does."""
    try:
        found = read_raw_feed(text_of(body, charset))
    except NotAFeedError:
        return []
    base = base_of_links(found, address)
    return [
        Read(one.title, address_of(one, base), one.published_at, one.html) for one in found.items
    ]


def feedparser(body: bytes, charset: str | None, address: str) -> list[Read]:
    """Read with feedparser, as its documentation says."""
    library: Any = importlib.import_module("feedparser")
    told = {"content-location": address}
    if charset:
        told["content-type"] = f"application/xml; charset={charset}"
    return [_of_dict(one) for one in library.parse(body, response_headers=told).entries]


def fastfeedparser(body: bytes, charset: str | None, address: str) -> list[Read]:
    """Read with fastfeedparser, as its documentation says."""
    del charset, address
    library: Any = importlib.import_module("fastfeedparser")
    return [_of_dict(one) for one in library.parse(body).get("entries") or []]


def atoma(body: bytes, charset: str | None, address: str) -> list[Read]:
    """Read with atoma, as its documentation says."""
    del charset, address
    library: Any = importlib.import_module("atoma")
    try:
        found = library.parse_rss_bytes(body).items
    except library.FeedParseError:
        return [
            Read(
                one.title and one.title.value,
                one.links[0].href if one.links else None,
                one.published or one.updated,
                (one.content and one.content.value) or (one.summary and one.summary.value) or "",
            )
            for one in library.parse_atom_bytes(body).entries
        ]
    texts = ((one, [*one.content_encoded, one.description or ""]) for one in found)
    return [Read(one.title, one.link, one.pub_date, max(told, key=len)) for one, told in texts]


def _of_dict(entry: Any) -> Read:  # noqa: ANN401 - a library's
    texts = [one.get("value") for one in entry.get("content") or ()]
    texts += [entry.get("summary"), entry.get("description")]
    date = None
    for name in ("published", "updated"):
        parsed = entry.get(f"{name}_parsed")
        if parsed is not None:
            date = datetime(*parsed[:6], tzinfo=UTC)
            break
        try:
            date = datetime.fromisoformat(str(entry.get(name)))
            break
        except ValueError:
            continue
    text = max((one for one in texts if isinstance(one, str)), key=len, default="")
    return Read(entry.get("title"), entry.get("link"), date, text)


READERS: dict[str, Reader] = {
    "tocsin": tocsin,
    "feedparser": feedparser,
    "fastfeedparser": fastfeedparser,
    "atoma": atoma,
}
