"""Where a page sends its reader on by itself: `<meta http-equiv="refresh">`; pure."""

import re
from html import unescape
from typing import Final

_HEAD: Final = 10_000
"""Bytes that are searched for such an element."""
_LONGEST_DELAY: Final = 10.0
"""Seconds. A page that waits longer is there to be read."""
_IS_PAGE: Final = re.compile(
    r"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*<(?:!doctype html|html|head|meta)"
)
_NOT_FOR_US: Final = re.compile(r"(?is)<noscript\b.*?(?:</noscript\s*>|$)|<!--.*?-->")
_META: Final = re.compile(r"(?i)<meta\b[^<>]{0,1000}>")
_REFRESH: Final = re.compile(r"""(?i)http-equiv\s*=\s*["']?\s*refresh\b""")
_CONTENT: Final = re.compile(r"""(?i)\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TARGET: Final = re.compile(r"""(?i)\s*(\d+(?:\.\d*)?)\s*[;,\s]\s*url\s*=\s*["']?(.*?)["']?\s*""")


def refresh_target(body: bytes) -> str | None:
    """Return the address, as the page writes it; None if the page stays.

    What stands in `<noscript>` is for browsers that show pages: we read pages as they come.
    """
    head = body[:_HEAD].decode("utf-8", errors="replace")
    if _IS_PAGE.match(head) is None:
        return None
    for meta in _META.findall(_NOT_FOR_US.sub("", head)):
        content = _CONTENT.search(meta) if _REFRESH.search(meta) else None
        if content is None:
            continue
        target = _TARGET.fullmatch(unescape(content[1] or content[2] or ""))
        if target is not None and float(target[1]) <= _LONGEST_DELAY and target[2]:
            return target[2]
    return None
