"""One item, and its page where there is one → an article; pure."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from schemas.article import Article
from services.feeder.live.address import article_id, canonical_address
from services.feeder.live.feed_document import FeedDocument, Item
from services.feeder.live.page import Page, text_of_html, without_title
from services.feeder.live.source import Source


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page, and where it was behind all redirects."""

    page: Page
    address: str


@dataclass(frozen=True, slots=True)
class Unusable:
    """An item that gives no article, and why."""

    reason: str


def article_of_item(
    source: Source, document: FeedDocument, item: Item, found: FoundPage | None
) -> Article | Unusable:
    """Make the article.

    Args:
        source: whose feed it is.
        document: the feed.
        item: the entry.
        found: the page behind it, where it was fetched.
    """
    page = found.page if found is not None else None
    address = _identity(item, found)
    feed_text = text_of_html(item.html)
    text = max(page.text if page else "", feed_text, key=len)
    title = _one_line(item.title or (page.facts.title if page else None))
    published_at = item.published_at or (page.facts.published_at if page else None)
    if published_at is None:
        return Unusable("no publication date, neither in the feed nor on the page")
    text = without_title(text, title) or title or ""
    if not text:
        return Unusable("no text and no title")
    language = source.language or (page.facts.language if page else None) or document.language
    return Article.model_validate(
        {
            "id": article_id(address) if address else f"{source.name}: {item.key}"[:500],
            "text": text,
            "title": title,
            "published_at": published_at.astimezone(UTC),
            "source": source.name,
            "url": address,
            "language": language,
        }
    )


def article_of_page(page: Page, address: str, published_at: datetime | None) -> Article | Unusable:
    """Make an article of a page alone, as archives hold them.

    Args:
        page: the page.
        address: where it was.
        published_at: where somebody else knows, for pages that do not say.
    """
    moment = page.facts.published_at or published_at
    canonical = page.facts.canonical or canonical_address(address)
    if moment is None:
        return Unusable("the page does not say when it was published")
    if not page.text:
        return Unusable("no text found on the page")
    outlet = page.facts.outlet or (
        re.sub(r"^www\.", "", canonical.split("/")[2]) if canonical else ""
    )
    return Article.model_validate(
        {
            "id": article_id(canonical) if canonical else address[-500:],
            "text": page.text,
            "title": _one_line(page.facts.title),
            "published_at": moment,
            "source": outlet[:200] or "unknown",
            "url": canonical,
            "language": page.facts.language,
        }
    )


def _identity(item: Item, found: FoundPage | None) -> str | None:
    if found is not None:
        return found.page.facts.canonical or canonical_address(found.address)
    return item.address or canonical_address(item.key)


def _one_line(text: str | None) -> str | None:
    return " ".join(text_of_html(text).split()) or None if text else None
