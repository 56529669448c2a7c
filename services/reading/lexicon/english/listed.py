"""How the tables of English write words: as a set, by what they mean, as parts of a pattern."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator

_T = TypeVar("_T")


def _word_list(written: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    if not isinstance(written, str):
        return written
    listed = written.split()
    twice = sorted({word for word in listed if listed.count(word) > 1})
    if twice:
        message = f"listed twice: {' '.join(twice)}"
        raise ValueError(message)
    return frozenset(listed)


WordList = Annotated[frozenset[str], BeforeValidator(_word_list)]
"""Words between spaces, each once."""


def by_word(table: Mapping[_T, Iterable[str]]) -> dict[str, _T]:
    """Return what each word of a table means."""
    return {word: meaning for meaning, words in table.items() for word in words}


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of some words or phrases; a star stands for any ending."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    escaped = (re.escape(word).replace(r"\ ", " ") for word in longest_first)
    return "(?:" + "|".join(escaped).replace(r"\*", r"\w*") + ")"
