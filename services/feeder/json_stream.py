"""A stream of JSON Lines or of JSON documents → raw articles; which it is, its first lines say."""

import json
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from tocsin.services.feeder.json_document import split_document
from tocsin.services.feeder.records import BadLine, InputPosition, RawArticle
from tocsin.services.lines.bounded import EndlessBlanksError, filled_lines, is_cut, skip_rest


def split_stream(file: str, stream: BinaryIO, longest: int) -> Iterator[RawArticle | BadLine]:
    """Tell JSON Lines from a JSON document by the first lines, and split accordingly."""
    try:
        yield from _split(file, stream, longest)
    except EndlessBlanksError as error:
        yield BadLine(InputPosition(file, error.line), str(error))


def _split(file: str, stream: BinaryIO, longest: int) -> Iterator[RawArticle | BadLine]:
    number, first = next(filled_lines(stream, longest), (0, b""))
    if first.lstrip().startswith(b"["):
        yield from split_document(file, stream, first, longest, number)
        return
    if not _may_go_on(first, longest):
        yield from _split_lines(file, stream, longest, [(number, first)])
        return
    # An object that continues in the next line, or a broken line of JSON Lines: where the next
    # one starts again, one bad line must not cost the file.
    blank, count, second = _next_filled(stream, longest)
    if second.lstrip().startswith(b"{"):
        begun = [(number, first), (number + count, second)]
        yield from _split_lines(file, stream, longest, begun)
    else:
        yield from split_document(file, stream, first + blank + second, longest, number)


def _may_go_on(first: bytes, longest: int) -> bool:
    """Look at no more lines than needed, because a live pipe may have no second one yet."""
    return (
        first.lstrip().startswith(b"{") and not is_cut(first, longest) and not _is_complete(first)
    )


def _next_filled(stream: BinaryIO, longest: int) -> tuple[bytes, int, bytes]:
    """Return the blank lines that follow, how many lines were read, and the filled one behind."""
    blank, count = bytearray(), 0
    while len(blank) <= longest and (line := stream.readline(longest + 1)):
        count += 1
        if not line.isspace():
            return bytes(blank), count, line
        blank += line
    return bytes(blank), count, b""


def _split_lines(
    file: str, stream: BinaryIO, longest: int, begun: Sequence[tuple[int, bytes]]
) -> Iterator[RawArticle | BadLine]:
    """Yield one raw article a line, first of those that were read already."""
    number, last = begun[-1]
    for each in begun:
        yield from _of_line(file, *each, longest)
    skip_rest(stream, last, longest)
    for each in filled_lines(stream, longest, number):
        yield from _of_line(file, *each, longest)


def _of_line(file: str, number: int, line: bytes, longest: int) -> Iterator[RawArticle | BadLine]:
    where = InputPosition(file, number)
    if is_cut(line, longest):
        yield BadLine(where, f"a line of more than {longest:,} bytes")
    elif line:
        # without its end, so that a parser's column is in this line
        yield RawArticle(where, line.rstrip(b"\r\n"))


def _is_complete(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
