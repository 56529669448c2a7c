"""Take articles in, each once: decide, send, and note it only when the broker has it."""

import hashlib
import time
from dataclasses import dataclass

from tocsin.schemas.article import Article
from tocsin.services.feeder.articles import message_of
from tocsin.services.feeder.live.address import article_id
from tocsin.services.feeder.live.confirmed_sends import ConfirmedSends
from tocsin.services.feeder.live.keyed_locks import KeyedLocks
from tocsin.services.feeder.live.seen.store import ItemOutcome, Pending, Seen, SeenItem


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item of a source, as the store will know it."""

    source: str
    item: bytes
    entry: SeenItem
    alias: str | None = None
    """Another id that its story would have, as where its address has changed."""


class Intake:
    """What all sources hand their articles to."""

    def __init__(self, seen: Seen, sends: ConfirmedSends, most_bytes: int) -> None:
        self._seen = seen
        self._sends = sends
        self._most_bytes = most_bytes
        self._taking = KeyedLocks()

    async def take(self, found: FoundItem, article: Article) -> ItemOutcome:
        """Feed the article unless it was; return what became of it.

        Raises:
            KafkaError: the broker did not confirm it; nothing is noted as seen.
        """
        # two sources may name one story at the same moment
        async with self._taking.held(article.id):
            known = self._seen.article(article.id)
            digest = digest_of(article)
            if known is not None and (known.source != found.source or known.digest == digest):
                # another source's words on the same page are not revision of it
                return self._noted(found, ItemOutcome.DUPLICATE)
            message = message_of(article, self._most_bytes)
            if isinstance(message, str):
                return self._noted(found, ItemOutcome.REFUSED)
            pending = Pending(
                article.id,
                found.source,
                found.item,
                found.entry,
                digest,
                hashlib.sha256(message.value).digest(),
                ItemOutcome.FED if known is None else ItemOutcome.REVISED,
                time.time(),
            )
            self._seen.begin(pending)
            await self._sends.send(message)
            self._seen.settle(pending, time.time())
            if found.alias is not None:
                self._seen.known_as(found.alias, found.source, digest, time.time())
            return pending.outcome

    def is_of_another(self, source: str, address: str) -> bool:
        """Whether another source has fed the story at this address."""
        known = self._seen.article(article_id(address))
        return known is not None and known.source != source

    def _noted(self, found: FoundItem, outcome: ItemOutcome) -> ItemOutcome:
        self._seen.note(found.source, found.item, found.entry, outcome, time.time())
        return outcome


def digest_of(article: Article) -> bytes:
    """Return a hash of what a reader would notice: title and text, whatever their blanks."""
    words = " ".join(f"{article.title or ''}\n{article.text}".split())
    return hashlib.sha256(words.encode()).digest()[:16]
