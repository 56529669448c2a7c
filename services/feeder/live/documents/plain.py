"""A headline as markup, escaped markup or text → text on one line; pure."""

import re
from html import unescape
from typing import Final

_ELEMENTS: Final = (
    "a|abbr|acronym|b|big|blockquote|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|ol"
    "|p|pre|q|s|samp|small|span|strike|strong|sub|sup|tt|u|ul|var|wbr"
)
_TAG: Final = re.compile(rf"</?(?:{_ELEMENTS})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_COMMENT: Final = re.compile(r"<!--[^<>]{0,2000}-->")
_HALF: Final = re.compile("[\ud800-\udfff]")


def without_halves(text: str) -> str:
    """Show halves of characters, which escapes of JSON can name and nothing can be done with."""
    return _HALF.sub("\ufffd", text)


def headline_of(markup: str | None) -> str | None:
    """Drop the tags of HTML and resolve its references; what is not a tag of HTML is text.

    "5 < 8" and "<BIGCO> falls" keep their words.
    """
    if markup is None:
        return None
    without = _TAG.sub("", _COMMENT.sub("", markup))
    return " ".join(unescape(without).split()) or None
