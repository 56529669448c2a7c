"""WARC archives (ISO 28500) → raw articles, one for each HTML page that was answered with 200."""

from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from typing import Any, BinaryIO, Final

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from tocsin.services.feeder.archives.pages import ReadPage, StoredPage, page_as_raw
from tocsin.services.feeder.records import BadLine, InputPosition, RawArticle

_HTML: Final = ("text/html", "application/xhtml+xml")
_MOST_LAYERS: Final = 4
"""Ways in which a page is packed, one around the other; each takes memory of its own."""
_UNPACKING: Final[dict[str, Callable[[Any], Any]]] = {
    "chunked": ChunkedReader,
    "gzip": GzipReader,
    "x-gzip": GzipReader,
    "deflate": partial(GzipReader, zlib=True),
    "br": BrotliReader,
    "zstd": ZstdReader,
}


def read_warc(
    file: str, stream: BinaryIO, longest: int, read_page: ReadPage
) -> Iterator[RawArticle | BadLine]:
    """Yield the pages of an archive, packed or not.

    A page that does not say when it was published has the time at which it was crawled: news
    crawls fetch a page within hours.
    """
    number = 0
    try:
        # HTTP is read page by page: what is wrong with one ends no archive
        records = ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False)
        for number, record in enumerate(records, start=1):
            stored = _page(InputPosition(file, element=number), record, longest)
            if stored is not None:
                yield stored if isinstance(stored, BadLine) else page_as_raw(stored, read_page)
    except (OSError, ValueError) as error:
        problem = f"damaged archive ({error}); the rest of it was not read"
        yield BadLine(InputPosition(file, element=number + 1), problem)


def _page(where: InputPosition, record: WarcRecord, longest: int) -> StoredPage | BadLine | None:
    """Return the page; None for what is not a page, such as pictures and redirects."""
    try:
        record.parse_http(auto_decode="none")
        http = record.http_headers
        kind = (record.http_content_type or "").lower()
        if http is None or http.status_code != HTTPStatus.OK or kind not in _HTML:
            return None
        body = _unpacked(record).read(longest + 1)
    except (OSError, ValueError) as error:
        return BadLine(where, f"damaged page ({error})")
    if len(body) > longest:
        return BadLine(where, f"a page of more than {longest:,} bytes")
    address = record.headers.get("WARC-Target-URI") or ""
    return StoredPage(where, body, record.http_charset, address.strip("<>"), record.record_date)


def _unpacked(record: WarcRecord) -> Any:  # noqa: ANN401 - fastwarc's readers have no type in common
    """Return the reader of a page's own bytes.

    Raises:
        ValueError: it is packed too often, or in a way that is not known.
    """
    layers = [*_named(record, "Content-Encoding"), *_named(record, "Transfer-Encoding")]
    if len(layers) > _MOST_LAYERS:
        message = f"packed in {len(layers):,} ways, one around the other"
        raise ValueError(message)
    reader: Any = record.reader
    for layer in reversed(layers):
        if layer not in _UNPACKING:
            message = f"packed as {layer[:40]}, which is not known"
            raise ValueError(message)
        reader = _UNPACKING[layer](reader)
    return reader


def _named(record: WarcRecord, header: str) -> list[str]:
    values = ",".join(record.http_headers.get_multiple(header)).lower().split(",")
    return [name for value in values if (name := value.strip()) not in {"", "identity", "none"}]
