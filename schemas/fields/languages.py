"""Languages by their ISO 639-1 codes, and the direction in which they are written."""

from typing import Annotated, Final

from pydantic import Field

LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
"""ISO 639-1."""

_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ps", "ur"})


def direction_of(language: str) -> str:
    """Return how a language is written, as HTML says it: `ltr` or `rtl`."""
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"
