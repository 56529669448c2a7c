"""Read one piece on a worker, and keep what it reports."""

import zlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import Status
from tocsin.services.backtest.archives.pieces import Held, How, Piece, articles_of
from tocsin.services.backtest.cluster.kept import (
    PieceRead,
    ReadFault,
    Segment,
    WorkFolder,
    reader_mark,
)
from tocsin.services.backtest.reading import ReadChunk, chunks_of, read_chunk
from tocsin.services.encoders.choice import Networks
from tocsin.services.feeder.records import BadLine
from tocsin.services.problem import Problem

_HELD: Final = 2_000
"""Reports in memory before they go to the piece's file."""
_IN_MEMORY: Final = 16 * 1024 * 1024
"""Bytes of that file before it goes to disk."""
_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

Advance = Callable[[int], None]
"""Learns how many articles of the piece are read."""


@dataclass(frozen=True, slots=True)
class PieceJob:
    """What a worker needs to know to read a piece."""

    piece: Piece
    key: str
    how: How
    encoder: Networks | str
    reader: str
    """The driver's `reader_mark`: a worker with another one would read otherwise."""
    kept: WorkFolder


def read_piece(job: PieceJob, advance: Advance) -> PieceRead:
    """Read a piece, unless an earlier run has.

    Raises:
        Problem: it cannot be read, or the worker has another Tocsin than the driver.
    """
    if reader_mark(job.encoder) != job.reader:
        message = "a worker has another version of Tocsin, or of its network, than this process"
        raise Problem(message)
    read = job.kept.read(job.key)
    if read is not None:
        return read
    # what it holds goes to disk if it is much
    with SpooledTemporaryFile(_IN_MEMORY) as file:
        read = _read(job, file, advance)
        file.seek(0)
        job.kept.write(job.key, read, file)
    return read


def _read(job: PieceJob, file: IO[bytes], advance: Advance) -> PieceRead:
    held = _Counting(articles_of(job.piece, job.how))
    written = _Written(file)
    articles = other_languages = 0
    faults: list[ReadFault] = []
    for chunk in chunks_of(iter(held)):
        read = read_chunk(job.encoder, chunk)
        written.add(read)
        articles += len(chunk)
        other_languages += read.other_languages
        faults.extend(_fault(one) for one in read.faults)
        advance(articles)
    return PieceRead(
        articles=articles,
        other_languages=other_languages,
        lines=held.lines,
        faults=tuple(faults),
        segments=written.segments(),
        size=file.tell(),
    )


def _fault(bad: BadLine) -> ReadFault:
    where = bad.where
    return ReadFault(file=where.file, line=where.line, element=where.element, problem=bad.problem)


@dataclass(slots=True)
class _Counting:
    """What a piece holds, and in the end how many lines it had."""

    held: Held
    lines: int = 0

    def __iter__(self) -> Held:
        self.lines = yield from self.held
        return self.lines


@dataclass(slots=True)
class _Written:
    """The reports of a piece, written country by country, some at a time."""

    file: IO[bytes]
    _number: int = 0
    _held: list[tuple[int, int, Report, bytes]] = field(default_factory=list)
    _segments: list[Segment] = field(default_factory=list)

    def add(self, read: ReadChunk) -> None:
        for payload in read.reports:
            report = Report.read(payload)
            if report.published_at is not None:
                time = (report.published_at - _EPOCH) // _MICROSECOND
                self._held.append((time, self._number, report, payload))
            self._number += 1
        if len(self._held) >= _HELD:
            self._flush()

    def segments(self) -> tuple[Segment, ...]:
        self._flush()
        return tuple(self._segments)

    def _flush(self) -> None:
        countries = defaultdict(list)
        for one in sorted(self._held, key=lambda each: each[:2]):
            countries[one[2].topic_key.decode()].append(one)
        for country, reports in sorted(countries.items()):
            start = self.file.tell()
            self.file.write(zlib.compress(b"\n".join(payload for *_, payload in reports)))
            self._segments.append(
                Segment(
                    country=country,
                    start=start,
                    end=self.file.tell(),
                    times=tuple(time for time, *_ in reports),
                    numbers=tuple(number for _, number, *_ in reports),
                    moving=tuple(one.status is Status.ACTUAL for *_, one, _ in reports),
                )
            )
        self._held.clear()


def unpacked(content: bytes) -> list[bytes]:
    """Return the reports of a segment."""
    return zlib.decompress(content).split(b"\n")
