"""Which report describes which label."""

from dataclasses import dataclass

from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.report import Quantity, Report
from tocsin.services.evaluation.labels import Label

_TOLERANCE = 0.01
_LEAST_SCORED = 2


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A label and the report that describes it."""

    label: Label
    report: Report


@dataclass(frozen=True, slots=True)
class Pairing:
    """What a text's reports found, missed and made up; optional labels count neither way."""

    matches: tuple[LabelMatch, ...]
    missed: tuple[Label, ...]
    false: tuple[Report, ...]


def pair(labels: tuple[Label, ...], reports: tuple[Report, ...]) -> Pairing:
    """Pair each report with at most one label of its type, the best fitting first.

    A label is used once. A report that only an optional label matches is neither a hit nor a false
    alarm; a further report of a label already used is false.
    """
    free = list(range(len(labels)))
    taken: dict[int, int] = {}
    candidates = sorted(
        (
            (_likeness(label, report), -at, -index)
            for at, label in enumerate(labels)
            for index, report in enumerate(reports)
            if _same_kind(label, report)
        ),
        reverse=True,
    )
    for _, minus_at, minus_index in candidates:
        at, index = -minus_at, -minus_index
        if at in free and index not in taken:
            free.remove(at)
            taken[index] = at
    matches = tuple(
        LabelMatch(labels[at], reports[index])
        for index, at in sorted(taken.items())
        if not labels[at].optional
    )
    return Pairing(
        matches=matches,
        missed=tuple(labels[at] for at in free if not labels[at].optional),
        false=tuple(report for index, report in enumerate(reports) if index not in taken),
    )


def _same_kind(label: Label, report: Report) -> bool:
    if label.type is not report.event_type:
        return False
    if label.subtype is None or not PROFILES[label.type].subtypes_are_measured:
        return True
    return label.subtype is report.subtype


def _likeness(label: Label, report: Report) -> tuple[bool, bool, bool, bool]:
    """Prefer labels that count, then equal figures, then equal modality, then equal country."""
    return (
        not label.optional,
        figure_right(label.quantity, report.quantity),
        label.modality is report.modality,
        label.country == report.country,
    )


def figure_scored(quantity: Quantity) -> bool:
    """Whether a label's figure is scored: there is one, and it is two or more."""
    return quantity.figure is not None and quantity.figure >= _LEAST_SCORED


def figure_right(wanted: Quantity, found: Quantity) -> bool:
    """Whether the figures agree within 1 %: low, or high if the label has no low."""
    if wanted.figure is None or found.figure is None:
        return wanted.figure == found.figure
    return abs(wanted.figure - found.figure) <= _TOLERANCE * wanted.figure
