"""An entry of a feed as its document writes it, before anything is made of it; pure."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RawItem:
    """What one entry says, each part as far as it does."""

    guid: str | None
    link: str | None
    """As written, or absolute if the document says against what."""
    title: str | None
    """Plain text on one line."""
    html: str
    """The feed's own text, as HTML, as long as the document gives it."""
    published_at: datetime | None
    author: str | None = None
    sections: tuple[str, ...] = ()
    listed_at: datetime | None = None
    """When its page last changed, as a sitemap has it."""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed as its document writes it."""

    title: str | None
    language: str | None
    items: tuple[RawItem, ...]
    site: str | None = None
    """The site that it is the feed of, as written; relative links may count from there."""
    hub: str | None = None
    """Where WebSub says that changes can be subscribed to."""
    topic: str | None = None
    """What the feed calls itself there."""
    is_atom: bool = False
    further: tuple[str, ...] = ()
    """Sitemaps that an index of them names."""
    is_sitemap: bool = False
    """Whether it lists pages of any age, so that only the recent ones are news."""


class NotAFeedError(ValueError):
    """What was asked for as a feed is not one."""
