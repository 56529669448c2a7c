"""Files of JSON Lines, or standard input, line by line; gzip is detected by content."""

import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader, FileIO
from pathlib import Path
from typing import BinaryIO, Final, cast

from tocsin.services.lines.bounded import LONGEST, EndlessBlanksError, filled_lines, is_cut
from tocsin.services.problem import Problem

STDIN: Final = "-"
_STDIN_DESCRIPTOR: Final = 0
_GZIP_MAGIC: Final = b"\x1f"
"""The first of its two bytes: no JSON begins so, and a pipe gives one byte for sure."""


def file_name(name: str) -> str:
    """Return what people call the source: "stdin" for "-"."""
    return "stdin" if name == STDIN else name


def numbered_lines(name: str) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file (or of "-", standard input) that hold something, from 1.

    Raises:
        Problem: no such file, not readable, damaged gzip, or a line without end.
    """
    try:
        if name == STDIN:
            with FileIO(_STDIN_DESCRIPTOR, closefd=False) as raw:
                yield from _lines(name, BufferedReader(raw))
        else:
            with Path(name).open("rb") as stream:
                yield from _lines(name, stream)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        message = f"{file_name(name)}: damaged gzip ({error})"
        raise Problem(message) from error
    except OSError as error:
        message = f"{name}: {error.strerror or error}"
        raise Problem(message) from error


def _lines(name: str, stream: BufferedReader) -> Iterator[tuple[int, bytes]]:
    if not stream.peek(1).startswith(_GZIP_MAGIC):
        yield from _bounded(name, stream)
        return
    with gzip.open(stream, "rb") as unpacked:
        yield from _bounded(name, cast("BinaryIO", unpacked))


def _bounded(name: str, stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    try:
        for number, line in filled_lines(stream):
            if is_cut(line):
                message = f"{file_name(name)}:{number}: a line of more than {LONGEST:,} bytes"
                raise Problem(message)
            yield number, line
    except EndlessBlanksError as error:
        message = f"{file_name(name)}:{error.line}: {error}"
        raise Problem(message) from None
