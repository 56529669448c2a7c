"""`tocsin backtest`, wired: archives from files, what the rules make of them on standard output."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tocsin.schemas.rule import Rule
from tocsin.services.backtest.against_labels import agreement, labelled_reports
from tocsin.services.backtest.archives.pieces import How
from tocsin.services.backtest.archives.stored_files import is_remote, stored_files
from tocsin.services.backtest.outcome import Rung, differences, judged, standing
from tocsin.services.backtest.reading import Counted, read_archive
from tocsin.services.backtest.showing import comparison, listing, measures, overview
from tocsin.services.evaluation.labels import BadRow, LabelledText, parse_row
from tocsin.services.lines.json_lines import STDIN, file_name, numbered_lines
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import Settings
from tocsin.services.terminal import Terminal

_Judge = Callable[[tuple[Rule, ...]], tuple[Rung, ...]]
"""Judges what was read."""


@dataclass(frozen=True, slots=True)
class OnCluster:
    """Where it is done on several machines."""

    scheduler: str
    """Address of Dask's scheduler."""
    work: str
    """Folder or address where all machines keep what is read."""
    piece: int
    """Bytes that one task reads."""


@dataclass(frozen=True, slots=True)
class BacktestOptions:
    """What a backtest is to do."""

    names: Sequence[str]
    """Of archives."""
    against: Path | None = None
    labels: str | None = None
    out: Path | None = None
    on: OnCluster | None = None
    """None: in this process and its children."""


def backtest(asked: BacktestOptions, settings: Settings) -> ExitStatus:
    """Print what the rules make of the archives.

    Raises:
        Problem: a wrong rule, file or label.
    """
    ours = load_rules(settings.rules)
    theirs = None if asked.against is None else load_rules(asked.against)
    texts = None if asked.labels is None else _labelled(asked.labels)
    if asked.out is not None:
        _check_out(asked.out)
    reading = _here if asked.on is None else partial(_on_cluster, asked.on)
    with _progress() as progress, reading(asked.names, settings, progress) as (read, judge):
        rung = judge(ours)
        other = None if theirs is None else judge(theirs)
    sys.stderr.writelines(f"{fault}\n" for fault in read.faults)
    _print(overview(read, rung))
    _print(listing(rung) if other is None else comparison(differences(rung, other)))
    if texts is not None:
        _print(measures(agreement(rung, standing(judged(labelled_reports(texts), ours)))))
    if asked.out is not None:
        from tocsin.services.backtest.alerts_table import write_table  # noqa: PLC0415 - an extra

        write_table(rung, asked.out)
    return ExitStatus.INCOMPLETE if read.faults else ExitStatus.OK


def _progress() -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    return Progress(*columns, console=Terminal(stderr=True), transient=True)


@contextmanager
def _here(
    names: Sequence[str], settings: Settings, progress: Progress
) -> Iterator[tuple[Counted, _Judge]]:
    task = progress.add_task("Reading")
    done = 0

    def advance(articles: int) -> None:
        nonlocal done
        done += articles
        progress.update(task, description=f"Reading: {done:,} articles")

    archive = read_archive(stored_files(names), settings.networks, _how(settings), advance)

    def judge(rules: tuple[Rule, ...]) -> tuple[Rung, ...]:
        progress.update(task, description=f"Judging: {len(archive.reports):,} reports")
        return standing(judged(archive.reports, rules))

    yield archive.counted, judge


@contextmanager
def _on_cluster(
    on: OnCluster, names: Sequence[str], settings: Settings, progress: Progress
) -> Iterator[tuple[Counted, _Judge]]:
    from tocsin.services.backtest.cluster import engine  # noqa: PLC0415 - an extra
    from tocsin.services.backtest.cluster.kept import WorkFolder  # noqa: PLC0415 - the same

    if STDIN in names:
        message = "--cluster: workers cannot read standard input; give a file that all see"
        raise Problem(message)
    kept = WorkFolder(on.work)
    files = stored_files([name if is_remote(name) else str(Path(name).resolve()) for name in names])
    task = progress.add_task("Reading")

    def show(text: str) -> None:
        progress.update(task, description=text)

    with engine.cluster(on.scheduler) as client:
        asked = engine.ClusterJob(files, settings.networks, _how(settings), kept, on.piece)
        read = engine.read_on_cluster(client, asked, show)

        def judge(rules: tuple[Rule, ...]) -> tuple[Rung, ...]:
            return standing(engine.judge_on_cluster(client, read, rules, kept, show))

        yield read.counted, judge


def _how(settings: Settings) -> How:
    return How(settings.max_article_bytes, settings.parse_seconds, settings.parse_most_memory)


def _check_out(file: Path) -> None:
    """Tell before the work what would fail behind it."""
    from tocsin.services.backtest import alerts_table  # noqa: F401, PLC0415 - an extra

    if file.is_dir() or not file.parent.is_dir():
        what = "is a folder" if file.is_dir() else f"there is no folder {file.parent}"
        message = f"--out {file}: {what}; name a file, such as alerts.parquet"
        raise Problem(message)


def _labelled(name: str) -> list[LabelledText]:
    texts = []
    for number, line in numbered_lines(name):
        try:
            texts.append(parse_row(line))
        except BadRow as error:
            message = f"{file_name(name)}:{number}: {error}"
            raise Problem(message) from None
    return texts


def _print(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
