"""The phrase after a number: its words, and their offsets."""

import re
from dataclasses import dataclass
from typing import Final

_PHRASE: Final = re.compile(
    r"(?: {0,3}[\"']?(?:(?:[a-z]\.){2,}|[^\W_]++(?:['\u2019-][^\W_]+)*+)"
    r"(?![^\s,.;:!?)\]\"'\u2019/\u2026-])\"?){1,11}+"
)
"""Words between spaces, until punctuation; at most eleven, so that no text is long to read."""


@dataclass(slots=True)
class Phrase:
    """The words, in lower case, that follow an offset of a lower-case text."""

    lower: str
    start: int
    words: list[str]

    def span(self, index: int) -> tuple[int, int]:
        """Return the offsets of a word of the phrase."""
        at = self.start
        for word in self.words[: index + 1]:
            start = self.lower.index(word, at)
            at = start + len(word)
        return start, at


def phrase_after(lower: str, end: int) -> Phrase:
    """Return the phrase that directly follows `end`; without words if punctuation does."""
    match = _PHRASE.match(lower, end)
    if match is None:
        return Phrase(lower, end, [])
    found = match.group()
    if '"' in found or "'" in found:
        return Phrase(lower, end, [word.strip("\"'") for word in found.split()])
    return Phrase(lower, end, found.split())
