"""Which networks read, and what."""

from typing import Final, NamedTuple

BUILT_IN: Final = "default"


class Networks(NamedTuple):
    """The settings that choose what reads; a value that other processes can be given."""

    reader: str = BUILT_IN
    """For English."""
    languages: tuple[str, ...] = ("en",)
    languages_reader: str = BUILT_IN
    """For the other languages."""
