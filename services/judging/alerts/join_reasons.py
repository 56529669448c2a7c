"""Why the reports behind an alert are taken for one event: the score's reasons, in words."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from tocsin.schemas.alert import SourceReport
from tocsin.schemas.report import Report
from tocsin.services.judging.incidents.comparable_report import ComparableReport
from tocsin.services.judging.incidents.coreference.feature import WORDS, Feature
from tocsin.services.judging.incidents.coreference.pair_score import log_odds, reasons
from tocsin.services.judging.incidents.distance import distance_km, is_fine, may_be_one
from tocsin.services.judging.incidents.incident import in_order, published
from tocsin.services.judging.state.slot_state import HeldReport

_COMPARED: Final = 6
"""Reports before one that it is held against: the newest of them, and the first."""

_MOST_TOLD: Final = 5
_MOST_NAMES: Final = 3
_NOTABLE: Final = -1.0
"""From this weight on, the reasons against one event are given."""

_IN_SHORT: Final[Mapping[Feature, str]] = MappingProxyType(
    {
        Feature.SAME_PLACE: "same place",
        Feature.SAME_TIME: "same day",
        Feature.SAME_CAUSE: "same cause",
        Feature.SAME_COMMON_CAUSE: "same cause",
        Feature.SAME_WIDE_CAUSE: "same disaster of a whole region",
        Feature.SAME_LARGE_FIGURE: "same figure",
        Feature.SAME_FIGURE: "same figure",
        Feature.SAME_SMALL_FIGURE: "same figure",
        Feature.SENTENCE_NAMES: "shared names",
        Feature.NAMES: "shared names",
        Feature.WORDS: "similar words",
        Feature.ACTOR: "same people or group",
        Feature.CONTINUED: "words that continue a count",
        Feature.CONTINUED_LINKED: "words that continue a count",
    }
)
_ALWAYS_SO: Final = frozenset({Feature.BIAS, Feature.GAP, Feature.LATE_IN_TEXT})
"""What weighs on every pair and explains none."""


def with_reasons(
    sources: Sequence[SourceReport], reports: Sequence[Report]
) -> tuple[SourceReport, ...]:
    """Return the sources with why each is one with a report before it.

    Args:
        sources: what the alert lists.
        reports: those that support it as one event, without denials.
    """
    listed = {source.report_id for source in sources}
    mentions = [
        ComparableReport(HeldReport(report=report, arrived=published(report)))
        for report in sorted(reports, key=in_order)
        if report.id in listed
    ]
    told: dict[str, dict[str, str]] = {}
    for number, mine in enumerate(mentions):
        before = mentions[max(0, number - _COMPARED) : number] + mentions[: number > _COMPARED]
        if before:
            nearest = max(before, key=lambda other: (log_odds(mine, other), other.order))
            told[mine.id] = {
                "joined_with": nearest.id,
                "joined_because": why_one(nearest, mine),
            }
    return tuple(source.model_copy(update=told.get(source.report_id, {})) for source in sources)


def why_one(one: ComparableReport, other: ComparableReport) -> str:
    """Return why two reports describe one event: "same cause, places 12 km apart, same figure"."""
    found = [reason for reason in reasons(one, other) if reason.feature not in _ALWAYS_SO]
    for_it = (_words(reason.feature, one, other) for reason in found if reason.weight > 0)
    told = list(dict.fromkeys((*for_it, *_apart(one, other))))[:_MOST_TOLD]
    because = ", ".join(told) or "nothing that tells them apart"
    against = next((WORDS[one.feature] for one in found if one.weight <= _NOTABLE), None)
    return because if against is None else f"{because}; although: {against}"


def _words(feature: Feature, one: ComparableReport, other: ComparableReport) -> str:
    words = _IN_SHORT.get(feature, WORDS[feature])
    if feature in {Feature.NAMES, Feature.SENTENCE_NAMES}:
        shared = sorted((one.names & other.names) - one.place_words - other.place_words)
        names = ", ".join(name.title() for name in shared[:_MOST_NAMES])
        return f"{words} ({names})" if names else words
    if feature is Feature.SAME_PLACE and one.report.place is not None:
        return f"{words} ({one.report.place.name})"
    return words


def _apart(one: ComparableReport, other: ComparableReport) -> Iterator[str]:
    """Yield how far two named places are from each other, if they can be one."""
    here, there = one.report.place, other.report.place
    if here is None or there is None or not (is_fine(here) and is_fine(there)):
        return
    if here.name.casefold() != there.name.casefold() and may_be_one(here, there):
        yield f"places {max(1, round(distance_km(here, there)))} km apart"
