"""One deed is one event: of two readings of the same men by the same deed, the one that says more.

"Walked away from their posts" is a desertion, and what it would be of a force that marches off
is said by the same words; so is "rolled into Kursk", where a count says that men crossed.
"""

from typing import Final

from schemas.vocabulary import Bound, EventType, Subtype
from services.detector.reading.finding import Finding

_SAYS_LESS: Final = {
    EventType.SURRENDER: {EventType.WITHDRAWAL, EventType.MOBILIZATION},
    EventType.WITHDRAWAL: {EventType.MOBILIZATION},
    EventType.BORDER_CROSSING: {EventType.TERRITORIAL_CAPTURE},
    EventType.MOBILIZATION: {EventType.EVACUATION, EventType.TERRITORIAL_CAPTURE},
}
_BY_FIGURE: Final = EventType.SURRENDER
"""Those who give up also come out, walk off and are gathered: no other event is theirs."""


def without_shadows(findings: list[Finding]) -> list[Finding]:
    """Return the findings of one sentence without those that another of them outdoes."""
    if len(findings) < 2:  # noqa: PLR2004 - one has no rival
        return findings
    return [one for one in findings if not any(_outdoes(other, one) for other in findings)]


def _outdoes(other: Finding, one: Finding) -> bool:
    if _is_vaguer(other, one):
        return True
    if one.event_type not in _SAYS_LESS.get(other.event_type, ()):
        return False
    if other.cue == one.cue:
        return True
    shared = other.figure_span is not None and other.figure_span == one.figure_span
    return shared and other.event_type is _BY_FIGURE


def _is_vaguer(other: Finding, one: Finding) -> bool:
    """As in "Casualties: 12 killed", "evacuated 210 wounded": one count, told once."""
    if one.event_type is not EventType.CASUALTIES or one.quantity.bound is Bound.NONE:
        return False
    if one.quantity != other.quantity:
        return False
    killed = other.event_type is EventType.CASUALTIES and other.subtype is not None
    if one.subtype is None:
        return killed
    return one.subtype is Subtype.INJURED and other.event_type is EventType.EVACUATION
