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


def text_of(body: bytes, charset: str | None) -> str:
    """Return the text.

    The first that fits counts: a byte order mark, what the document declares, what HTTP says,
    UTF-8, and at last what the bytes look like. What declares UTF-8 and is not is common.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    declared = _DECLARED.search(body[:_HEAD])
    names = (declared.group(1).decode() if declared else "", charset or "", "utf-8")
    for name in names:
        if name and (text := _decoded(body, name)) is not None:
            return text
    return body.decode(_web_name(detect_encoding(body) or "windows-1252"), errors="replace")


def _decoded(body: bytes, name: str) -> str | None:
    try:
        return body.decode(_web_name(name))
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _web_name(name: str) -> str:
    """Read Latin-1 as the web does: as windows-1252, WHATWG Encoding, 4.2."""
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return name
    return "windows-1252" if known in {"iso8859-1", "ascii"} else known
