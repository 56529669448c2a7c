"""OPML, the exchange format of feed readers, to sources and back; pure. OPML 2.0, opml.org."""

import re
from collections.abc import Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lxml import etree
from pydantic import ValidationError

from services.feeder.live.address import canonical_address
from services.feeder.live.documents.mending import UnsafeDoctypeError, mended_xml
from services.feeder.live.encoding import text_of
from services.feeder.live.source import Source

_LONGEST_NAME: Final = 200
_FEEDS: Final = "//outline[@xmlUrl or @xmlurl]"
_NAMED: Final = re.compile(rb"\bxmlurl\s*=", re.IGNORECASE)


class NotOpmlError(ValueError):
    """The file is no OPML."""


def read_opml(document: bytes) -> tuple[list[Source], list[str]]:
    """Return the feeds of an OPML file, and what of it could not be used, in words.

    A feed that stands twice is taken once; of two feeds of one name the second gets its host
    behind it, because names must differ.

    Raises:
        NotOpmlError: the file is no OPML.
    """
    root, faults = _root(document)
    if etree.QName(root).localname.lower() != "opml":
        message = f"its root is <{etree.QName(root).localname}>, not <opml>"
        raise NotOpmlError(message)
    sources: dict[str, Source] = {}
    unusable = faults
    names: set[str] = set()
    for outline in root.iter("outline"):
        told = {name.lower(): value for name, value in outline.attrib.items()}
        raw = told.get("xmlurl", "").strip()
        if not raw:
            continue  # a folder
        address = canonical_address(raw)
        if address is None:
            unusable.append(f"line {outline.sourceline}: {raw} is no http or https address")
        elif address not in sources:
            name = _free_name(told.get("text") or told.get("title") or "", address, names)
            try:
                sources[address] = Source(name=name, url=raw, language=told.get("language"))
            except ValidationError:  # a language that is no tag: the detector finds it by itself
                sources[address] = Source(name=name, url=raw)
            names.add(name)
    if faults and not sources:
        raise NotOpmlError(faults[0])
    return list(sources.values()), unusable


def _root(document: bytes) -> tuple[Any, list[str]]:
    """Parse strictly; where that fails, mended and then leniently, with the first fault told."""
    try:
        return _parsed(document, recover=False), []
    except etree.XMLSyntaxError as error:
        fault, told = error.msg or "the file is empty", error.lineno
    if not document.strip():
        raise NotOpmlError(fault)
    try:
        document = mended_xml(text_of(document, None)).encode()
    except UnsafeDoctypeError as error:
        raise NotOpmlError(str(error)) from None
    root = _parsed(document, recover=True)
    if root is None:
        raise NotOpmlError(fault)
    if len(root.xpath(_FEEDS)) < len(_NAMED.findall(document)):
        # quotes and angle brackets within quotes: HTML's rules read on, though without folders
        read = etree.fromstring(document, etree.HTMLParser(no_network=True))
        root = next(iter(read.iter("opml")), root)
    return root, [f"line {told}: {fault}; what could be read around it was taken"]


def _parsed(document: bytes, *, recover: bool) -> Any:  # noqa: ANN401 - lxml has no types
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=recover
    )
    return etree.fromstring(document, parser)


def write_opml(sources: Sequence[Source]) -> bytes:
    """Return an OPML 2.0 document of the sources."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = "Tocsin sources"
    body = SubElement(root, "body")
    for source in sources:
        attributes = {"type": "rss", "text": source.name, "xmlUrl": source.url}
        if source.language is not None:
            attributes["language"] = source.language
        SubElement(body, "outline", attributes)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _free_name(told: str, address: str, taken: set[str]) -> str:
    host = address.split("/")[2]
    name = " ".join(told.split())[:_LONGEST_NAME] or host
    if name not in taken:
        return name
    base, number = f"{name[:150]} ({host[:30]})", 2
    name = base
    while name in taken:
        name, number = f"{base} {number}", number + 1
    return name
