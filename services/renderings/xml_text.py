"""XML that every reader takes, whatever a news text holds."""

import re
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write (W3C, Extensible Markup Language 1.0, production 2)."""


def child(parent: Element, name: str, text: object = None, **attributes: str) -> Element:
    """Append an element with this text; None leaves it empty."""
    element = SubElement(parent, name, attributes)
    if text is not None:
        element.text = _NOT_IN_XML.sub("\ufffd", str(text))
    return element


def document(root: Element) -> bytes:
    """Return the document as UTF-8 with its declaration."""
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
