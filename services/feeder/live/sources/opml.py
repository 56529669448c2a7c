"""OPML, the exchange format of feed readers, to sources and back; pure. OPML 2.0, opml.org.

What OPML has no word for stands in an attribute of our own, as JSON, so that nothing is lost on the
way out and back. What a source is asked with (files, variables, hosts) is taken from there only
if somebody says so: a stranger's list could send our files to his host.
"""

import json
import re
from collections.abc import Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from lxml import etree
from pydantic import ValidationError

from tocsin.services.feeder.live.address import canonical_address
from tocsin.services.feeder.live.documents.mending import UnsafeDoctypeError, mended_xml
from tocsin.services.feeder.live.encoding import text_of
from tocsin.services.feeder.live.sources.source import Source

_LONGEST_NAME: Final = 200
_FEEDS: Final = "//outline[@xmlUrl or @xmlurl]"
_OURS: Final = "urn:tocsin:opml"
_ASKED_WITH: Final = ("headers", "cookies", "user", "password", "hosts", "proxy")
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NAMED: Final = re.compile(rb"\bxmlurl\s*=", re.IGNORECASE)


class NotOpmlError(ValueError):
    """The file is not OPML."""


def read_opml(document: bytes, *, trusted: bool = False) -> tuple[list[Source], list[str]]:
    """Return the feeds of an OPML file, and what of it could not be used, in words.

    A feed that is listed twice is taken once; of two feeds of one name the second gets its host
    behind it, because names must differ.

    Args:
        document: the file.
        trusted: whether to take over what our own export says of how a source is asked.

    Raises:
        NotOpmlError: the file is not OPML.
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
            unusable.append(f"line {outline.sourceline}: {raw} is not an http or https address")
        elif address not in sources:
            name = _free_name(told.get("text") or told.get("title") or "", address, names)
            source = _own(told, name, raw)
            if source is not None and not trusted and _is_asked_with(source):
                source = source.model_copy(update=_WITHOUT)
                fields = ", ".join(_ASKED_WITH)
                unusable.append(
                    f"line {outline.sourceline}: {name}: {fields} were left out; "
                    "--trust takes them over"
                )
            sources[address] = source or _foreign(outline, told, name, raw)
            names.add(sources[address].name)
    if faults and not sources:
        raise NotOpmlError(faults[0])
    return list(sources.values()), unusable


def _own(told: dict[str, str], name: str, address: str) -> Source | None:
    """Return the source as our own export wrote it; None if it did not, or it was changed."""
    written = told.get(f"{{{_OURS}}}source") or told.get("tocsin:source")
    try:
        source = Source.model_validate_json(written or "")
    except ValidationError:
        return None
    if source.url != address:
        return None
    shown = " ".join(_shown(source.name).split())
    return source if shown == name else source.model_copy(update={"name": name})


_WITHOUT: Final = {name: Source.model_fields[name].get_default() for name in _ASKED_WITH}


def _is_asked_with(source: Source) -> bool:
    return any(getattr(source, name) != default for name, default in _WITHOUT.items())


def _foreign(outline: Any, told: dict[str, str], name: str, address: str) -> Source:  # noqa: ANN401 - lxml
    """Return the source with all that feed readers say of it, as far as it can be used."""
    folders = [
        " ".join((one.get("text") or one.get("title") or "").split())
        for one in outline.iterancestors("outline")
    ]
    fields: dict[str, object] = {"name": name, "url": address}
    for field, value in {
        "language": told.get("language"),
        "folder": "/".join(reversed(folders)),
        "site": told.get("htmlurl"),
        "description": told.get("description"),
    }.items():
        try:  # each for itself: a language that is not a tag costs nothing else
            Source.model_validate({"name": "x", "url": address, field: value or None})
        except ValidationError:
            continue
        fields[field] = value or None
    return Source.model_validate(fields)


def _root(document: bytes) -> tuple[Any, list[str]]:
    """Parse strictly; if that fails, repaired and then leniently, with the first fault reported."""
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
    """Return an OPML 2.0 document of the sources, in their folders."""
    register_namespace("tocsin", _OURS)
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = "Tocsin sources"
    folders: dict[tuple[str, ...], Element] = {(): SubElement(root, "body")}
    for source in sources:
        path = tuple(_shown(source.folder).split("/")) if source.folder else ()
        for depth in range(1, len(path) + 1):
            if path[:depth] not in folders:
                above = folders[path[: depth - 1]]
                folders[path[:depth]] = SubElement(above, "outline", text=path[depth - 1])
        SubElement(folders[path], "outline", _attributes(source))
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _attributes(source: Source) -> dict[str, str]:
    told = {
        "type": "rss",
        "text": source.name,
        "title": source.name,
        "xmlUrl": source.url,
        "htmlUrl": source.site,
        "language": source.language,
        "description": source.description,
        f"{{{_OURS}}}source": json.dumps(source.model_dump(mode="json", exclude_defaults=True)),
    }
    return {name: _shown(value) for name, value in told.items() if value is not None}


def _shown(text: str) -> str:
    """Return the text without what XML cannot hold."""
    return _NO_XML.sub("", text)


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
