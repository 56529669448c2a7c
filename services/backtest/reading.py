"""Read articles of an archive: on all cores of this machine here, on a cluster beside."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from itertools import islice
from multiprocessing import get_context
from typing import Final

from pydantic import ValidationError

from tocsin.schemas.article import ArticleText
from tocsin.schemas.report import Report
from tocsin.services.backtest.archives.pieces import How, Piece, articles_of
from tocsin.services.backtest.archives.stored_files import StoredFile
from tocsin.services.encoders.choice import Networks, check, encoder_named
from tocsin.services.feeder.records import BadLine, RawArticle
from tocsin.services.lines.line_by_line import first_fault
from tocsin.services.offline.judge import UNDATED
from tocsin.services.reading.article.reports import read_articles
from tocsin.services.reading.language import language_of
from tocsin.services.reading.network.encoding import Encoder

CHUNK: Final = 100
"""Articles a task: some tenths of a second, so that the progress moves."""

_NEVER: Final = datetime.max.replace(tzinfo=UTC)

_AHEAD: Final = 4
"""Tasks a core that wait for it: enough that none is idle, few enough that memory stays flat."""

Advance = Callable[[int], None]
"""Learns how many more articles are done."""

_Chunk = tuple[RawArticle | BadLine, ...]


@dataclass(frozen=True, slots=True)
class ReadChunk:
    """What some articles report."""

    reports: tuple[bytes, ...]
    """As they are written, in the order of the archive."""
    faults: tuple[BadLine, ...]
    other_languages: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What was read of an archive, in numbers, and the lines that could not be read."""

    articles: int
    reports: int
    faults: tuple[str, ...]
    other_languages: int = 0
    """Articles that were skipped, as the live path skips them."""


@dataclass(frozen=True, slots=True)
class ReadArchive:
    """What an archive reports, in order of publication."""

    counted: Counted
    reports: tuple[Report, ...]


def read_archive(
    files: Sequence[StoredFile], encoder: Networks | str, how: How, advance: Advance
) -> ReadArchive:
    """Read all files in as many processes as there are cores, each with the encoder of this name.

    Raises:
        Problem: the encoder is not installed, or a file cannot be read.
    """
    check(encoder)
    count = other_languages = 0
    reports: list[Report] = []
    faults: list[str] = []
    chunks = (chunk for file in files for chunk in chunks_of(articles_of(Piece(file), how)))
    for chunk, read in _in_processes(partial(read_chunk, encoder), chunks):
        count += len(chunk)
        reports.extend(Report.read(payload) for payload in read.reports)
        faults.extend(str(fault) for fault in read.faults)
        other_languages += read.other_languages
        advance(len(chunk))
    # stable, so that articles of one moment keep the order of the archive
    reports.sort(key=lambda report: report.published_at or _NEVER)
    counted = Counted(count, len(reports), tuple(faults), other_languages)
    return ReadArchive(counted, tuple(reports))


def chunks_of(held: Iterator[RawArticle | BadLine]) -> Iterator[_Chunk]:
    """Yield some articles at a time."""
    while some := tuple(islice(held, CHUNK)):
        yield some


def read_chunk(encoder: Networks | str, chunk: _Chunk) -> ReadChunk:
    """Read some articles; what is none, or has no date, is a fault."""
    articles: list[ArticleText] = []
    faults: list[BadLine] = []
    for raw in chunk:
        article = _parsed(raw)
        if isinstance(article, BadLine):
            faults.append(article)
        else:
            articles.append(article)
    network = _encoder(encoder)
    wanted = [one for one in articles if language_of(one, network.languages) is not None]
    read = read_articles(wanted, network)
    reports = tuple(report.write() for one in read for report in one.reports)
    return ReadChunk(reports, tuple(faults), len(articles) - len(wanted))


def _parsed(raw: RawArticle | BadLine) -> ArticleText | BadLine:
    if isinstance(raw, BadLine):
        return raw
    try:
        article = ArticleText.read(raw.payload)
    except ValidationError as error:
        return BadLine(raw.where, first_fault(error))
    return BadLine(raw.where, UNDATED) if article.published_at is None else article


def _in_processes(
    work: Callable[[_Chunk], ReadChunk], chunks: Iterable[_Chunk]
) -> Iterator[tuple[_Chunk, ReadChunk]]:
    """Yield each chunk with what became of it, in order; few are in memory at a time."""
    cores = os.cpu_count() or 1
    under_way: deque[tuple[_Chunk, Future[ReadChunk]]] = deque()
    # spawned, not forked: the same on every system, and no half-copied threads
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        for chunk in chunks:
            if len(under_way) == cores * _AHEAD:
                done, future = under_way.popleft()
                yield done, future.result()
            under_way.append((chunk, pool.submit(work, chunk)))
        for done, future in under_way:
            yield done, future.result()


@cache
def _encoder(name: Networks | str) -> Encoder:
    """Return this process's encoder, loaded once."""
    return encoder_named(name)
