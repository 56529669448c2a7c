"""Read an archive on all cores; the reports come back in order of publication."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from itertools import islice
from multiprocessing import get_context
from typing import Final

from pydantic import ValidationError

from schemas.article import ArticleText
from schemas.report import Report
from services.detector.extract import first_fault
from services.detector.parsers import parser_named
from services.detector.reading.words.parsing import Parser
from services.detector.reports import read_articles
from services.json_lines import file_name, numbered_lines

_CHUNK: Final = 100
"""Articles a task: some tenths of a second, so that the progress moves."""

_NEVER: Final = datetime.max.replace(tzinfo=UTC)

Advance = Callable[[int], None]
"""Is told how many articles are done."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an archive and where it stands."""

    place: str
    text: bytes


@dataclass(frozen=True, slots=True)
class ReadArchive:
    """What an archive reports, in order of publication, and the lines that could not be read."""

    articles: int
    reports: tuple[Report, ...]
    faults: tuple[str, ...]


def archive_lines(names: Sequence[str]) -> list[Line]:
    """Return all lines of all files.

    Raises:
        Problem: a file that cannot be read.
    """
    return [
        Line(f"{file_name(name)}:{number}", text)
        for name in names
        for number, text in numbered_lines(name)
    ]


def read_archive(lines: Sequence[Line], parser: str, advance: Advance) -> ReadArchive:
    """Read all lines in as many processes as there are cores, each with the parser of this name.

    Raises:
        Problem: the parser is not installed.
    """
    parser_named(parser)
    read_chunk = partial(_read_chunk, parser)
    chunks = list(_chunked(lines))
    reports: list[Report] = []
    faults: list[str] = []
    # spawned, not forked: the same on every system, and no half-copied threads
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for chunk, (read, wrong) in zip(chunks, pool.map(read_chunk, chunks), strict=True):
            reports.extend(Report.read(payload) for payload in read)
            faults.extend(wrong)
            advance(len(chunk))
    # stable, so that articles of one moment keep the order of the archive
    reports.sort(key=lambda report: report.published_at or _NEVER)
    return ReadArchive(len(lines), tuple(reports), tuple(faults))


def _chunked(lines: Sequence[Line]) -> Iterator[list[Line]]:
    rest = iter(lines)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


@cache
def _parser(name: str) -> Parser:
    """Return this process's parser, loaded once."""
    return parser_named(name)


def _read_chunk(parser: str, lines: list[Line]) -> tuple[list[bytes], list[str]]:
    articles: list[ArticleText] = []
    faults: list[str] = []
    for line in lines:
        try:
            article = ArticleText.read(line.text)
        except ValidationError as error:
            faults.append(f"{line.place}: {first_fault(error)}")
            continue
        if article.published_at is None:
            faults.append(f"{line.place}: published_at: missing; an alert belongs to a day")
            continue
        articles.append(article)
    read = read_articles(articles, _parser(parser))
    return [report.write() for one in read for report in one.reports], faults
