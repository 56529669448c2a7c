"""What a reader gave against what a suite expects: equal, better, or different by a reason."""

import html
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import urlsplit

from benchmarks.feed_peers.readers import Read, Reader
from benchmarks.feed_peers.suites import Case, Expected, Field
from tocsin.services.feeder.live.address import canonical_address
from tocsin.services.feeder.live.pages.page import text_of_html


class Reason(StrEnum):
    """Why a value differs; the first two are no faults."""

    EQUAL = "equal"
    NO_WEB_ADDRESS = "expected is no http(s) address, which nobody can fetch"
    NO_BASE = "expected is relative and the document has no address"
    MORE = "has the expected text, and more of the same item"
    LONGER = "another text of the same item, which is longer"
    FRONT_PAGE = "the item has no link; the suite leads it to the front page of its site"
    ENCLOSURE = "the item has no link; the suite leads it to its sound or film"
    NO_HEADLINE = "no headline in the document; the suite's reader makes one"
    REFUSED = "the document was refused"
    NO_ITEM = "the item is missing"
    NOTHING = "nothing where something was expected"
    IMPOSSIBLE = "the expected date is impossible or in the far past, and counts as none"
    OTHER = "another value"


GOOD = {
    Reason.EQUAL,
    Reason.NO_WEB_ADDRESS,
    Reason.NO_BASE,
    Reason.MORE,
    Reason.LONGER,
    Reason.FRONT_PAGE,
    Reason.ENCLOSURE,
    Reason.NO_HEADLINE,
}


@dataclass(frozen=True)
class Difference:
    """One assertion and what came of it."""

    case: str
    expected: Expected
    got: str
    reason: Reason


def compare(case: Case, reader: Reader) -> list[Difference]:
    """Read the document and hold each assertion against it."""
    try:
        items = reader(case.body, case.charset, case.address)
    except Exception:  # noqa: BLE001 - what a library raises on bad input is a refusal
        return [Difference(case.name, one, "", Reason.REFUSED) for one in case.expected]
    return [_one(case, one, items) for one in case.expected]


def _one(case: Case, expected: Expected, items: list[Read]) -> Difference:
    if expected.item >= len(items):
        reason = Reason.NO_ITEM if items else Reason.REFUSED
        return Difference(case.name, expected, "", reason)
    item = items[expected.item]
    got, reason = {
        Field.TITLE: lambda: (item.title or "", _headline(case, expected.value, item)),
        Field.TEXT: lambda: (item.text, _text(case, expected.value, item.text)),
        Field.LINK: lambda: (item.link or "", _link(case, expected.value, item.link)),
        Field.DATE: lambda: (str(item.date), _date(expected.value, item.date)),
    }[expected.field]()
    return Difference(case.name, expected, got, reason)


def _headline(case: Case, expected: str, item: Read) -> Reason:
    made = item.title is None and (
        expected == item.link
        or _plain(item.text).startswith(_plain(expected).rstrip("….")[:40])
        or case.address.startswith(expected)
    )
    return Reason.NO_HEADLINE if made else _words(expected, item.title or "")


def _text(case: Case, expected: str, got: str) -> Reason:
    reason = _words(expected, got)
    in_document = expected.encode() in case.body
    if reason is Reason.OTHER and in_document and len(_plain(got)) >= len(_plain(expected)):
        return Reason.LONGER
    return reason


def _words(expected: str, got: str) -> Reason:
    wanted, have = _plain(expected), _plain(got)
    # one side may be markup and the other text already
    if wanted == have or _plain(html.unescape(expected)) == _plain(html.unescape(got)):
        return Reason.EQUAL
    if not have:
        return Reason.NOTHING
    return Reason.MORE if wanted and wanted in have else Reason.OTHER


def _plain(text: str) -> str:
    told = re.sub(r"\s+", "", text_of_html(text) if "<" in text or "&" in text else text)
    return unicodedata.normalize("NFC", told)


def _link(case: Case, expected: str, got: str | None) -> Reason:
    base = case.address
    wanted = canonical_address(expected, base)
    if wanted is None:
        relative = not re.match(r"[a-zA-Z][\w+.-]*:", expected)
        return Reason.NO_BASE if relative else Reason.NO_WEB_ADDRESS
    if got is not None and canonical_address(got, base) == wanted:
        return Reason.EQUAL
    if urlsplit(wanted).path == "/":
        return Reason.FRONT_PAGE
    if re.search(rb"<enclosure[^>]*" + re.escape(expected.encode()), case.body):
        return Reason.ENCLOSURE
    return Reason.NOTHING if got is None else Reason.OTHER


def _date(expected: str, got: datetime | None) -> Reason:
    wanted = datetime.fromisoformat(expected)
    if got is None:
        return Reason.IMPOSSIBLE if wanted.year < 1990 else Reason.NOTHING  # noqa: PLR2004
    told = got if got.tzinfo else got.replace(tzinfo=UTC)
    return Reason.EQUAL if told == wanted else Reason.OTHER
