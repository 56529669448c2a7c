"""`tocsin backtest`, wired: archives from files, what the rules make of them on standard output."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.progress import Progress

from tocsin.schemas.rule import Rule
from tocsin.services.backtest.against_labels import agreement, labelled_reports
from tocsin.services.backtest.outcome import Rung, differences, judged, standing
from tocsin.services.backtest.reading import ReadArchive, archive_size, read_archive
from tocsin.services.backtest.showing import comparison, listing, measures, overview
from tocsin.services.evaluation.labels import BadRow, LabelledText, parse_row
from tocsin.services.json_lines import file_name, numbered_lines
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.terminal import Terminal


def backtest(
    names: Sequence[str], rules: Path, against: Path | None, labels: str | None, parser: str
) -> ExitStatus:
    """Print what the rules make of the archives.

    Raises:
        Problem: a wrong rule, file or label.
    """
    ours = load_rules(rules)
    theirs = None if against is None else load_rules(against)
    texts = None if labels is None else _labelled(labels)
    with Progress(console=Terminal(stderr=True), transient=True) as progress:
        archive = _read(names, parser, progress)
        rung = _judged(archive, ours, progress)
        other = None if theirs is None else _judged(archive, theirs, progress)
    sys.stderr.writelines(f"{fault}\n" for fault in archive.faults)
    _print(overview(archive, rung))
    _print(listing(rung) if other is None else comparison(differences(rung, other)))
    if texts is not None:
        _print(measures(agreement(rung, standing(judged(labelled_reports(texts), ours)))))
    return ExitStatus.INCOMPLETE if archive.faults else ExitStatus.OK


def _read(names: Sequence[str], parser: str, progress: Progress) -> ReadArchive:
    task = progress.add_task("Reading", total=archive_size(names))
    return read_archive(names, parser, lambda done: progress.advance(task, done))


def _judged(archive: ReadArchive, rules: tuple[Rule, ...], progress: Progress) -> tuple[Rung, ...]:
    return standing(judged(progress.track(archive.reports, description="Judging"), rules))


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
