"""How deep a page is nested: what takes time with the square of it must not be begun; pure.

It counts as HTML parsers do: a slash at the end of a tag closes nothing, an end tag closes only
what is open, and what scripts, styles and comments hold is not markup. What it misses is caught by
the limits of the parser's process.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

DEEPEST: Final = 500
"""About what browsers allow; beyond, a page is not a story but an attack or an accident."""

_TAG: Final = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9-]*)|!--(?!-?>))")
_ENDS: Final = {
    "script": re.compile(r"</script", re.IGNORECASE),
    "style": re.compile(r"</style", re.IGNORECASE),
    "comment": re.compile("-->"),
}
"""Where markup continues after elements without any."""
_CLOSES_ITSELF: Final = re.compile(r"[^<>]{0,5000}/>")
_NEVER_DEEP: Final = frozenset(
    # closed by what follows them, or without content
    "p li dt dd td th tr tbody thead tfoot option optgroup colgroup body html head rt rp "
    "area base br col embed hr img input link meta param source track wbr".split()
)
_SELF_CLOSED: Final = frozenset(
    # of pictures, where XML's rules hold
    "circle ellipse g image line path polygon polyline rect stop use".split()
)


def is_too_deep(html: str) -> bool:
    """Whether more elements than that are open at one place."""
    opened: Counter[str] = Counter()
    depth = 0
    for tag in _tags(html):
        name = tag.group(2).lower()
        if name in _NEVER_DEEP:
            continue
        if not tag.group(1):
            if name in _SELF_CLOSED and _CLOSES_ITSELF.match(html, tag.end()):
                continue
            opened[name] += 1
            depth += 1
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
        if depth > DEEPEST:
            return True
    return False


def _tags(html: str) -> Iterator[re.Match[str]]:
    """Yield the tags, but not what looks like one in a script, a style or a comment."""
    unended: set[str] = set()
    tag = _TAG.search(html)
    while tag:
        begun = "comment" if tag.group(2) is None else tag.group(2).lower()
        if begun != "comment":
            yield tag
        resume = tag.end()
        if begun in _ENDS and not tag.group(1) and begun not in unended:
            end = _ENDS[begun].search(html, resume)
            # without an end it is read as markup; and it has none further on either
            unended |= set() if end else {begun}
            resume = end.start() if end else resume
        tag = _TAG.search(html, resume)
