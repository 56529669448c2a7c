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
    """Take from a protest the figure that another event of its sentence has.

    "Police arrested 37 protesters" counts arrests, and tells nothing of how many protested.
    """
    taken = {
        finding.figure_span for finding in findings if finding.event_type is not EventType.PROTEST
    }
    return [
        replace(finding, quantity=Quantity(), figure_span=None)
        if finding.event_type is EventType.PROTEST and finding.figure_span in taken
        else finding
        for finding in findings
    ]
