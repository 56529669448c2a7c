"""WARC archives with pages that are packed to do harm: each costs itself, and little of that."""

import gzip
import io
import zlib
from pathlib import Path

import pytest
from fastwarc.stream_io import BrotliWriter, ZstdWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from feeds.test_bombs import MOST_MIB, run
from web_server import story

from tocsin.services.feeder.records import BadLine, RawArticle
from tocsin.services.feeder.sources import read_sources

LONGEST = 100_000
PAGE = story("Flood", "Ten people were killed by a flood in Kabul, the ministry said.").encode()


def by(writer: type) -> bytes:
    out = io.BytesIO()
    packing = writer(out)
    packing.write(PAGE)
    packing.close()
    return out.getvalue()


def archive(*pages: tuple[bytes, bytes]) -> bytes:
    """Return an archive of pages: further lines of the head, and the body."""
    out = io.BytesIO()
    for number, (head, body) in enumerate(pages):
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = f"https://wire.example/{number}"
        record.headers["WARC-Date"] = "2026-11-02T00:00:00Z"
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n" + body
        )
        record.write(out)
    return out.getvalue()


def read(folder: Path, content: bytes) -> list[RawArticle | BadLine]:
    file = folder / "crawl.warc"
    file.write_bytes(content)
    return list(read_sources([str(file)], LONGEST))


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"", PAGE),
        (b"Content-Encoding: identity\r\n", PAGE),
        (b"Content-Encoding: gzip\r\n", gzip.compress(PAGE)),
        (b"Content-Encoding: gzip\r\n", gzip.compress(PAGE[:50]) + gzip.compress(PAGE[50:])),
        (b"Content-Encoding: gzip, gzip\r\n", gzip.compress(gzip.compress(PAGE))),
        (b"Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
        (b"Content-Encoding: br\r\n", by(BrotliWriter)),
        (b"content-encoding: ZSTD\r\n", by(ZstdWriter)),
        (b"Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)),
    ],
)
def test_a_page_is_unpacked_as_its_head_says(tmp_path: Path, head: bytes, body: bytes) -> None:
    (one,) = read(tmp_path, archive((head, body)))

    assert isinstance(one, RawArticle), one
    assert b"Ten people were killed" in one.payload


@pytest.mark.parametrize("packing", [b"gzip", b"br", b"zstd", b"deflate"])
@pytest.mark.parametrize("header", [b"Content-Encoding: ", b"Transfer-Encoding: "])
def test_thousands_of_packings_take_little_memory(
    tmp_path: Path, header: bytes, packing: bytes
) -> None:
    head = header + b",".join([packing] * 4_000) + b"\r\n"
    (tmp_path / "crawl.warc").write_bytes(archive((head, b"x"), (b"", PAGE)))

    ran = run(tmp_path, "feed", "--dry-run", str(tmp_path / "crawl.warc"))

    assert "packed in 4,000 ways" in ran.errors
    assert "2 read, 1 bad" in ran.out
    assert ran.most_mib < MOST_MIB


@pytest.mark.parametrize(
    ("head", "body", "told"),
    [
        (b"Content-Encoding: gzip\r\n", b"this is not gzip", "damaged page"),
        (b"Content-Encoding: br\r\n", b"\xff" * 99, "damaged page"),
        (b"Content-Encoding: zstd\r\n", b"\xff" * 99, "damaged page"),
        (b"Content-Encoding: magic\r\n", PAGE, "packed as magic"),
        (b"Transfer-Encoding: chunked\r\n", b"zz\r\n", "damaged page"),
        (b"Content-Encoding: gzip\r\n", gzip.compress(bytes(10**8)), "a page of more than"),
        (b"A: b\r\n" * 20_000, PAGE, "damaged page"),
    ],
)
def test_a_page_that_cannot_be_unpacked_costs_only_itself(
    tmp_path: Path, head: bytes, body: bytes, told: str
) -> None:
    first, second = read(tmp_path, archive((head, body), (b"", PAGE)))

    assert isinstance(first, BadLine)
    assert told in first.problem
    assert isinstance(second, RawArticle)
