"""The feeds that a page names, for people who give the page's address instead; pure."""

from typing import Final

from resiliparse.parse.html import HTMLTree

from tocsin.services.feeder.live.address import canonical_address
from tocsin.services.feeder.live.encoding import text_of

_KINDS: Final = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
}


def named_feeds(body: bytes, charset: str | None, address: str) -> list[str]:
    """Return the addresses of `<link rel=alternate>` to feeds, in order, each once."""
    tree = HTMLTree.parse(text_of(body, charset))
    if tree.document is None:
        return []
    found: dict[str, None] = {}
    for link in tree.document.get_elements_by_tag_name("link")[:]:
        told = {name: link.getattr(name, "") or "" for name in ("rel", "type", "href")}
        if "alternate" in told["rel"].lower().split() and told["type"].lower() in _KINDS:
            feed = canonical_address(told["href"], address)
            if feed is not None:
                found[feed] = None
    return list(found)
