# ruff: noqa: INP001 - a script, run by path
"""Fit the table of the confidence anew: `python tools/fit_confidence.py LABELLED.jsonl…`.

Reads labelled texts, and asks of each report whether it is right: a label of its type, the figure
right where it is scored, the modality right; optional labels count neither way. A logistic
regression with a ridge learns from its signs. Ten-fold cross-validation by text, printed, tells
what the table is worth; `services/detector/reading/confidence/table.py` is written.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import exp, log
from pathlib import Path
from textwrap import wrap

from schemas.vocabulary import EventType, Modality
from services.detector.encoders import encoder_named
from services.detector.reading.confidence.sign import Sign
from services.detector.reading.confidence.signs import signs_of_network, signs_of_place
from services.detector.reading.finding import Finding
from services.detector.reading.network.encoding import Encoder
from services.detector.reading.reader import read_one
from services.evaluation.calibration import Judged, calibration_lines, judged
from services.evaluation.labels import LabelledText, parse_row
from services.evaluation.matching import pair
from services.settings import Settings

TABLE = Path(__file__).parents[1] / "services/detector/reading/confidence/table.py"
RIDGE = 3.0
"""So many reports a sign must have before it counts for much."""
LEAST = 8
"""A sign that fewer reports show gets no weight."""
STEPS = 12
FOLDS = 10
BY_HAND = {Sign.HINTED: -1.5, Sign.TOLD_TWICE: 0.23, Sign.TOLD_OTHERWISE: -0.37}
"""Signs too rare on the labelled passages to learn from: their weight is given. What is told twice
was learned from full articles, which passages are not."""
NAMES = ("base", *EventType, *Modality, *Sign)


@dataclass(frozen=True, slots=True)
class Case:
    """A report that was right or not, with its signs; `fold` is that of its text."""

    shown: frozenset[str]
    right: bool
    fold: int


def cases_of(file: Path) -> list[Case]:
    """Return the reports of a labelled file with what is seen of each."""
    rows = [parse_row(line) for line in file.read_bytes().splitlines() if line.strip()]
    named = encoder_named(Settings.load().reader)
    return [case for encoder in (named, None) for case in _cases(rows, encoder)]


def _cases(rows: list[LabelledText], encoder: Encoder | None) -> Iterator[Case]:
    for row in rows:
        reading = read_one(row, encoder)
        fold = int(sha256(row.id.encode()).hexdigest(), 16) % FOLDS
        right = {
            report.id: is_right for report, is_right in judged(pair(row.events, reading.reports))
        }
        for report, finding in zip(reading.reports, reading.findings, strict=True):
            if report.id in right:
                yield Case(shown(finding), right[report.id], fold)


def shown(finding: Finding) -> frozenset[str]:
    """Return the names of what is seen of a finding."""
    signs = finding.signs | signs_of_place(finding.where) | signs_of_network(finding.probability)
    return frozenset({"base", str(finding.event_type), str(finding.modality), *map(str, signs)})


def fit(cases: list[Case]) -> dict[str, float]:
    """Return the weights by Newton's method; the base is not drawn to zero."""
    names = [
        name
        for name in NAMES
        if name not in BY_HAND and sum(name in case.shown for case in cases) >= LEAST
    ]
    rows = [[i for i, name in enumerate(names) if name in case.shown] for case in cases]
    given = [sum(BY_HAND.get(name, 0.0) for name in case.shown) for case in cases]
    weights = [0.0] * len(names)
    for _ in range(STEPS):
        slope = [-(RIDGE * w if i else 0.0) for i, w in enumerate(weights)]
        bend = [
            [RIDGE if i == j and i else 0.0 for j in range(len(names))] for i in range(len(names))
        ]
        for row, case, start in zip(rows, cases, given, strict=True):
            p = 1 / (1 + exp(-start - sum(weights[i] for i in row)))
            for i in row:
                slope[i] += case.right - p
                for j in row:
                    bend[i][j] += p * (1 - p)
        weights = [w + step for w, step in zip(weights, solve(bend, slope), strict=True)]
    return {**dict(zip(names, weights, strict=True)), **BY_HAND}


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a small positive definite system by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i, pivot in enumerate(rows):
        for other in rows[i + 1 :]:
            factor = other[i] / pivot[i]
            for j in range(i, len(pivot)):
                other[j] -= factor * pivot[j]
    found = [0.0] * len(rows)
    for i in reversed(range(len(rows))):
        rest = sum(rows[i][j] * found[j] for j in range(i + 1, len(rows)))
        found[i] = (rows[i][-1] - rest) / rows[i][i]
    return found


def confidence(weights: dict[str, float], case: Case) -> float:
    """Return what a table says of a case."""
    return 1 / (1 + exp(-sum(weights.get(name, 0.0) for name in case.shown)))


def cross_validated(cases: list[Case]) -> list[Judged]:
    """Return each case with the confidence of a table that has not seen its text."""
    found = []
    for fold in range(FOLDS):
        weights = fit([case for case in cases if case.fold != fold])
        found += [
            Judged(confidence(weights, case), case.right) for case in cases if case.fold == fold
        ]
    return found


def table_text(weights: dict[str, float], source: str) -> str:
    """Return the module of constants."""
    lines = [
        '"""The table of the confidence: what each sign adds to the log-odds. Written by a tool.',
        "",
        *wrap(source, 98),
        '"""',
        "",
        "from typing import Final",
        "",
        "from schemas.vocabulary import EventType, Modality",
        "from services.detector.reading.confidence.sign import Sign",
        "",
        f"BASE: Final = {weights['base']:.2f}",
    ]
    for constant, kind in (("TYPES", EventType), ("MODALITIES", Modality), ("SIGNS", Sign)):
        lines += [f"{constant}: Final[dict[{kind.__name__}, float]] = {{"]
        lines += [
            f"    {kind.__name__}.{one.name}: {weights[one]:.2f}," for one in kind if one in weights
        ]
        lines += ["}"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit, tell what it is worth, and write the table."""
    files = [Path(name) for name in sys.argv[1:]]
    cases = [case for file in files for case in cases_of(file)]
    held_out = cross_validated(cases)
    sys.stdout.writelines(f"{line}\n" for line in calibration_lines(held_out))
    loss = -sum(log(one.confidence if one.right else 1 - one.confidence) for one in held_out)
    sys.stdout.write(f"log loss {loss / len(held_out):.3f} on {len(held_out):,} reports\n")
    names = ", ".join(file.stem for file in files)
    source = (
        f"Source: `python tools/fit_confidence.py` on {names}: {len(cases):,} reports of labelled "
        "news; logistic regression with a ridge."
    )
    TABLE.write_text(table_text(fit(cases), source), "utf-8")


if __name__ == "__main__":
    main()
