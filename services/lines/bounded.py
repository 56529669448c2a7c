"""Lines of a file that may be hostile: none longer than is good, no endless run of blank ones."""

from collections.abc import Iterator
from typing import Final, Protocol

LONGEST: Final = 16 * 1024 * 1024
"""Bytes of the longest line if nothing smaller is asked for."""
MOST_BLANK: Final = 1024 * 1024
"""Bytes of blank lines in a row. A packed file of 300 kB can hold 300 MB of them."""

_SKIP_BYTES: Final = 1 << 16
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class Lines(Protocol):
    """What gives its lines one by one."""

    def readline(self, most: int, /) -> bytes:
        """Return the next line, or its first `most` bytes; nothing in the end."""


class EndlessBlanksError(ValueError):
    """Nothing but blank lines for longer than any file has them."""

    def __init__(self, line: int) -> None:
        super().__init__(f"more than {MOST_BLANK:,} bytes of blank lines; the rest was not read")
        self.line = line


def filled_lines(
    stream: Lines, longest: int = LONGEST, number: int = 0
) -> Iterator[tuple[int, bytes]]:
    """Yield each line that holds something with its number from 1, without a byte order mark.

    A line that is too long is cut off after `longest` bytes (see `is_cut`); the rest of it
    is read over when the next line is asked for. Memory holds one line.

    Args:
        stream: to read.
        longest: bytes of a line.
        number: lines of the stream that were read before.

    Raises:
        EndlessBlanksError: nothing else comes any more.
    """
    blank = 0
    while line := stream.readline(longest + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(_BYTE_ORDER_MARK)
        if line.isspace() and not is_cut(line, longest):
            blank += len(line)
            if blank > MOST_BLANK:
                raise EndlessBlanksError(number)
            continue
        blank = 0
        yield number, line
        skip_rest(stream, line, longest)


def skip_rest(stream: Lines, line: bytes, longest: int = LONGEST) -> None:
    """Read over what a line that was cut off has left in the stream."""
    while is_cut(line, longest) and (rest := stream.readline(_SKIP_BYTES)):
        if rest.endswith(b"\n"):
            return


def is_cut(line: bytes, longest: int = LONGEST) -> bool:
    """Return whether `filled_lines` cut the line off."""
    return len(line) > longest and not line.endswith(b"\n")
