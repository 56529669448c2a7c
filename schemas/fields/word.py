"""A word of a closed list; a reader that lets newer versions speak takes words beyond it, too."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Final, Self

_FORM: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
"""Of every word that we have and will have; anything else is junk, not a newer word."""

_NEWER_ARE_TAKEN: Final = ContextVar("newer words are taken", default=False)


class Word(StrEnum):
    """A word of a closed list.

    A newer version may have more words. Whoever judges must know them all, and refuses the
    message; programs that only show alerts read with `taking_newer_words`.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """Return a word beyond the list if one is taken. It is equal to the same text."""
        if not (_NEWER_ARE_TAKEN.get() and isinstance(value, str) and _FORM.fullmatch(value)):
            return None
        newer = str.__new__(cls, value)
        newer._name_ = newer._value_ = value
        return newer

    @property
    def is_newer(self) -> bool:
        """Whether this version does not know the word."""
        return self.value not in type(self)._value2member_map_


@contextmanager
def taking_newer_words() -> Iterator[None]:
    """Read words that this version does not know as they are, within the block."""
    token = _NEWER_ARE_TAKEN.set(True)
    try:
        yield
    finally:
        _NEWER_ARE_TAKEN.reset(token)
