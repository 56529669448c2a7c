"""XML as it is on the web → XML that a parser reads without losing anything; pure.

A parser that recovers from errors drops what it cannot resolve: a bare `&` takes the word behind
it along. So the text is repaired first, outside CDATA sections, comments and instructions, in one
pass that takes time in proportion to its length.
"""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

_PROLOG: Final = re.compile(r"\ufeff?\s*(?:<\?xml[^>]{0,500}\?>)?\s*", re.IGNORECASE)
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MARKS: Final = re.compile(r"<!\[CDATA\[|<!--|<\?|&")
_CLOSERS: Final = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
_REFERENCE: Final = re.compile(
    r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{0,40}));"
)
_OF_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ENTITY: Final = re.compile(
    r"""<!ENTITY\s+([A-Za-z][\w.-]{0,40})\s+(?:"([^"<%]{0,100})"|'([^'<%]{0,100})')\s*>"""
)
_WINDOWS: Final = range(0x80, 0xA0)
"""Numbers that HTML reads as windows-1252, because many pages mean that."""


_SAID_ELSEWHERE: Final = (
    ("media", r"http://search\.yahoo\.com/mrss/?", "title|description"),
    ("dc", r"http://purl\.org/dc/elements/1\.1/", "title"),
)
"""Elements of other namespaces that parsers take for the item's own."""
_LINK: Final = re.compile(r"(<link)\s[^<>]{0,2000}(?<!/)(>\s*(?:<!\[CDATA\[)?\s*https?://)")


class UnsafeDoctypeError(ValueError):
    """The document declares entities of a kind that no feed needs and attacks are made of."""


def mended_xml(text: str) -> str:
    """Return the document without XML declaration and DOCTYPE, every reference resolvable.

    Raises:
        UnsafeDoctypeError: it declares entities that hold entities, or parts of other files.
    """
    text = _PROLOG.sub("", text, count=1)
    own, text = _without_doctype(text)
    return "".join(_pieces(_set_apart(_FORBIDDEN.sub("", text)), own))


def _set_apart(text: str) -> str:
    """Rename what other namespaces say: what a picture shows must not stand for the story.

    A link that is text has no attributes, because parsers would take one for the address.
    """
    text = _LINK.sub(r"\1\2", text)
    for usual, namespace, names in _SAID_ELSEWHERE:
        bound = re.search(rf"""xmlns:([\w.-]{{1,40}})\s*=\s*["']{namespace}["']""", text)
        prefix = re.escape(bound.group(1) if bound else usual)
        text = re.sub(rf"(</?{prefix}:)({names})(?:\s[^<>]{{0,2000}}?)?(?=/?>)", r"\1other\2", text)
    return text


def _pieces(text: str, own: dict[str, str]) -> Iterator[str]:
    position = 0
    unclosed: set[str] = set()
    while (mark := _MARKS.search(text, position)) is not None:
        begin, opener = mark.start(), mark.group()
        yield text[position:begin]
        if opener == "&":
            reference = _REFERENCE.match(text, begin)
            position = reference.end() if reference else begin + 1
            yield _resolvable(reference, own) if reference else "&amp;"
            continue
        end = -1 if opener in unclosed else text.find(_CLOSERS[opener], begin)
        if end < 0:  # searched for only once: otherwise many of them would take quadratic time
            unclosed.add(opener)
            position = begin + len(opener)
        else:
            position = end + len(_CLOSERS[opener])
        yield text[begin:position]
    yield text[position:]


def _resolvable(reference: re.Match[str], own: dict[str, str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name is not None:
        if name in _OF_XML:
            return reference.group()
        told = own.get(name, html5.get(f"{name};"))
        return _numbered(told) if told is not None else "&amp;" + reference.group()[1:]
    return _numbered(_character(int(decimal) if decimal else int(hexadecimal, 16)))


def _character(number: int) -> str:
    if number in _WINDOWS:
        return bytes([number]).decode("windows-1252", errors="ignore")
    try:
        return _FORBIDDEN.sub("", chr(number))
    except ValueError:
        return ""


def _numbered(text: str) -> str:
    return "".join(f"&#{ord(one)};" for one in text)


def _without_doctype(text: str) -> tuple[dict[str, str], str]:
    """Return the entities that a DOCTYPE declares as plain characters, and the text without it."""
    begin = _doctype(text)
    if begin is None:
        return {}, text
    end = text.find(">", begin)
    subset = text.find("[", begin)
    if 0 <= subset < end or end < 0:
        end = text.find("]", max(subset, begin))
        end = text.find(">", end) if end >= 0 else -1
    declared = text[begin : end if end >= 0 else len(text)]
    own = {}
    for entity in _ENTITY.finditer(declared):
        value = entity.group(2) or entity.group(3) or ""
        plain = _REFERENCE.sub(_plain, value)
        own[entity.group(1)] = plain
    if declared.count("<!ENTITY") != len(own) or any("&" in value for value in own.values()):
        message = "declares XML entities that hold more than characters, which no feed needs"
        raise UnsafeDoctypeError(message)
    return own, text[:begin] + text[end + 1 :] if end >= 0 else ""


def _doctype(text: str) -> int | None:
    """Return where the DOCTYPE begins: before the root, behind nothing but comments."""
    position = 0
    while True:
        position += len(text[position:]) - len(text[position:].lstrip())
        if text[position : position + 9].upper() == "<!DOCTYPE":
            return position
        closer = next((end for begin, end in (("<!--", "-->"), ("<?", "?>"))
                       if text.startswith(begin, position)), None)  # fmt: skip
        end = text.find(closer, position) if closer else -1
        if closer is None or end < 0:
            return None
        position = end + len(closer)


def _plain(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name is not None:
        return html5.get(f"{name};", reference.group()) if name != "amp" else "\0"
    return _character(int(decimal) if decimal else int(hexadecimal, 16))
