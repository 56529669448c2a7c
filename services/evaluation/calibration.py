"""Calibration: of the reports that are so sure, how many are right?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tocsin.schemas.report import Report
from tocsin.services.evaluation.matching import LabelMatch, Pairing, figure_right, figure_scored

EDGES: Final = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Where the bins begin and end; the last one holds 1."""


@dataclass(frozen=True, slots=True)
class ScoredReport:
    """A report's confidence, and whether the report is right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Reports of like confidence."""

    low: float
    high: float
    reports: int
    right: int
    mean: float
    """Their mean confidence."""


def judged(pairing: Pairing) -> Iterator[tuple[Report, bool]]:
    """Yield each report that counts with whether type, figure and modality are right."""
    for match in pairing.matches:
        yield match.report, _is_right(match)
    for report in pairing.false:
        yield report, False


def with_confidence(pairings: Iterable[Pairing]) -> list[ScoredReport]:
    """Return the reports that say how sure they are."""
    return [
        ScoredReport(report.confidence, right)
        for pairing in pairings
        for report, right in judged(pairing)
        if report.confidence is not None
    ]


def bins(reports: Iterable[ScoredReport]) -> tuple[Bin, ...]:
    """Return the reports by confidence; empty bins are left out."""
    known = list(reports)
    found = []
    for low, high in pairwise(EDGES):
        inside = [
            one for one in known if low <= one.confidence < high or one.confidence == high == 1
        ]
        if inside:
            mean = sum(one.confidence for one in inside) / len(inside)
            found.append(Bin(low, high, len(inside), sum(one.right for one in inside), mean))
    return tuple(found)


def calibration_lines(reports: Iterable[ScoredReport]) -> Iterator[str]:
    """Yield the calibration as a table for people, and what 0.9 or more is worth."""
    known = list(reports)
    if not known:
        return
    yield f"{'confidence':22}{'reports':>8}{'right':>8}{'share':>8}{'mean':>8}"
    for one in bins(known):
        name = f"{one.low:.2f} to {one.high:.2f}"
        share = one.right / one.reports
        yield f"{name:22}{one.reports:>8,}{one.right:>8,}{share:>8.3f}{one.mean:>8.3f}"
    sure = [one.right for one in known if one.confidence >= EDGES[-3]]
    if sure:
        yield f"{'0.90 and more':22}{len(sure):>8,}{sum(sure):>8,}{sum(sure) / len(sure):>8.3f}"


def _is_right(match: LabelMatch) -> bool:
    label, report = match.label, match.report
    figure = not figure_scored(label.quantity) or figure_right(label.quantity, report.quantity)
    return figure and label.modality is report.modality
