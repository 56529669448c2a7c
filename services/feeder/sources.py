"""Files and standard input → raw articles; gzip and the kind of JSON are detected by content."""

import gzip
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BufferedReader, FileIO, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from tocsin.services.feeder.json_stream import split_stream
from tocsin.services.feeder.records import BadLine, InputPosition, RawArticle
from tocsin.services.problem import Problem

if TYPE_CHECKING:
    from tocsin.services.feeder.archives.mapping import ColumnMapping
    from tocsin.services.feeder.archives.pages import ReadPage
    from tocsin.services.feeder.live.pages.page import ArticlePage

STDIN: Final = "-"
_STDIN_DESCRIPTOR: Final = 0
_WARC_MAGIC: Final = b"WARC/"
_ARC_MAGIC: Final = b"filedesc:"
_TABLES: Final = (".csv", ".tsv")
_GZIP_MAGIC: Final = b"\x1f"
"""The first of its two bytes; no JSON begins so, and one byte is what a pipe gives for sure."""

Opener = Callable[[str], RawIOBase]
"""Opens a file by its name, unbuffered; "-" is standard input."""


def check_sources(names: Sequence[str]) -> None:
    """See that each file is there before anything is sent.

    Raises:
        Problem: one is missing.
    """
    for name in names:
        if name == STDIN:
            continue
        path = Path(name)
        if not path.exists():
            message = f"{name}: no such file"
            raise Problem(message)


def open_unbuffered(name: str) -> RawIOBase:
    """Open a file, or standard input, without a buffer of its own: a live pipe must not stall."""
    return FileIO(_STDIN_DESCRIPTOR, closefd=False) if name == STDIN else FileIO(name)


def read_sources(
    names: Sequence[str],
    longest: int,
    opener: Opener = open_unbuffered,
    mapping: "ColumnMapping | None" = None,
    read_page: "ReadPage | None" = None,
) -> Iterator[RawArticle | BadLine]:
    """Yield the raw articles of all files in turn.

    Args:
        names: paths, of folders with HTML pages too, or "-" for standard input.
        longest: bytes of the longest line, value or page that is taken in.
        opener: how a file is opened.
        mapping: for CSV and for JSON of another shape.
        read_page: how a page is read; in this process by default.

    Raises:
        Problem: a file that cannot be read.
    """
    for name in names:
        file = "stdin" if name == STDIN else name
        if name != STDIN and Path(name).is_dir():
            from tocsin.services.feeder.archives.html_folder import (  # noqa: PLC0415 - an extra
                read_folder,
            )

            yield from read_folder(Path(name), longest, read_page or _read_here)
            continue
        try:
            with closing(opener(name)) as raw:
                how = _How(longest, mapping, read_page or _read_here)
                yield from _read_source(file, BufferedReader(raw), how)
        except OSError as error:
            message = f"{file}: {error.strerror or error}"
            raise Problem(message) from error


@dataclass(frozen=True, slots=True)
class _How:
    """How a file is read."""

    longest: int
    mapping: "ColumnMapping | None"
    read_page: "ReadPage"


def _read_here(body: bytes, charset: str | None, address: str) -> "ArticlePage":
    from tocsin.services.feeder.live.pages.page import read_page  # noqa: PLC0415 - an extra

    return read_page(body, charset, address)


def _read_source(file: str, stream: BufferedReader, how: _How) -> Iterator[RawArticle | BadLine]:
    if not stream.peek(1).startswith(_GZIP_MAGIC):
        yield from _read_plain(file, stream, how)
        return
    with gzip.open(stream, "rb") as unpacked:
        try:
            buffered = cast("BufferedReader", BufferedReader(cast("RawIOBase", unpacked)))
            yield from _read_plain(file, buffered, how)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            problem = f"damaged gzip ({error}); the rest of the file was not read"
            yield BadLine(InputPosition(file), problem)


def _read_plain(file: str, stream: BufferedReader, how: _How) -> Iterator[RawArticle | BadLine]:
    """Tell an archive by its first bytes, and a table by its name."""
    if stream.peek(len(_WARC_MAGIC)).startswith(_WARC_MAGIC):
        from tocsin.services.feeder.archives.warc import read_warc  # noqa: PLC0415 - an extra

        yield from read_warc(file, stream, how.longest, how.read_page)
    elif stream.peek(len(_ARC_MAGIC)).startswith(_ARC_MAGIC):
        problem = "an ARC archive, the forerunner of WARC; convert it, as with `warcio recompress`"
        yield BadLine(InputPosition(file), problem)
    elif file.lower().removesuffix(".gz").endswith(_TABLES):
        from tocsin.services.feeder.archives.mapping import ColumnMapping  # noqa: PLC0415 - seldom
        from tocsin.services.feeder.archives.table import read_table  # noqa: PLC0415 - seldom

        yield from read_table(file, stream, how.mapping or ColumnMapping({}, {}), how.longest)
    elif how.mapping is None:
        yield from split_stream(file, stream, how.longest)
    else:
        for raw in split_stream(file, stream, how.longest):
            yield raw if isinstance(raw, BadLine) else how.mapping.raw(raw.where, raw.payload)
