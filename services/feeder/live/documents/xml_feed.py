"""RSS, RDF and Atom, read by feedparser from repaired XML; pure."""

import html
import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from feedparser.api import parse

from tocsin.services.feeder.live.documents.dates import moment_of
from tocsin.services.feeder.live.documents.item import NotAFeedError, RawFeed, RawItem
from tocsin.services.feeder.live.documents.mending import UnsafeDoctypeError, mended_xml
from tocsin.services.feeder.live.documents.plain import headline_of

_DATES: Final = ("published", "updated", "created")
_MOST_SECTIONS: Final = 50
_PAGE: Final = re.compile(r"<(?:html|head|body|p|div|link rel)\b", re.IGNORECASE)


def read_xml_feed(text: str, most_items: int) -> RawFeed:
    """Read the document; addresses stay relative unless it says against what (`xml:base`).

    Args:
        text: of the whole document.
        most_items: later ones are left.

    Raises:
        NotAFeedError: it is not a feed, or declares entities that only attacks need.
    """
    try:
        document = mended_xml(text).encode()
    except UnsafeDoctypeError as error:
        raise NotAFeedError(str(error)) from None
    # as a stream, because what looks like an address or a file's name would be opened
    found = parse(
        io.BytesIO(document),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        # the address of a picture within a text is never used
        resolve_relative_uris=False,
        # it takes time with the square of what is unclosed; of markup only the text is used
        sanitize_html=False,
    )
    if not found.get("version") and not found.entries:
        raise NotAFeedError(_why_not(found, text))
    of_atom = str(found.get("version", "")).startswith("atom")
    items = tuple(_items(found.entries[:most_items], of_atom=of_atom))
    links = {one.get("rel"): one.get("href") for one in found.feed.get("links") or ()}
    return RawFeed(
        _title(found.feed, of_atom=of_atom),
        found.feed.get("language"),
        items,
        _text(found.feed.get("link")),
        links.get("hub"),
        links.get("self"),
        is_atom=of_atom,
    )


def _why_not(found: Mapping[str, Any], text: str) -> str:
    if not text.strip():
        return "the answer is empty"
    if _PAGE.search(text[:2_000]):
        return "a web page"
    broken = found.get("bozo_exception")
    return f"neither RSS nor Atom ({str(broken)[:150]})" if broken else "neither RSS nor Atom"


def _items(entries: list[Mapping[str, Any]], *, of_atom: bool) -> Iterator[RawItem]:
    for entry in entries:
        yield RawItem(
            _text(entry.get("id")),
            _link(entry),
            _title(entry, of_atom=of_atom),
            _html(entry),
            _moment(entry),
            _text(entry.get("author")),
            tuple(
                term
                for tag in (entry.get("tags") or ())[:_MOST_SECTIONS]
                if (term := _text(tag.get("label") or tag.get("term")))
            ),
        )


def _link(entry: Mapping[str, Any]) -> str | None:
    """Return the story's address: behind the counter of FeedBurner, its link, or an alternate."""
    for name in ("feedburner_origlink", "link"):
        if link := _text(entry.get(name)):
            return link
    links = {one.get("rel"): one.get("href") for one in reversed(entry.get("links") or ())}
    return _text(links.get("alternate"))


def _title(holder: Mapping[str, Any], *, of_atom: bool) -> str | None:
    title = _text(holder.get("title"))
    if title is None:
        return headline_of(_text(holder.get("dc_othertitle") or holder.get("media_othertitle")))
    kind = (holder.get("title_detail") or {}).get("type")
    if title is not None and of_atom and kind == "text/plain":
        return " ".join(title.split())  # RFC 4287, 3.1.1.1: no markup, whatever it looks like
    return headline_of(title)


def _html(entry: Mapping[str, Any]) -> str:
    """Return the longest text that the entry gives, as HTML."""
    details = [*(entry.get("content") or ()), entry.get("summary_detail")]
    texts = [_as_html(one) for one in details if isinstance(one, Mapping)]
    of_a_film = _text(entry.get("media_otherdescription"))  # if nothing else is said
    return max(texts, key=len, default="") or of_a_film or ""


def _as_html(detail: Mapping[str, Any]) -> str:
    value, kind = detail.get("value"), str(detail.get("type") or "text/html")
    if not isinstance(value, str) or not kind.startswith(("text/", "application/")):
        return ""
    return html.escape(value, quote=False) if kind == "text/plain" and "<" in value else value


def _moment(entry: Mapping[str, Any]) -> datetime | None:
    # their own readings of dates guess, so the texts are read
    told = (entry.get(name) for name in _DATES if name in entry.keys())  # noqa: SIM118 - `in` maps names
    return next((found for text in told if (found := moment_of(text))), None)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
