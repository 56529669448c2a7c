"""Sitemaps (sitemaps.org), Google News sitemaps and indexes of sitemaps → items; pure."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from lxml import etree

from tocsin.services.feeder.live.documents.dates import moment_of
from tocsin.services.feeder.live.documents.item import NotAFeedError, RawFeed, RawItem
from tocsin.services.feeder.live.documents.mending import UnsafeDoctypeError, mended_xml
from tocsin.services.feeder.live.documents.plain import headline_of

_ROOT: Final = re.compile(
    r"\s*(?:<\?[^>]{0,500}\?>\s*|(?><!--.{0,5000}?-->)\s*|<!DOCTYPE[^>\[]{0,500}>\s*)*"
    r"<(?:[\w.-]{1,40}:)?(?:urlset|sitemapindex)[\s>]",
    re.DOTALL,
)
_NEWS: Final = "http://www.google.com/schemas/sitemap-news/"
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
_MOST_FURTHER: Final = 5
"""Sitemaps of an index that are read at one look."""
_NAMED_NEWS: Final = re.compile(r"news", re.IGNORECASE)
_MOST_SECTIONS: Final = 50


def looks_like_sitemap(text: str) -> bool:
    """Whether the root is that of a sitemap, or of an index of sitemaps."""
    return _ROOT.match(text.lstrip("\ufeff")[:20_000]) is not None


def read_sitemap(text: str, most_items: int) -> RawFeed:
    """Read the document: its newest pages, or the newest sitemaps that it names.

    Raises:
        NotAFeedError: it is not XML, or declares entities that only attacks need.
    """
    try:
        document = mended_xml(text).encode(errors="replace")
    except UnsafeDoctypeError as error:
        raise NotAFeedError(str(error)) from None
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(document, parser)
    if root is None:
        message = "the sitemap is not XML"
        raise NotAFeedError(message)
    if _name(root) == "sitemapindex":
        return RawFeed(None, None, (), further=_newest(root), is_sitemap=True)
    items = sorted(_items(root), key=lambda one: one.listed_at or _LONG_AGO, reverse=True)
    languages = [
        found for one in root.iter() if _is_news(one, "language") and (found := _text(one))
    ]
    language = languages[0] if languages else None
    return RawFeed(None, language, tuple(items[:most_items]), is_sitemap=True)


def _items(root: Any) -> Iterator[RawItem]:  # noqa: ANN401 - lxml has no types
    for url in root:
        if _name(url) != "url":
            continue
        told = {_name(one): _text(one) for one in url if not _is_news(one)}
        news = {_name(one): _text(one) for one in url.iter() if _is_news(one)}
        address = told.get("loc")
        if not address:
            continue
        published_at = moment_of(news.get("publication_date"))
        words = (news.get("keywords") or "").split(",")
        sections = tuple(one.strip() for one in words if one.strip())[:_MOST_SECTIONS]
        yield RawItem(
            None,
            address,
            headline_of(news.get("title")),
            "",
            published_at,
            sections=sections,
            # a page that is only listed is not news by its date: it says itself when it came out
            listed_at=_later(moment_of(told.get("lastmod")), published_at),
        )


def _newest(root: Any) -> tuple[str, ...]:  # noqa: ANN401 - the same
    """Return the sitemaps that changed last; if none says when, those that are called news."""
    found: list[tuple[datetime | None, str]] = []
    for one in root:
        told = {_name(part): _text(part) for part in one}
        if address := told.get("loc"):
            found.append((moment_of(told.get("lastmod")), address))
    dated = sorted(((when, one) for when, one in found if when is not None), reverse=True)
    if dated:
        return tuple(one for _, one in dated[:_MOST_FURTHER])
    called = [one for _, one in found if _NAMED_NEWS.search(one)]
    ends = dict.fromkeys(one for _, one in (*found[:1], *found[-1:]))
    return tuple((called or list(ends))[:_MOST_FURTHER])


def _later(*moments: datetime | None) -> datetime | None:
    return max((one for one in moments if one is not None), default=None)


def _name(node: Any) -> str:  # noqa: ANN401 - the same
    return _named(node)[1]


def _named(node: Any) -> tuple[str, str]:  # noqa: ANN401 - the same
    """Return namespace and name; a prefix that the document does not explain means the usual."""
    if not isinstance(node.tag, str):
        return "", ""  # a comment or an instruction
    namespace, _, name = node.tag.rpartition("}")
    prefix, _, bare = name.rpartition(":")
    return _NEWS if prefix == "news" else namespace.removeprefix("{"), bare


def _is_news(node: Any, name: str | None = None) -> bool:  # noqa: ANN401 - the same
    namespace, own = _named(node)
    return namespace.startswith(_NEWS) and name in {None, own}


def _text(node: Any) -> str | None:  # noqa: ANN401 - the same
    if not isinstance(node.tag, str):
        return None
    # of a comment within, neither is its text
    return " ".join("".join(node.itertext(etree.Element)).split()) or None
