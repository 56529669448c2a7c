"""Which items of a source are wanted, by its rules to keep and to block; pure."""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import lru_cache

from tocsin.services.feeder.live.documents.identity import Item
from tocsin.services.feeder.live.sources.source import ItemMatch, Source


def is_wanted(source: Source, item: Item) -> bool:
    """Whether no rule blocks the item and, if there are rules to keep, one of them matches."""
    if any(_means(rule, item) for rule in source.block):
        return False
    return not source.keep or any(_means(rule, item) for rule in source.keep)


def _means(rule: ItemMatch, item: Item) -> bool:
    """Whether all that the rule gives applies to the item."""
    return (
        (not rule.words or _pattern(rule.words).search(_told(item)) is not None)
        and (rule.section is None or _one_line(rule.section) in map(_one_line, item.sections))
        and (rule.author is None or _one_line(rule.author) in _one_line(item.author or ""))
        and (
            rule.address is None
            or fnmatchcase((item.address or "").casefold(), rule.address.casefold())
        )
    )


def _told(item: Item) -> str:
    return _one_line(f"{item.title or ''}\n{item.text}")


@lru_cache(maxsize=1_000)
def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Return what finds any of the words or phrases, each as a whole."""
    wanted = "|".join(re.escape(_one_line(one)) for one in words)
    return re.compile(rf"(?<!\w)(?:{wanted})(?!\w)")


def _one_line(text: str) -> str:
    return " ".join(text.casefold().split())
