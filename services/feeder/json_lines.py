"""JSON Lines → one raw article a line, however long a line is."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from services.feeder.records import BadLine, RawArticle, Where

_SKIP_BYTES: Final = 1 << 16


def numbered_lines(stream: BinaryIO, longest: int) -> Iterator[tuple[int, bytes]]:
    """Yield each line with its number from 1; one that is too long comes cut off after `longest`.

    A line that was cut has `longest` + 1 bytes and does not end in a newline; the rest of it
    is read over when the next line is asked for, so memory stays bounded.
    """
    number = 0
    while line := stream.readline(longest + 1):
        number += 1
        yield number, line
        while is_cut(line, longest) and (rest := stream.readline(_SKIP_BYTES)):
            if rest.endswith(b"\n"):
                break


def is_cut(line: bytes, longest: int) -> bool:
    """Tell whether `numbered_lines` cut the line off."""
    return len(line) > longest and not line.endswith(b"\n")


def split_lines(
    file: str, lines: Iterator[tuple[int, bytes]], longest: int
) -> Iterator[RawArticle | BadLine]:
    """Yield one raw article a line; blank lines are no articles."""
    for number, line in lines:
        where = Where(file, number)
        if is_cut(line, longest):
            yield BadLine(where, f"a line of more than {longest:,} bytes")
        elif not line.isspace():
            # without its end, so that a parser's column is in this line
            yield RawArticle(where, line.rstrip(b"\r\n"))
