"""`tocsin evaluate`, wired: a corpus from a file, its measures on standard output."""

import sys
from collections.abc import Callable, Iterable, Iterator

from tocsin.services.evaluation.calibration import calibration_lines, with_confidence
from tocsin.services.evaluation.errors import describe_errors
from tocsin.services.evaluation.labels import BadRow, LabelledText, parse_row
from tocsin.services.evaluation.matching import Pairing, pair
from tocsin.services.evaluation.score import score
from tocsin.services.evaluation.summary import language_lines, summary
from tocsin.services.lines.json_lines import file_name, numbered_lines
from tocsin.services.problem import ExitStatus
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.language import language_of
from tocsin.services.reading.network.encoding import Encoder

Describe = Callable[[LabelledText, Pairing], Iterable[str]]
"""Says what was wrong with the reading of one text."""


def no_errors(text: LabelledText, pairing: Pairing) -> Iterable[str]:
    """Say nothing of errors."""
    del text, pairing
    return ()


def errors_of(text: LabelledText, pairing: Pairing) -> Iterable[str]:
    """Say each error of a text."""
    return describe_errors(text, pairing)


def evaluate(name: str, describe: Describe, encoder: Encoder) -> ExitStatus:
    """Print the measures of a corpus, after the errors that `describe` yields.

    Raises:
        Problem: the file cannot be read.
    """
    pairings: list[Pairing] = []
    by_language: dict[str, list[Pairing]] = {}
    bad = 0
    for row in _rows(name):
        if isinstance(row, str):
            bad += 1
            sys.stderr.write(f"{row}\n")
            continue
        pairing = pair(row.events, reports_of(row, encoder))
        pairings.append(pairing)
        code = language_of(row, encoder.languages) or "other"
        by_language.setdefault(code, []).append(pairing)
        sys.stdout.writelines(f"{line}\n" for line in describe(row, pairing))
    sys.stdout.write(summary(score(pairings)))
    if len(by_language) > 1:
        scores = {code: score(some) for code, some in sorted(by_language.items())}
        sys.stdout.writelines(f"{line}\n" for line in language_lines(scores))
    sys.stdout.writelines(f"{line}\n" for line in calibration_lines(with_confidence(pairings)))
    return ExitStatus.INCOMPLETE if bad else ExitStatus.OK


def _rows(name: str) -> Iterator[LabelledText | str]:
    for number, line in numbered_lines(name):
        try:
            yield parse_row(line)
        except BadRow as error:
            yield f"{file_name(name)}:{number}: {error}"
