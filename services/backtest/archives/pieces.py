"""What one task reads: a file, a stretch of its lines, or a group of its rows."""

import json
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from io import BufferedReader
from itertools import pairwise

from tocsin.services.backtest.archives.stored_files import (
    StoredFile,
    buffered,
    in_words,
    open_stored,
)
from tocsin.services.backtest.archives.stretch import Stretch
from tocsin.services.feeder.records import BadLine, InputPosition, RawArticle
from tocsin.services.feeder.sources import STDIN, read_sources
from tocsin.services.lines.bounded import EndlessBlanksError, filled_lines, is_cut

_PARQUET = b"PAR1"
_TABLES = (".csv", ".tsv")


Held = Generator[RawArticle | BadLine, None, int]
"""What a piece holds; in the end, how many lines a stretch has."""


class Kind(StrEnum):
    """How a piece is cut from its file."""

    WHOLE = "whole"
    LINES = "lines"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an archive; the pieces of a file in turn are the file."""

    file: StoredFile
    kind: Kind = Kind.WHOLE
    start: int = 0
    """First byte of LINES, or row of ROWS."""
    end: int = 0
    """Behind the last."""
    group: int = 0
    """Of ROWS."""


@dataclass(frozen=True, slots=True)
class How:
    """Within which bounds articles are taken in."""

    longest: int
    """Bytes of an article."""
    page_seconds: float
    """Of processor time that one page of a WARC archive may take."""
    page_memory: int


def pieces_of(file: StoredFile, most: int, longest: int) -> tuple[Piece, ...]:
    """Cut a file into pieces of about `most` bytes if its kind can be cut.

    Raises:
        Problem: it cannot be read.
    """
    if file.size is None or file.size <= most or not file.has_parts:
        return (Piece(file),)
    with closing(buffered(file.name)) as stream:
        if stream.peek(len(_PARQUET)).startswith(_PARQUET):
            return tuple(_groups(file, stream))
        if not _is_json_lines(file.name, stream, longest):
            return (Piece(file),)
    cuts = [*range(0, file.size, most), file.size]
    return tuple(Piece(file, Kind.LINES, start, end) for start, end in pairwise(cuts))


def articles_of(piece: Piece, how: How) -> Held:
    """Yield what a piece holds; lines of a stretch are counted from its own beginning.

    Raises:
        Problem: it cannot be read.
    """
    with in_words(piece.file.name):
        return (yield from _articles_of(piece, how))


def _articles_of(piece: Piece, how: How) -> Held:
    name = piece.file.name
    if piece.kind is Kind.LINES:
        return (yield from _lines(piece, how.longest))
    if piece.kind is Kind.ROWS or _is_parquet(piece.file):
        from tocsin.services.backtest.archives.parquet_rows import read_rows  # noqa: PLC0415 - an extra

        groups = [piece.group] if piece.kind is Kind.ROWS else None
        with closing(buffered(name)) as stream:
            yield from read_rows(name, stream, how.longest, groups, piece.start)
        return 0
    yield from _others(name, how)
    return 0


def moved(where: InputPosition, lines: int) -> InputPosition:
    """Return a place of a stretch as one of its file, by the lines before the stretch."""
    return where if where.line is None else replace(where, line=where.line + lines)


def _lines(piece: Piece, longest: int) -> Held:
    name = piece.file.name
    with closing(buffered(name)) as stream:
        stretch = Stretch(stream, piece.start, piece.end)
        before = 1 if piece.start else 0  # only the first line of a file has a byte order mark
        try:
            for number, line in filled_lines(stretch, longest, before):
                where = InputPosition(name, number - before)
                if is_cut(line, longest):
                    yield BadLine(where, f"a line of more than {longest:,} bytes")
                else:
                    yield RawArticle(where, line.rstrip(b"\r\n"))
        except EndlessBlanksError as error:
            yield BadLine(InputPosition(name, error.line - before), str(error))
        return stretch.lines


def _others(name: str, how: How) -> Iterator[RawArticle | BadLine]:
    """Yield what the feeder reads: JSON, CSV, WARC, folders of pages."""
    from tocsin.services.feeder.archives.page_parser import PageParser  # noqa: PLC0415 - an extra
    from tocsin.services.feeder.live.parsing.pool import ParseLimits  # noqa: PLC0415 - the same

    with PageParser(ParseLimits(how.page_seconds, how.page_memory)) as parser:
        yield from read_sources([name], how.longest, open_stored, read_page=parser.read)


def _groups(file: StoredFile, stream: BufferedReader) -> Iterator[Piece]:
    from tocsin.services.backtest.archives.parquet_rows import row_groups  # noqa: PLC0415 - an extra

    start = 0
    for number, rows in enumerate(row_groups(stream)):
        yield Piece(file, Kind.ROWS, start, start + rows, number)
        start += rows


def _is_parquet(file: StoredFile) -> bool:
    return file.name != STDIN and file.name.lower().endswith(".parquet")


def _is_json_lines(name: str, stream: BufferedReader, longest: int) -> bool:
    """Return whether each line is an object, by the first line, as the feeder does."""
    if name.lower().endswith(_TABLES):
        return False
    try:
        _, line = next(filled_lines(stream, longest), (0, b""))
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):  # EndlessBlanksError is a ValueError
        return False
