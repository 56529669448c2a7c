"""WARC archives (ISO 28500) → raw articles, one for each HTML page that was answered with 200."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import BinaryIO, Final

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from tocsin.services.feeder.archives.pages import ReadPage, StoredPage, page_as_raw
from tocsin.services.feeder.records import BadLine, InputPosition, RawArticle

_HTML: Final = ("text/html", "application/xhtml+xml")


def read_warc(
    file: str, stream: BinaryIO, longest: int, read_page: ReadPage
) -> Iterator[RawArticle | BadLine]:
    """Yield the pages of an archive, packed or not.

    A page that does not say when it was published has the time at which it was crawled: news
    crawls fetch a page within hours.
    """
    number = 0
    try:
        records = ArchiveIterator(
            stream,
            record_types=WarcRecordType.response,
            parse_http=True,
            auto_decode="all",
        )
        for number, record in enumerate(records, start=1):
            stored = _page(InputPosition(file, element=number), record, longest)
            if stored is not None:
                yield stored if isinstance(stored, BadLine) else page_as_raw(stored, read_page)
    except (OSError, ValueError) as error:
        problem = f"damaged archive ({error}); the rest of it was not read"
        yield BadLine(InputPosition(file, element=number + 1), problem)


def _page(where: InputPosition, record: WarcRecord, longest: int) -> StoredPage | BadLine | None:
    """Return the page; None for what is not a page, such as pictures and redirects."""
    http = record.http_headers
    kind = (record.http_content_type or "").lower()
    if http is None or http.status_code != HTTPStatus.OK or kind not in _HTML:
        return None
    body = record.reader.read(longest + 1)
    if len(body) > longest:
        return BadLine(where, f"a page of more than {longest:,} bytes")
    address = record.headers.get("WARC-Target-URI") or ""
    return StoredPage(where, body, record.http_charset, address.strip("<>"), record.record_date)
