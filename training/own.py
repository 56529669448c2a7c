"""Go on training the network that ships with labels of your own: `tocsin train`."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin.services.encoders.onnx import load
from tocsin.services.evaluation.labels import BadRow, parse_row
from tocsin.services.problem import Problem
from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.reading.network.prefilter import Prefilter
from tocsin.training.calibrate import calibrated
from tocsin.training.export import export, write_signs
from tocsin.training.labels import Row
from tocsin.training.prefilter import labelled_sentences
from tocsin.training.restore import restored
from tocsin.training.scoring import read_scores, told
from tocsin.training.train import Lessons, TrainingPlan, train

ONE_IN = 10
"""One of your texts in this many is held out: the table at the end is measured on them."""
_ENOUGH = 40
"""Fewer held-out events calibrate nothing: the confidence stays as it was."""
_LOST = 200
"""One in this many events of your labels may be in sentences that are not read."""


@dataclass(frozen=True)
class Own:
    """What to train, and how."""

    labels: Sequence[Path]
    beside: Sequence[Path]
    """Further labels that keep the network from forgetting; as many rows of them as of yours."""
    start: Path
    out: Path
    passes: int
    rate: float
    seed: int


def train_own(own: Own) -> None:
    """Train, export to a folder, and print how well it reads the held-out texts, before and after.

    Raises:
        Problem: no labels, or a line that is not one.
    """
    rows = _rows(own.labels)
    aside = rows[ONE_IN - 1 :: ONE_IN]
    taught = [row for at, row in enumerate(rows, 1) if at % ONE_IN]
    if not taught:
        message = f"{', '.join(map(str, own.labels))}: no labelled text. Wanted: one a line"
        raise Problem(message)
    others = _rows(own.beside)[: len(taught)]
    before = load(own.start)
    plan = TrainingPlan(own.start, own.passes, own.passes, 12, own.rate, own.seed, 2)
    reader, _ = train(Lessons([*taught, *others]), plan, restored(own.start))
    sieve = _wide_enough(before.prefilter, rows)
    export(reader, own.out, own.start, sieve, before.calibration)
    after = load(own.out)
    if sum(len(row["events"]) for row in aside) >= _ENOUGH:
        write_signs(own.out, sieve, calibrated(after, aside))
    _tell(aside, before, after, own.out)


def _rows(files: Iterable[Path]) -> list[Row]:
    found = []
    for file in files:
        try:
            lines = file.read_text("utf-8").splitlines()
        except OSError as error:
            message = f"{file}: {error.strerror}"
            raise Problem(message) from None
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                parse_row(line)
            except BadRow as error:
                message = f"{file}:{number}: {error}"
                raise Problem(message) from None
            found.append(json.loads(line))
    return found


def _wide_enough(sieve: Prefilter, rows: list[Row]) -> Prefilter:
    """Return a prefilter that lets through what your labels describe."""
    scores = sorted(sieve.score(one.words) for one in labelled_sentences(rows) if one.tells)
    least = min([sieve.least, *scores[len(scores) // _LOST :][:1]])
    return Prefilter(sieve.weights, sieve.bias, least)


def _tell(aside: list[Row], before: Encoder, after: Encoder, out: Path) -> None:
    if aside:
        print(f"{len(aside)} texts set aside, before: {told(read_scores(before, aside))}")
        print(f"{len(aside)} texts set aside, after:  {told(read_scores(after, aside))}")
    else:
        print(f"fewer than {ONE_IN} texts: none was set aside, so nothing was measured")
    print(f"written to {out}; set TOCSIN_READER={out} to read with it")
