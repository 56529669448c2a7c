"""Dask: which worker reads what, again if one was killed, and how far they are."""

import io
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final, cast
from uuid import uuid4

import numpy as np
from distributed import Client, KilledWorker, as_completed, get_worker

from tocsin.schemas.rule import Rule
from tocsin.services.backtest.archives.pieces import How, pieces_of
from tocsin.services.backtest.archives.stored_files import StoredFile
from tocsin.services.backtest.cluster.country_judging import (
    CountryJudge,
    JudgedCountry,
    in_order,
    together,
)
from tocsin.services.backtest.cluster.kept import PieceRead, WorkFolder, key_of, places, reader_mark
from tocsin.services.backtest.cluster.known import ReadingProgress
from tocsin.services.backtest.cluster.piece_reading import PieceJob, read_piece, unpacked
from tocsin.services.backtest.cluster.ranks import Moments, Ranked, RankedSegment, ranked
from tocsin.services.backtest.outcome import Rung
from tocsin.services.backtest.reading import Counted
from tocsin.services.encoders.choice import Networks
from tocsin.services.feeder.records import BadLine, InputPosition
from tocsin.services.problem import ExitStatus, Problem

_CONNECT: Final = 30
"""Seconds to find the scheduler, and then a worker."""
_RETRIES: Final = 2
"""Of a piece whose reading failed, for example because a server did not answer for a while."""
_TELL_EVERY: Final = 1.0
"""Seconds. Each worker reports its progress; a thousand of them must not keep the driver busy."""

Show = Callable[[str], None]
"""Shows how far it is."""


@dataclass(frozen=True, slots=True)
class ClusterJob:
    """How an archive is read on a cluster."""

    files: Sequence[StoredFile]
    encoder: Networks | str
    how: How
    kept: WorkFolder
    most: int
    """Bytes of a piece."""


@dataclass(frozen=True, slots=True)
class ReadOnCluster:
    """What was read, kept in the work folder."""

    counted: Counted
    ranked: Ranked


@contextmanager
def cluster(address: str) -> Iterator[Client]:
    """Yield a client of the Dask scheduler at this address.

    Raises:
        Problem: it does not answer, or has no workers.
    """
    try:
        client = Client(address, timeout=_CONNECT)
    except (OSError, ValueError) as error:
        message = f"no Dask scheduler at {address}: {error or 'no answer'}"
        raise Problem(message, ExitStatus.UNAVAILABLE) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_CONNECT)
        except TimeoutError:
            message = (
                f"the Dask scheduler at {address} has no workers; start some: dask worker {address}"
            )
            raise Problem(message, ExitStatus.UNAVAILABLE) from None
        yield client


def read_on_cluster(client: Client, asked: ClusterJob, show: Show) -> ReadOnCluster:
    """Read all files on the workers; what an earlier run kept is not read again.

    Raises:
        Problem: something cannot be read, or a piece ends its workers.
    """
    run = uuid4().hex
    show("Looking at the files")
    cut = client.map(pieces_of, asked.files, most=asked.most, longest=asked.how.longest, pure=False)
    pieces = [piece for some in _gathered(client, cut) for piece in some]
    reader = reader_mark(asked.encoder)
    jobs = [
        PieceJob(
            piece,
            key_of(piece, asked.how, reader, run),
            asked.how,
            asked.encoder,
            reader,
            asked.kept,
        )
        for piece in pieces
    ]
    known = ReadingProgress(pieces)
    lock = Lock()  # the workers' progress arrives in a thread of the client

    def begun(event: tuple[Any, list[int]]) -> None:
        with lock:
            known.begun(*event[1])
            show(f"Reading: {known.in_words()}")

    client.subscribe_topic(run, begun)
    read: dict[int, PieceRead] = {}
    futures = client.map(
        _read_on_worker, jobs, range(len(jobs)), topic=run, pure=False, retries=_RETRIES
    )
    for number, piece in _results(futures):
        read[number] = piece
        with lock:
            known.done(number, piece.articles)
            show(f"Reading: {known.in_words()}")
    client.unsubscribe_topic(run)
    ordered = [(job, read[number]) for number, job in enumerate(jobs)]
    _check_kept(ordered)
    all_ranked = ranked((job.key, piece) for job, piece in ordered)
    return ReadOnCluster(_counted(ordered, all_ranked.reports), all_ranked)


def judge_on_cluster(
    client: Client, read: ReadOnCluster, rules: tuple[Rule, ...], kept: WorkFolder, show: Show
) -> tuple[Rung, ...]:
    """Judge the countries on the workers, the largest first.

    Raises:
        Problem: a country ends its workers.
    """
    moments = read.ranked.moments
    content = io.BytesIO()
    np.savez(content, times=moments.times, ranks=moments.ranks)
    name = kept.put_bytes(content.getvalue())  # for each country the same: not sent with each
    largest_first = sorted(
        read.ranked.countries.values(), key=lambda some: -sum(len(one.ranks) for one in some)
    )
    futures = client.map(
        _judge_on_worker, largest_first, name=name, rules=rules, kept=kept, pure=False
    )
    countries: list[JudgedCountry] = []
    judged = 0
    for number, country in _results(futures):
        countries.append(country)
        judged += sum(len(one.ranks) for one in largest_first[number])
        show(f"Judging: {judged:,} of {read.ranked.reports:,} reports")
    kept.remove(name)
    return together(countries, rules, moments)


def _read_on_worker(job: PieceJob, number: int, topic: str) -> PieceRead:
    worker = get_worker()
    told_at = time.monotonic()

    def advance(articles: int) -> None:
        nonlocal told_at
        if time.monotonic() >= told_at + _TELL_EVERY:
            told_at = time.monotonic()
            worker.log_event(topic, [number, articles])

    return read_piece(job, advance)


def _judge_on_worker(
    segments: tuple[RankedSegment, ...], name: str, rules: tuple[Rule, ...], kept: WorkFolder
) -> JudgedCountry:
    with np.load(io.BytesIO(kept.bytes_of(name))) as stored:
        judge = CountryJudge(rules, Moments(stored["times"], stored["ranks"]))
    reports = in_order(segments, lambda one: unpacked(kept.reports(one.key, one.segment)))
    for rank, report in reports:
        judge.push(rank, report)
    return judge.finish()


def _results(futures: list[Any]) -> Iterator[tuple[int, Any]]:
    """Yield the results with their numbers as they come; each is then let go.

    Raises:
        Problem: a task ended one worker after the other.
    """
    numbers = {future.key: number for number, future in enumerate(futures)}
    coming = as_completed(futures)
    futures.clear()
    for future in coming:
        with _in_words():
            result = future.result()
        yield numbers[future.key], result


def _gathered(client: Client, futures: list[Any]) -> list[Any]:
    with _in_words():
        return cast("list[Any]", client.gather(futures))


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except KilledWorker as error:
        message = (
            f"a task ended {error.allowed_failures + 1} workers, one after the other; the last was "
            f"{error.last_worker.address}. Its log says why: mostly it had too little memory"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE) from None


def _check_kept(ordered: list[tuple[PieceJob, PieceRead]]) -> None:
    """See that the workers write where this process reads."""
    for job, _ in ordered[:1]:
        if job.kept.read(job.key) is None:
            message = (
                f"--work {job.kept.folder}: the workers write to another folder of this name; "
                "give one that all machines see, or an address such as s3://bucket/work"
            )
            raise Problem(message)


def _counted(ordered: list[tuple[PieceJob, PieceRead]], reports: int) -> Counted:
    articles = other_languages = before = 0
    faults: list[str] = []
    for job, read in ordered:
        before = before if job.piece.start else 0
        articles += read.articles
        other_languages += read.other_languages
        faults.extend(
            str(BadLine(InputPosition(one.file, one.line, one.element), one.problem))
            for one in places(read, before)
        )
        before += read.lines
    return Counted(articles, reports, tuple(faults), other_languages)
