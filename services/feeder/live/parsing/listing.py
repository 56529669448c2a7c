"""A page that lists stories, without a feed → its items, by CSS selectors; pure."""

import html
from typing import Any, Final

from resiliparse.parse.html import HTMLTree

from tocsin.services.feeder.live.documents.dates import moment_of
from tocsin.services.feeder.live.documents.item import NotAFeedError, RawFeed, RawItem
from tocsin.services.feeder.live.documents.plain import headline_of
from tocsin.services.feeder.live.encoding import text_of
from tocsin.services.feeder.live.pages.depth import is_too_deep
from tocsin.services.feeder.live.parsing.feed_document import FeedDocument, document_of
from tocsin.services.feeder.live.sources.source import Listing

_MOST_ITEMS: Final = 200
_MOST_READ: Final = 2_000_000


def read_listing(body: bytes, charset: str | None, address: str, how: Listing) -> FeedDocument:
    """Read a page.

    Raises:
        NotAFeedError: it has no such story, as after a change of its layout.
    """
    text = text_of(body, charset)[:_MOST_READ]
    tree = HTMLTree.parse(text)
    if tree.document is None or is_too_deep(text):
        message = "no page that can be read"
        raise NotAFeedError(message)
    found = tree.document.query_selector_all(how.item)[:_MOST_ITEMS]
    items = tuple(one for node in found if (one := _item(node, how)) is not None)
    if not items:
        linked = f"none of its {len(found):,} has a {how.link}" if found else f"no {how.item}"
        message = f"the page lists no story: {linked}"
        raise NotAFeedError(message)
    return document_of(RawFeed(headline_of(tree.title), None, items), "", address)


def _item(node: Any, how: Listing) -> RawItem | None:  # noqa: ANN401 - resiliparse's node
    """Return a story; None if the element has no link, as a heading among the stories."""
    link = _first(node, how.link)
    if link is None or not (href := link.getattr("href", "")):
        return None
    title = _first(node, how.title) if how.title else link
    text = _first(node, how.text) if how.text else None
    date = _first(node, how.date or "time")
    told = None
    if date is not None:
        told = moment_of(date.getattr("datetime", "")) or moment_of(date.text)
    return RawItem(
        None,
        href,
        headline_of(html.escape(title.text or "")) if title is not None else None,
        html.escape(text.text or "") if text is not None else "",
        told,
    )


def _first(node: Any, selector: str) -> Any | None:  # noqa: ANN401 - the same
    """Return the first that the selector finds; the element itself if it is that."""
    return node if node.matches(selector) else node.query_selector(selector)
