"""What a text only mentions: old or imagined events without a figure are none to report."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from schemas.report import Quantity
from schemas.vocabulary import Bound, EventType, Modality
from services.detector.reading.finding import Finding

_QUIET_TYPES: Final = frozenset(
    {EventType.DETENTION, EventType.CASUALTIES, EventType.DISPLACEMENT, EventType.BORDER_CROSSING}
)
"""Types that laws, fears and appeals speak of without any event in sight."""


_RECALLED: Final = frozenset({EventType.CASUALTIES, EventType.DETENTION})
"""Types whose old figures texts recall all the time."""


def is_reportable(finding: Finding) -> bool:
    """Whether a finding is an event of its own, and not a mention in passing."""
    if finding.quantity.bound is not Bound.NONE:
        return not (finding.ancient and finding.event_type in _RECALLED)
    if finding.modality is Modality.HISTORICAL:
        return False
    return not (finding.modality is Modality.HYPOTHETICAL and finding.event_type in _QUIET_TYPES)


def is_ancient(year: int | None, published: datetime | None) -> bool:
    """Whether a year lies two or more before the publication's."""
    return year is not None and published is not None and year < published.year - 1


def own_figures(findings: list[Finding]) -> list[Finding]:
    """Leave each figure to one event of its sentence.

    "Police arrested 37 protesters" counts arrests, and tells nothing of how many protested;
    people who flee abroad, or are told to leave their homes, are not counted as displaced too.
    """
    taken = {
        finding.figure_span
        for finding in findings
        if finding.event_type is not EventType.PROTEST and finding.figure_span is not None
    }
    moved = {
        finding.figure_span
        for finding in findings
        if finding.event_type in {EventType.BORDER_CROSSING, EventType.EVACUATION}
    }
    return [
        replace(finding, quantity=Quantity(), figure_span=None)
        if finding.event_type is EventType.PROTEST and finding.figure_span in taken
        else finding
        for finding in findings
        if not (
            finding.event_type is EventType.DISPLACEMENT
            and finding.figure_span is not None
            and finding.figure_span in moved
        )
    ]
