"""Read an archive on all cores; the reports come back in order of publication."""

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
from tocsin.services.encoders.choice import check, encoder_named
from tocsin.services.json_lines import file_name, numbered_lines, plain_size
from tocsin.services.line_by_line import first_fault
from tocsin.services.offline.judge import UNDATED
from tocsin.services.reading.article.reports import read_articles
from tocsin.services.reading.language import is_english
from tocsin.services.reading.network.encoding import Encoder

_CHUNK: Final = 100
"""Articles a task: some tenths of a second, so that the progress moves."""

_NEVER: Final = datetime.max.replace(tzinfo=UTC)

_AHEAD: Final = 4
"""Tasks a core that wait for it: enough that none is idle, few enough that memory stays flat."""

Advance = Callable[[int], None]
"""Is told how many bytes of the archive are done."""

_Read = tuple[list[bytes], list[str], int]
"""Reports as they are written, lines that could not be read, articles in other languages."""


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some lines of one file, with their numbers."""

    name: str
    lines: tuple[tuple[int, bytes], ...]

    @property
    def size(self) -> int:
        return sum(len(line) for _, line in self.lines)


@dataclass(frozen=True, slots=True)
class ReadArchive:
    """What an archive reports, in order of publication, and the lines that could not be read."""

    articles: int
    reports: tuple[Report, ...]
    faults: tuple[str, ...]
    other_languages: int = 0
    """Articles that were skipped, as the live path skips them."""


def archive_size(names: Sequence[str]) -> int | None:
    """Return the bytes of all files; None where only their end can tell (standard input, gzip).

    Raises:
        Problem: a file that cannot be read.
    """
    total: int | None = 0
    for name in names:  # all of them: a wrong name is told before the work
        size = plain_size(name)
        total = None if total is None or size is None else total + size
    return total


def read_archive(names: Sequence[str], encoder: str, advance: Advance) -> ReadArchive:
    """Read all files in as many processes as there are cores, each with the encoder of this name.

    Raises:
        Problem: the encoder is not installed, or a file cannot be read.
    """
    check(encoder)
    count = other_languages = 0
    reports: list[Report] = []
    faults: list[str] = []
    for chunk, (read, wrong, others) in _in_processes(
        partial(_read_chunk, encoder), _chunks(names)
    ):
        count += len(chunk.lines)
        reports.extend(Report.read(payload) for payload in read)
        faults.extend(wrong)
        other_languages += others
        advance(chunk.size)
    # stable, so that articles of one moment keep the order of the archive
    reports.sort(key=lambda report: report.published_at or _NEVER)
    return ReadArchive(count, tuple(reports), tuple(faults), other_languages)


def _in_processes(
    work: Callable[[_Chunk], _Read], chunks: Iterable[_Chunk]
) -> Iterator[tuple[_Chunk, _Read]]:
    """Yield each chunk with what became of it, in order; few are in memory at a time."""
    cores = os.cpu_count() or 1
    under_way: deque[tuple[_Chunk, Future[_Read]]] = deque()
    # spawned, not forked: the same on every system, and no half-copied threads
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        for chunk in chunks:
            if len(under_way) == cores * _AHEAD:
                done, future = under_way.popleft()
                yield done, future.result()
            under_way.append((chunk, pool.submit(work, chunk)))
        for done, future in under_way:
            yield done, future.result()


def _chunks(names: Sequence[str]) -> Iterator[_Chunk]:
    for name in names:
        lines = numbered_lines(name)
        while some := tuple(islice(lines, _CHUNK)):
            yield _Chunk(file_name(name), some)


@cache
def _encoder(name: str) -> Encoder:
    """Return this process's encoder, loaded once."""
    return encoder_named(name)


def _read_chunk(encoder: str, chunk: _Chunk) -> _Read:
    articles: list[ArticleText] = []
    faults: list[str] = []
    for number, line in chunk.lines:
        try:
            article = ArticleText.read(line)
        except ValidationError as error:
            faults.append(f"{chunk.name}:{number}: {first_fault(error)}")
            continue
        if article.published_at is None:
            faults.append(f"{chunk.name}:{number}: {UNDATED}")
            continue
        articles.append(article)
    english = [article for article in articles if is_english(article)]
    read = read_articles(english, _encoder(encoder))
    reports = [report.write() for one in read for report in one.reports]
    return reports, faults, len(articles) - len(english)
