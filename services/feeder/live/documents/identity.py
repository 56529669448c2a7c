"""What an item is known by: its guid, its address and its text together; pure.

A key that the document itself disproves is not trusted: a guid or an address that stands at
several different items identifies none of them.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from tocsin.services.feeder.live.address import canonical_address
from tocsin.services.feeder.live.documents.item import RawItem

_ENOUGH_TEXT: Final = 40
"""Characters of a text that can stand for its item if there is neither guid nor address."""
_BEGINNING: Final = 300
_PART: Final = 5
_TITLE: Final = slice(0, _PART)
_TEXT: Final = slice(_PART, 2 * _PART)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed."""

    key: str
    """What the feed identifies it by."""
    address: str | None
    title: str | None
    html: str
    """The feed's own text, as long as it gives it."""
    published_at: datetime | None
    text: str = ""
    """The same as plain text."""
    shares_address: bool = False
    """Whether other items lead to the same page, which then is not the story of any of them."""
    author: str | None = None
    sections: tuple[str, ...] = ()
    listed_at: datetime | None = None
    """When its page last changed, as a sitemap has it."""

    @property
    def digest(self) -> bytes:
        """Hashes of what would change if the story did: title, text, and dates."""
        dates = repr((self.published_at, self.listed_at))
        return _hash(self.title or "") + _hash(self.html) + _hash(dates) + b"\0"


def is_same_story(before: bytes, after: bytes) -> bool:
    """Whether two digests of items with one key are of one story: title or text is unchanged.

    Some sources number their items by their place, so a key alone is not evidence.
    """
    return any(
        before[part] == after[part] and before[part] not in {b"", _hash("")}
        for part in (_TITLE, _TEXT)
    )


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:_PART]


def told_apart(raw_items: Sequence[RawItem], base: str) -> tuple[Item, ...]:
    """Give each item its key; what has neither guid, address, title nor text is not an item."""
    addresses = [address_of(one, base) for one in raw_items]
    by_guid = _different(zip((one.guid for one in raw_items), addresses, raw_items, strict=True))
    by_address = _different(
        (address, one.guid, one) for address, one in zip(addresses, raw_items, strict=True)
    )
    items = []
    for address, one in zip(addresses, raw_items, strict=True):
        guid = one.guid if one.guid not in by_guid else None
        shared = address in by_address
        key = guid or (None if shared else address) or _by_words(one)
        if key is not None:
            items.append(
                Item(
                    key,
                    address,
                    one.title,
                    one.html,
                    one.published_at and one.published_at.astimezone(UTC),
                    shares_address=shared,
                    author=one.author,
                    sections=one.sections,
                    listed_at=one.listed_at,
                )
            )
    return tuple(items)


def address_of(item: RawItem, base: str) -> str | None:
    """Return where the story is: its link, or a guid that is an address."""
    told = canonical_address(item.link, base) if item.link else None
    return told or (canonical_address(item.guid) if item.guid else None)


def _different(keyed: Iterable[tuple[str | None, str | None, RawItem]]) -> set[str]:
    """Return the keys that stand at items which are not the same one named again.

    Two that agree in title and text are one item named twice; so are two of which one changed,
    if they agree in their other key too.
    """
    found: dict[str, list[tuple[str | None, RawItem]]] = defaultdict(list)
    for key, other, item in keyed:
        if key is not None:
            found[key].append((other, item))
    return {key for key, those in found.items() if not _are_one(those)}


def _are_one(those: Sequence[tuple[str | None, RawItem]]) -> bool:
    first_other, first = those[0]
    return all(
        (item.title == first.title and item.html == first.html)
        or (
            other == first_other
            and (item.title == first.title or (item.html != "" and item.html == first.html))
        )
        for other, item in those[1:]
    )


def _by_words(item: RawItem) -> str | None:
    """Return a key of the words alone; a headline changes more often than a text's beginning."""
    words = " ".join(item.html.split())
    told = words[:_BEGINNING] if len(words) >= _ENOUGH_TEXT else item.title or words
    return f"words:{hashlib.sha256(told.encode()).hexdigest()[:32]}" if told else None
