"""Files of JSON Lines, or standard input, line by line; gzip is told by content."""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Final

from services.problem import Problem

STDIN: Final = "-"
_STDIN_DESCRIPTOR: Final = 0
_GZIP_MAGIC: Final = b"\x1f"
"""The first of its two bytes: no JSON begins so, and a pipe gives one byte for sure."""
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def file_name(name: str) -> str:
    """Return what people call the source: "stdin" for "-"."""
    return "stdin" if name == STDIN else name


def plain_size(name: str) -> int | None:
    """Return the bytes of a file's lines; None where only reading can tell (stdin, gzip).

    Raises:
        Problem: no such file, or not readable.
    """
    if name == STDIN:
        return None
    try:
        with Path(name).open("rb") as stream:
            return None if stream.peek(1).startswith(_GZIP_MAGIC) else Path(name).stat().st_size
    except OSError as error:
        message = f"{name}: {error.strerror or error}"
        raise Problem(message) from error


def numbered_lines(name: str) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file (or of "-", standard input) that hold something, from 1.

    Raises:
        Problem: no such file, not readable, or damaged gzip.
    """
    try:
        if name == STDIN:
            with FileIO(_STDIN_DESCRIPTOR, closefd=False) as raw:
                yield from _lines(BufferedReader(raw))
        else:
            with Path(name).open("rb") as stream:
                yield from _lines(stream)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        message = f"{file_name(name)}: damaged gzip ({error})"
        raise Problem(message) from error
    except OSError as error:
        message = f"{name}: {error.strerror or error}"
        raise Problem(message) from error


def _lines(stream: BufferedReader) -> Iterator[tuple[int, bytes]]:
    if not stream.peek(1).startswith(_GZIP_MAGIC):
        yield from _numbered(stream)
        return
    with gzip.open(stream, "rb") as unpacked:
        yield from _numbered(unpacked)


def _numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(lines, start=1):
        bare = line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
        if not bare.isspace():
            yield number, bare
