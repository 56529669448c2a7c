"""One item of a source → its article, with the text of its page, under the id of its story."""

from datetime import UTC, datetime
from typing import Final

import structlog
from pydantic import ValidationError

from tocsin.schemas.article import Article
from tocsin.services.feeder.live.documents.identity import is_same_story
from tocsin.services.feeder.live.fetching.item_article import FoundPage, Unusable, article_of_item
from tocsin.services.feeder.live.fetching.reading_source import Reach
from tocsin.services.feeder.live.intake import FoundItem
from tocsin.services.feeder.live.pages.stories import still_tells_story, tells_story
from tocsin.services.feeder.live.parsing.feed_document import FeedDocument, Item
from tocsin.services.feeder.live.polling.context import PollerContext
from tocsin.services.feeder.live.seen.store import ItemOutcome, SeenItem, item_id
from tocsin.services.feeder.live.seen.watched_pages import WatchedPage
from tocsin.services.feeder.live.sources.source import Source, TextFrom
from tocsin.services.feeder.live.web.answers import Trouble

log = structlog.get_logger(__name__)

MOST_ATTEMPTS: Final = 4
"""So often a page is asked for that does not come; its item is fed with the feed's text at once."""


class Items:
    """Takes in the items of one source."""

    def __init__(self, source: Source, context: PollerContext, reach: Reach) -> None:
        self._source = source
        self._name = source.name
        self._context = context
        self._reach = reach

    async def take(self, document: FeedDocument, item: Item, attempts: int) -> int:
        """Take one in; return how often fetching its page has failed."""
        page, attempts = await self._page(item, attempts)
        outcome = await self._given(document, item, page, attempts)
        if page is not None and outcome is not ItemOutcome.REFUSED:
            identity, now = item_id(self._name, item.key), self._context.clock.now()
            self._context.seen.pages.begin(self._name, identity, page.validators, now)
        return attempts

    async def take_again(self, document: FeedDocument, item: Item, before: WatchedPage) -> None:
        """Look again at the page of an item that did not change; a changed one is a revision."""
        identity = item_id(self._name, item.key)
        found = None
        if item.address is not None:
            found = await self._context.pages.get_again(
                item.address, self._reach.access, before.validators
            )
        validators = found.validators if isinstance(found, FoundPage) else before.validators
        now = self._context.clock.now()
        self._context.seen.pages.looked(self._name, identity, before, validators, now)
        if isinstance(found, FoundPage) and still_tells_story(
            found.page.text, item.title, item.text
        ):
            await self._given(document, item, found, 0)
        else:  # the same, or not to be had: what was fed stays
            self._context.seen.unchanged(self._name, [identity], now)
            self._context.metrics.count(self._name, ItemOutcome.DUPLICATE)

    async def _given(
        self, document: FeedDocument, item: Item, page: FoundPage | None, attempts: int
    ) -> ItemOutcome:
        """Make the article and hand it to the intake; count what became of it."""
        identity = item_id(self._name, item.key)
        looked_at = datetime.fromtimestamp(self._context.clock.now(), UTC)
        try:
            article = article_of_item(self._source, document, item, page, looked_at)
        except ValidationError as error:
            article = Unusable(str(error.errors()[0]["msg"]))
        if isinstance(article, Unusable):
            log.info("item_refused", source=self._name, item=item.key[:200], why=article.reason)
            outcome = ItemOutcome.REFUSED
            entry = SeenItem(item.digest, attempts)
            now = self._context.clock.now()
            self._context.seen.note(self._name, identity, entry, outcome, now)
        else:
            article, alias = self._under_its_id(item, article)
            entry = SeenItem(item.digest, attempts, article.id)
            found = FoundItem(self._name, identity, entry, alias)
            outcome = await self._context.intake.take(found, article)
            if outcome is ItemOutcome.FED:
                now = self._context.clock.now()
                self._context.metrics.fed(self._name, article.published_at, now)
        self._context.metrics.count(self._name, outcome)
        return outcome

    def _under_its_id(self, item: Item, article: Article) -> tuple[Article, str | None]:
        """Keep the id under which the story was fed, though its address has changed.

        Return the other id beside it, so that who names the new address is known.
        """
        before = self._context.seen.entry(item_id(self._name, item.key))
        if (
            before is None
            or before.article in {None, article.id}
            or not is_same_story(before.digest, item.digest)
        ):
            return article, None
        return article.model_copy(update={"id": before.article}), article.id

    async def _page(self, item: Item, attempts: int) -> tuple[FoundPage | None, int]:
        """Return the page, if it is wanted and available, and how often it was missing."""
        if self._source.text is TextFrom.FEED or item.address is None or item.shares_address:
            return None, 0
        if self._context.intake.is_of_another(self._name, item.address):
            return None, 0  # it is fed already: to fetch it again would be impolite
        found = await self._context.pages.get(item.address, self._reach.access)
        if isinstance(found, FoundPage):
            if tells_story(found.page.text, item.title, item.text):
                return found, 0
            # a wall, or another page: neither its text nor what it says of itself is the item's
            self._context.metrics.error(self._name, Trouble.NO_STORY)
            log.info("page_tells_no_story", source=self._name, item=item.address)
            return None, 0
        self._context.metrics.error(self._name, found.trouble)
        log.debug("page_missing", source=self._name, item=item.address, why=found.detail)
        if found.trouble is Trouble.HELD:  # not even asked for, so this is not an attempt
            return None, max(attempts, 1)
        return None, attempts + 1 if found.may_pass else 0
