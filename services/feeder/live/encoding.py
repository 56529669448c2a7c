"""Bytes of the web → text, whatever charset they claim; pure."""

import codecs
import re
from typing import Final

from resiliparse.parse.encoding import detect_encoding

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")
_HEAD: Final = 2_048
_MULTIBYTE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_FEW: Final = 2
"""So many whole characters of UTF-8 are no accident."""


def text_of(body: bytes, charset: str | None) -> str:
    """Return the text.

    A byte order mark counts first, then UTF-8 if the bytes are such: text of another charset
    hardly ever is, and what declares another one and is UTF-8 is common. Then what the document
    declares and what HTTP says if that can be; UTF-8 with a few stray bytes, of which only
    those are lost; and at last what the bytes look like.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    declared = _DECLARED.search(body[:_HEAD])
    names = [name for name in (declared.group(1).decode() if declared else "", charset) if name]
    wide = [name for name in names if _is_plausible(body, name) and _is_wide(name)]
    for name in (*wide, "utf-8"):
        if (text := _decoded(body, name)) is not None:
            return text
    text = body.decode("utf-8", errors="replace")
    if _is_utf_8_with_strays(body, text):
        return text
    for name in names:
        if not _is_wide(name) and (found := _decoded(body, name)) is not None:
            return found
    return body.decode(_web_name(detect_encoding(body) or "windows-1252"), errors="replace")


def _is_wide(name: str) -> bool:
    """Whether ASCII is not itself in the charset, so that its bytes may pass for UTF-8."""
    return _web_name(name).lower().startswith(("utf_16", "utf-16", "utf_32", "utf-32", "iso2022"))


def _is_plausible(body: bytes, name: str) -> bool:
    """UTF-16 and 32 accept nearly any bytes, but no document in them is without zero bytes."""
    return ("16" not in name and "32" not in name) or b"\0" in body[:_HEAD]


def _is_utf_8_with_strays(body: bytes, text: str) -> bool:
    strays = text.count("\ufffd")
    whole = sum(1 for _ in _MULTIBYTE.finditer(body))
    return whole >= _FEW and strays <= whole


def _decoded(body: bytes, name: str) -> str | None:
    try:
        text = body.decode(_web_name(name))
        if name != "utf-8":
            text.encode()  # Python has charsets that give halves of characters
    except (UnicodeError, LookupError, ValueError):
        return None
    return text


def _web_name(name: str) -> str:
    """Read Latin-1 as the web does: as windows-1252, WHATWG Encoding, 4.2."""
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return name
    return "windows-1252" if known in {"iso8859-1", "ascii"} else known
