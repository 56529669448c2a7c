"""How deep a page is nested: what takes time with the square of it must not be begun; pure."""

import re
from typing import Final

DEEPEST: Final = 500
"""About what browsers allow; beyond, a page is no story but an attack or an accident."""

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]{0,2000}>")
_NEVER_DEEP: Final = frozenset(
    # closed by what follows them, or without content
    "p li dt dd td th tr tbody thead tfoot option optgroup colgroup body html head rt rp "
    "area base br col embed hr img input link meta param source track wbr".split()
)


def is_too_deep(html: str) -> bool:
    """Whether more elements than that are open at one place."""
    depth = 0
    for tag in _TAG.finditer(html):
        if tag.group(2).lower() in _NEVER_DEEP or tag.group().endswith("/>"):
            continue
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        if depth > DEEPEST:
            return True
    return False
