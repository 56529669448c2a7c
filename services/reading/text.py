"""Cleaning that keeps every offset: a cleaned text is as long as the text it came from."""

import html
import re
from typing import Final

_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<!--.{0,500}?-->")
_BLOCK_TAG: Final = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|table|blockquote)\b", re.IGNORECASE
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")

_SPACES: Final = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_INVISIBLE: Final = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e"
_ODD: Final[dict[str, str]] = {
    **dict.fromkeys(_SPACES + "\u202f\u205f\u3000\t\r\x0b\x0c", " "),
    **dict.fromkeys(_INVISIBLE, " "),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("\u2012\u2212\ufe58\ufe63\uff0d", "\u2013"),
    "\u2015": "\u2014",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u0085": "\n",
    **{chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)},
}
_TRANSLATION: Final = str.maketrans(_ODD)


def clean(text: str) -> str:
    """Return the text with plain spaces, straight quotes and no HTML, at its own length.

    Offsets into the result hold in `text`.
    """
    if not text.isascii() or "\t" in text or "\r" in text:
        text = text.translate(_TRANSLATION)
    if "<" in text:
        text = _TAG.sub(_blank_tag, text)
    if "&" in text:
        text = _ENTITY.sub(_decoded, text)
    return text


def _blank_tag(match: re.Match[str]) -> str:
    tag = match.group()
    first = "\n" if _BLOCK_TAG.match(tag) else " "
    return first + " " * (len(tag) - 1)


def _decoded(match: re.Match[str]) -> str:
    entity = match.group()
    decoded = html.unescape(entity).translate(_TRANSLATION)
    if decoded == entity or len(decoded) != 1:
        return entity
    # The spaces go before the character if it closes a word ("don&#8217;t" has no better).
    return decoded + " " * (len(entity) - 1)
