"""Files and standard input → raw articles; gzip and the kind of JSON are told by content."""

import gzip
import itertools
import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from io import BufferedReader, FileIO, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from services.feeder.json_document import split_document
from services.feeder.json_lines import is_cut, numbered_lines, split_lines
from services.feeder.records import BadLine, RawArticle, Where
from services.problem import Problem

if TYPE_CHECKING:
    from services.feeder.archives.mapping import ColumnMapping

STDIN: Final = "-"
_STDIN_DESCRIPTOR: Final = 0
_WARC_MAGIC: Final = b"WARC/"
_TABLES: Final = (".csv", ".tsv")
_GZIP_MAGIC: Final = b"\x1f"
"""The first of its two bytes; no JSON begins so, and one byte is what a pipe gives for sure."""
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

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
) -> Iterator[RawArticle | BadLine]:
    """Yield the raw articles of all files in turn.

    Args:
        names: paths, of folders with HTML pages too, or "-" for standard input.
        longest: bytes of the longest line, value or page that is taken in.
        opener: how a file is opened.
        mapping: for CSV and for JSON of another shape.

    Raises:
        Problem: a file that cannot be read.
    """
    for name in names:
        file = "stdin" if name == STDIN else name
        if name != STDIN and Path(name).is_dir():
            from services.feeder.archives.html_folder import (  # noqa: PLC0415 - an extra
                read_folder,
            )

            yield from read_folder(Path(name), longest)
            continue
        try:
            with closing(opener(name)) as raw:
                yield from _read_source(file, BufferedReader(raw), longest, mapping)
        except OSError as error:
            message = f"{file}: {error.strerror or error}"
            raise Problem(message) from error


def _read_source(
    file: str, stream: BufferedReader, longest: int, mapping: "ColumnMapping | None"
) -> Iterator[RawArticle | BadLine]:
    if not stream.peek(1).startswith(_GZIP_MAGIC):
        yield from _read_plain(file, stream, longest, mapping)
        return
    with gzip.open(stream, "rb") as unpacked:
        try:
            buffered = cast("BufferedReader", BufferedReader(cast("RawIOBase", unpacked)))
            yield from _read_plain(file, buffered, longest, mapping)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            problem = f"damaged gzip ({error}); the rest of the file was not read"
            yield BadLine(Where(file), problem)


def _read_plain(
    file: str, stream: BufferedReader, longest: int, mapping: "ColumnMapping | None"
) -> Iterator[RawArticle | BadLine]:
    """Tell an archive by its first bytes, and a table by its name."""
    if stream.peek(len(_WARC_MAGIC)).startswith(_WARC_MAGIC):
        from services.feeder.archives.warc import read_warc  # noqa: PLC0415 - an extra

        yield from read_warc(file, stream, longest)
    elif file.lower().removesuffix(".gz").endswith(_TABLES):
        from services.feeder.archives.mapping import ColumnMapping  # noqa: PLC0415 - seldom
        from services.feeder.archives.table import read_table  # noqa: PLC0415 - seldom

        yield from read_table(file, stream, mapping or ColumnMapping({}, {}), longest)
    elif mapping is None:
        yield from split_stream(file, stream, longest)
    else:
        for raw in split_stream(file, stream, longest):
            yield raw if isinstance(raw, BadLine) else mapping.raw(raw.where, raw.payload)


def split_stream(file: str, stream: BinaryIO, longest: int) -> Iterator[RawArticle | BadLine]:
    """Tell JSON Lines from a JSON document by the first lines, and split accordingly."""
    lines = _without_mark(numbered_lines(stream, longest))
    begun: list[tuple[int, bytes]] = []
    if _is_document(_not_blank(lines, begun), longest):
        head = b"".join(line for _, line in begun)
        yield from split_document(file, stream, head, longest)
    else:
        yield from split_lines(file, itertools.chain(begun, lines), longest)


def _is_document(lines: Iterator[bytes], longest: int) -> bool:
    """Look at no more lines than needed, because a live pipe may have no second one yet."""
    first = next(lines, b"").lstrip()
    if first.startswith(b"["):
        return True
    if not first.startswith(b"{") or is_cut(first, longest) or _is_complete(first):
        return False
    # An object that goes on in the next line, or a broken line of JSON Lines: where the next
    # one begins anew, one bad line must not cost the file.
    return not next(lines, b"{").lstrip().startswith(b"{")


def _is_complete(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _not_blank(
    lines: Iterator[tuple[int, bytes]], begun: list[tuple[int, bytes]]
) -> Iterator[bytes]:
    """Yield the lines that hold something; keep all in `begun`, to be read again."""
    for numbered in lines:
        begun.append(numbered)
        if not numbered[1].isspace():
            yield numbered[1]


def _without_mark(lines: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    """Drop the byte order mark that some programs write first."""
    for number, line in lines:
        yield number, line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
