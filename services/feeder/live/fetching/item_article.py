"""One item, and its page if there is one → an article; pure."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from tocsin.schemas.article import Article
from tocsin.schemas.vocabulary import DatedBy
from tocsin.services.feeder.live.address import article_id, canonical_address
from tocsin.services.feeder.live.documents.plain import headline_of
from tocsin.services.feeder.live.pages.page import ArticlePage, without_title
from tocsin.services.feeder.live.pages.stories import shared
from tocsin.services.feeder.live.parsing.feed_document import FeedDocument, Item
from tocsin.services.feeder.live.sources.source import Source
from tocsin.services.feeder.live.web.answers import Validators

_AHEAD: Final = timedelta(days=1)
"""Clocks and zones are wrong by less; a date further ahead is that of an event, or a mistake."""
_LONGEST_TITLE: Final = 1_000
_A_SENTENCE: Final = 40
_NEARLY_ALL: Final = 0.7


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page, and where it was behind all redirects."""

    page: ArticlePage
    address: str
    validators: Validators = field(default_factory=Validators)


@dataclass(frozen=True, slots=True)
class Unusable:
    """An item that gives no article, and why."""

    reason: str


def article_of_item(
    source: Source, document: FeedDocument, item: Item, found: FoundPage | None, looked_at: datetime
) -> Article | Unusable:
    """Make the article.

    Args:
        source: whose feed it is.
        document: the feed.
        item: the entry.
        found: the page behind it if it was fetched.
        looked_at: when the feed was fetched; used if neither feed nor page has a date.
    """
    page = found.page if found is not None else None
    address = _identity(item, found)
    text = _whole_text(page.text if page else "", item)
    title = item.title or headline_of(page.facts.title if page else None)
    published_at, dated_by = _dated(item, page, looked_at)
    text = without_title(text, title) or title or ""
    if not text:
        return Unusable("no text and no title")
    language = source.language or (page.facts.language if page else None) or document.language
    its_own = None if item.shares_address else address
    return Article.model_validate(
        {
            "id": article_id(its_own) if its_own else f"{source.name}: {item.key}"[:500],
            "text": text,
            "title": title and title[:_LONGEST_TITLE],
            "published_at": published_at.astimezone(UTC),
            "dated_by": dated_by,
            "source": source.name,
            "url": address,
            "language": language,
        }
    )


def _whole_text(page_text: str, item: Item) -> str:
    """Return the page's text; the feed's before it if the page leaves much of that out."""
    if len(page_text) <= len(item.text):
        return item.text
    if len(item.text) >= _A_SENTENCE and shared(page_text, None, item.text) < _NEARLY_ALL:
        return f"{item.text}\n\n{page_text}"
    return page_text


def _dated(item: Item, page: ArticlePage | None, looked_at: datetime) -> tuple[datetime, DatedBy]:
    """Return the first date that can be true: the feed's, the page's, or that of the look."""
    latest = looked_at + _AHEAD
    for moment, dated_by in (
        (item.published_at, DatedBy.FEED),
        (page.facts.published_at if page else None, DatedBy.PAGE),
    ):
        if moment is not None and moment <= latest:
            return moment, dated_by
    return looked_at, DatedBy.LOOK


def article_of_page(
    page: ArticlePage, address: str, published_at: datetime | None
) -> Article | Unusable:
    """Make an article of a page alone, as archives hold them.

    Args:
        page: the page.
        address: where it was.
        published_at: if somebody else knows, for pages that do not say.
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
            "title": headline_of(page.facts.title),
            "published_at": moment,
            "dated_by": DatedBy.PAGE if page.facts.published_at else DatedBy.LOOK,
            "source": outlet[:200] or "unknown",
            "url": canonical,
            "language": page.facts.language,
        }
    )


def _identity(item: Item, found: FoundPage | None) -> str | None:
    if found is not None and not item.shares_address:
        return found.page.facts.canonical or canonical_address(found.address)
    return item.address
