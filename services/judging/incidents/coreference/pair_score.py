"""How likely do two reports describe one event? Features, and weights fitted on labelled pairs.

The score is symmetric and depends only on the two reports. `training/same_event.py` fits the
weights. A figure that is vague or absent is evidence of nothing, and so is an unknown place, time
or cause.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from math import log1p, log2, log10
from typing import Final

from pydantic import BaseModel, ConfigDict

from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.vocabulary import VIOLENCE, Cause, Modality, Resolution
from tocsin.services.judging.incidents.comparable_report import ComparableReport
from tocsin.services.judging.incidents.coreference.feature import Feature
from tocsin.services.judging.incidents.distance import is_fine, may_be_one
from tocsin.services.judging.incidents.wording import overlap

_FEW: Final = 5
_MANY: Final = 20
"""An exact figure from here on is hardly that of another event."""

_SEVERAL: Final = 2

_CHANCE: Final = 1.0
_HARDLY_CHANCE: Final = 2.0
"""The larger a figure that two texts share, the less it is chance; from 1,000 on it is not."""

_ROUND: Final = {True: 1.0, False: 0.0}
"""By how much less a round figure says."""

_OTHER: Final = 0.6
"""Doublings from which two figures of one article are not the same one, repeated."""

_FAR: Final = 3.0
_MOST_DOUBLINGS: Final = 4.0

_NEXT_DAY: Final = timedelta(hours=20)

_CLOCKS: Final = timedelta(hours=12)
"""By how much a day can begin later in UTC than where it happened."""

_OTHER_MAGNITUDE: Final = 0.5
"""Agencies differ by less about one quake."""

_DAY: Final = 24
"""Hours between two times that can still be one: clocks differ by half a day, and days are long."""

_ENOUGH_NAMES: Final = 3
"""This many names in one sentence say as much as more."""

_LEAST_NAMES: Final = 4
"""A text with fewer names shares them by chance."""

_LONG_TEXT: Final = 8
"""A text with fewer names is short: the spots in it are most of them."""

RECURRING: Final = VIOLENCE | {Cause.UNKNOWN, Cause.ROAD, Cause.BLAST, Cause.ACCIDENT, Cause.FIRE}
"""Causes that strike one country again within days."""

_WIDE: Final = frozenset(
    {
        Cause.FLOOD,
        Cause.CYCLONE,
        Cause.STORM,
        Cause.TORNADO,
        Cause.WILDFIRE,
        Cause.EPIDEMIC,
        Cause.FAMINE,
        Cause.DROUGHT,
        Cause.HEAT_WAVE,
        Cause.COLD_WAVE,
        Cause.VOLCANO,
    }
)
"""Causes that strike a region at once and of which a country has one at a time."""

_FAMILIES: Final = (
    VIOLENCE,
    frozenset({Cause.BLAST, Cause.EXPLOSIVES, Cause.SUICIDE, Cause.FIRE, Cause.MINE, Cause.ATTACK}),
    frozenset({Cause.BLAST, Cause.AIRSTRIKE, Cause.SHELLING}),
    frozenset({Cause.FLOOD, Cause.CYCLONE, Cause.STORM, Cause.LANDSLIDE, Cause.TORNADO}),
    frozenset({Cause.CYCLONE, Cause.STORM, Cause.COLD_WAVE, Cause.AVALANCHE, Cause.WATER}),
    frozenset({Cause.EARTHQUAKE, Cause.TSUNAMI, Cause.COLLAPSE, Cause.LANDSLIDE}),
    frozenset({Cause.VOLCANO, Cause.LANDSLIDE, Cause.TSUNAMI}),
    frozenset({Cause.LANDSLIDE, Cause.MINE, Cause.COLLAPSE, Cause.AVALANCHE}),
    frozenset({Cause.FIRE, Cause.WILDFIRE}),
    frozenset({Cause.FIRE, Cause.COLLAPSE, Cause.CRUSH}),
    frozenset({Cause.DROUGHT, Cause.FAMINE, Cause.HEAT_WAVE, Cause.WILDFIRE}),
    frozenset({Cause.ROAD, Cause.ATTACK}),
    frozenset({Cause.AIR, Cause.ATTACK, Cause.FIRE}),
    frozenset({Cause.RIOT, Cause.CRUSH}),
)
"""Causes that writers name for one and the same event."""

_TRANSPORT: Final = frozenset({Cause.ROAD, Cause.RAIL, Cause.AIR, Cause.WATER, Cause.MINE})


_LINKS: Final = frozenset(
    {
        Feature.NAMES,
        Feature.SAME_PLACE,
        Feature.SAME_SPOT,
        Feature.SAME_CAUSE,
        Feature.SAME_WIDE_CAUSE,
    }
)


@dataclass(frozen=True, slots=True)
class FeatureContribution:
    """What one feature adds to the log-odds that two reports describe one event."""

    feature: Feature
    weight: float


class _Weights(BaseModel):
    """The file of fitted weights."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weights: Mapping[Feature, float]


_WEIGHTS: Final = _Weights.model_validate_json(
    files("tocsin.services.judging.incidents.coreference").joinpath("same_event.json").read_bytes()
).weights


def log_odds(one: ComparableReport, other: ComparableReport) -> float:
    """Return the log-odds that two reports describe one event; above 0 it is more likely so."""
    return sum(
        _WEIGHTS.get(feature, 0.0) * value for feature, value in features(one, other).items()
    )


def reasons(one: ComparableReport, other: ComparableReport) -> tuple[FeatureContribution, ...]:
    """Return what speaks for and against one event, the strongest first."""
    found = (
        FeatureContribution(feature, round(_WEIGHTS.get(feature, 0.0) * value, 2))
        for feature, value in features(one, other).items()
        if value
    )
    return tuple(sorted((one for one in found if one.weight), key=lambda one: -abs(one.weight)))


def features(one: ComparableReport, other: ComparableReport) -> dict[Feature, float]:
    """Return what two reports have in common and what not; those that are 0 are left out."""
    if one.order > other.order:
        one, other = other, one
    found: dict[Feature, float] = {Feature.BIAS: 1.0}
    _texts(one, other, found)
    _places(one, other, found)
    _times(one, other, found)
    _causes(one, other, found)
    if one.kind[2:] == other.kind[2:] or one.counts_as(other):
        _figures(one, other, found)
    else:
        found[Feature.OTHER_MEASURE] = 1.0
    _gap_without_names(one, other, found)
    if _is_of_others(one, other) or _is_of_others(other, one):
        found[Feature.ONE_AND_MANY] = 1.0
    if one.actors & other.actors:
        found[Feature.ACTOR] = 1.0
    if len({one.report.from_country, other.report.from_country} - {None}) > 1:
        found[Feature.OTHER_ORIGIN] = 1.0
    return found


def _texts(one: ComparableReport, other: ComparableReport, found: dict[Feature, float]) -> None:
    mine, theirs = one.report, other.report
    if mine.article_id != theirs.article_id:
        if _in_one_language(one, other):
            _names(one, other, found)
        if other.id in one.alike:
            found[Feature.SAME_TEXT] = 1.0
        if one.outlet == other.outlet:
            found[Feature.OUTLET] = 1.0
        if one.is_another is not other.is_another:
            found[Feature.ANOTHER] = 1.0
    else:
        found[Feature.SAME_ARTICLE] = 1.0
        if mine.evidence.part == theirs.evidence.part:
            found[Feature.SAME_SENTENCE] = float(mine.evidence.start == theirs.evidence.start)
    late = max(one.late, other.late)
    if late:
        found[Feature.LATE_IN_TEXT] = late
        found[Feature.NAMES_LATE_IN_TEXT] = late * found.get(Feature.NAMES, 0.0)
    if _in_one_language(one, other):
        found[Feature.WORDS] = min(1.0, overlap(one.words, other.words))


def _in_one_language(one: ComparableReport, other: ComparableReport) -> bool:
    """Return whether words can be compared: those of two languages say nothing of one event."""
    return bool(one.report.language == other.report.language)


def _names(one: ComparableReport, other: ComparableReport, found: dict[Feature, float]) -> None:
    """Note the names that both texts have; that they share a place is weighed as such."""
    places = one.place_words | other.place_words | one.wider_spots | other.wider_spots
    fewest = min(len(one.names), len(other.names))
    shared = len((one.names & other.names) - places)
    if shared:
        found[Feature.NAMES] = min(1.0, shared / max(_LONG_TEXT, fewest))
    elif fewest >= _LEAST_NAMES:
        found[Feature.NO_NAMES] = 1.0
    told = (one.sentence_names & other.names) | (other.sentence_names & one.names)
    told -= places
    found[Feature.SENTENCE_NAMES] = min(1.0, len(told) / _ENOUGH_NAMES)


def _places(one: ComparableReport, other: ComparableReport, found: dict[Feature, float]) -> None:
    mine, theirs = one.report, other.report
    if mine.country is None and theirs.country is None and mine.article_id != theirs.article_id:
        found[Feature.NO_COUNTRY] = 1.0
    if one.spots & other.spots:
        found[Feature.SAME_SPOT] = 1.0
    elif _in_one_language(one, other) and not one.may_be_in(other):
        found[Feature.OTHER_SPOT] = 1.0
    here, there = mine.place, theirs.place
    if here is None or there is None or not (is_fine(here) and is_fine(there)):
        return
    if here.name.casefold() == there.name.casefold():
        found[Feature.SAME_PLACE] = 1.0 if here.resolution is Resolution.CITY else 0.5
    else:
        found[Feature.NEAR_PLACE if may_be_one(here, there) else Feature.FAR_PLACE] = 1.0


def _times(one: ComparableReport, other: ComparableReport, found: dict[Feature, float]) -> None:
    days = _days(one, other)
    lasts = PROFILES[one.report.event_type].goes_on_for_days
    found[Feature.GAP] = log1p(days)
    if lasts:
        found[Feature.LASTING] = 1.0
        found[Feature.GAP_LASTING] = log1p(days)
    elif one.cause in RECURRING and other.cause in RECURRING:
        found[Feature.GAP_RECURRING] = log1p(days)
    mine, theirs = one.report.happened, other.report.happened
    if _tells_before(one, other) or _tells_before(other, one):
        found[Feature.NOT_YET] = 1.0
    if mine is None or theirs is None:
        return
    apart = max(mine.earliest, theirs.earliest) - min(mine.latest, theirs.latest)
    hours = apart.total_seconds() / 3_600
    if hours <= 0:
        found[Feature.SAME_TIME] = 1.0
    elif hours > _DAY:
        found[Feature.OTHER_TIME] = 1.0


def _gap_without_names(
    one: ComparableReport, other: ComparableReport, found: dict[Feature, float]
) -> None:
    """Note the time between reports of which no name says, nor a count, that they are of one."""
    if Feature.GAP_RECURRING not in found or other.continues or not _in_one_language(one, other):
        return
    places = one.place_words | one.wider_spots | one.spots
    places |= other.place_words | other.wider_spots | other.spots
    if one.names & other.names <= places:
        found[Feature.GAP_NAMELESS] = log1p(_days(one, other))


def _days(one: ComparableReport, other: ComparableReport) -> float:
    return (other.at - one.at).total_seconds() / 86_400


def _tells_before(one: ComparableReport, other: ComparableReport) -> bool:
    """Return whether one was published before the other happened."""
    happened = other.report.happened
    if happened is None or Modality.ANNOUNCED in {one.report.modality, other.report.modality}:
        return False
    return happened.earliest > one.at + _CLOCKS


def _causes(one: ComparableReport, other: ComparableReport, found: dict[Feature, float]) -> None:
    mine, theirs = one.cause, other.cause
    strong, stronger = one.magnitude, other.magnitude
    if strong and stronger and abs(strong - stronger) >= _OTHER_MAGNITUDE:
        found[Feature.OTHER_MAGNITUDE] = 1.0
    if Cause.UNKNOWN in (mine, theirs):
        return
    if mine is theirs:
        if mine in _WIDE:
            found[Feature.SAME_WIDE_CAUSE] = 1.0
            found[Feature.GAP_WIDE] = found[Feature.GAP]
        else:
            common = mine in RECURRING
            found[Feature.SAME_COMMON_CAUSE if common else Feature.SAME_CAUSE] = 1.0
    else:
        found[Feature.RELATED_CAUSE if are_related(mine, theirs) else Feature.OTHER_CAUSE] = 1.0


def are_related(one: Cause, other: Cause) -> bool:
    """Return whether writers may name both causes for one event."""
    if Cause.ACCIDENT in (one, other):
        return bool(_TRANSPORT & {one, other})
    return any(one in family and other in family for family in _FAMILIES)


def _figures(one: ComparableReport, other: ComparableReport, found: dict[Feature, float]) -> None:
    if other.continues:
        if not _LINKS.isdisjoint(found):
            found[Feature.CONTINUED_LINKED] = 1.0
        elif Feature.SAME_COMMON_CAUSE in found:
            found[Feature.CONTINUED] = 1.0
    before, after = one.exact, other.exact
    if not before or not after:
        return
    if before == after:
        if before >= _MANY:
            telling = log10(before) - _CHANCE - _ROUND[is_round(before)]
            found[Feature.SAME_LARGE_FIGURE] = min(_HARDLY_CHANCE, max(0.0, telling))
        else:
            found[Feature.SAME_FIGURE if before >= _FEW else Feature.SAME_SMALL_FIGURE] = 1.0
        return
    recurs = Feature.GAP_RECURRING in found
    if recurs and not other.continues and other.at - one.at >= _NEXT_DAY:
        found[Feature.STRUCK_AGAIN] = 1.0
        found.pop(Feature.SAME_TEXT, None)
    doublings = abs(log2(after / before))
    if doublings > _OTHER and one.report.article_id == other.report.article_id:
        found[Feature.OTHER_IN_ARTICLE] = 1.0
    if doublings > _FAR:
        found[Feature.FAR_FIGURE] = min(_MOST_DOUBLINGS, doublings - _FAR)
    found[Feature.LARGER_LATER if after > before else Feature.SMALLER_LATER] = min(_FAR, doublings)


def _is_of_others(one: ComparableReport, other: ComparableReport) -> bool:
    """Return whether one tells of a person by name, and the other of several without the name."""
    counts_several = other.is_exact and (other.figure or 0) >= _SEVERAL
    return bool(one.person) and counts_several and not one.person & other.names


def is_round(figure: int) -> bool:
    """Return whether a figure has one digit and noughts: 200 is given for many events."""
    return len(str(figure).rstrip("0")) == 1
