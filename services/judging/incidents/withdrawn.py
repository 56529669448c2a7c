"""An outlet takes back what it reported: not a denial that it reports of somebody, but its own."""

import re
from typing import Final

from tocsin.schemas.report import Report
from tocsin.services.judging.incidents.incident import Incident, published
from tocsin.services.judging.incidents.independent_sources import outlet

_TAKES_BACK: Final = re.compile(
    r"\bretract\w*\b|\bcorrection\b"
    r"|\b(?:earlier|previous|initial) (?:report|story|article|version)\b.*"
    r"\b(?:wrong|incorrect|false|mistaken|inaccurate|in error|erroneous(?:ly)?)\b",
    re.IGNORECASE | re.DOTALL,
)


def takes_back(denial: Report) -> bool:
    """Return whether a denial takes back what its own outlet reported."""
    return bool(_TAKES_BACK.search(f"{denial.title or ''}\n{denial.evidence.sentence}"))


def still_said(incident: Incident) -> tuple[Report, ...]:
    """Return the reports that their own outlets have not taken back since."""
    taken_back = {
        outlet(denial): published(denial) for denial in incident.denials if takes_back(denial)
    }
    return tuple(
        report
        for report in incident.reports
        if outlet(report) not in taken_back or taken_back[outlet(report)] < published(report)
    )
