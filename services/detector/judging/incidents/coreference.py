"""Does a report speak of the same event in the world as others? `clustering` joins them by it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from schemas.vocabulary import EventType, Modality, Unit
from services.detector.judging.incidents.cause_words import RECURRING, Cause
from services.detector.judging.incidents.cluster import Cluster
from services.detector.judging.incidents.distance import may_be_one
from services.detector.judging.incidents.mention import Kind, Mention
from services.detector.judging.incidents.wording import goes_on, overlap

LONGEST_GAP: Final = timedelta(days=14)
"""After so long a silence a report begins another incident, whatever it says."""

_APART: Final = timedelta(days=1)
"""Between two times that can still be one: clocks differ by half a day, and days are long."""

_SAME_DAY: Final = timedelta(hours=26)
SOON: Final = timedelta(days=3)
_LATELY: Final = timedelta(days=6)
CLOSE: Final = 1.5
"""Figures of one event that count at different hours, or count differently."""
_ALIKE: Final = 2.0
"""The same, where cause or place agree too."""
_GROWN: Final = 8.0
"""How far a toll can grow when other evidence says that it is the same event."""
_ONGOING: Final = 3.0
_TELLING: Final = 0.5
"""Share of telling words by which two sentences speak of one thing."""
_NO_CHANCE: Final = 20
"""The same exact figure from here on is hardly another event's."""
_NO_CHANCE_IN_ONE_PLACE: Final = 10
_NO_CHANCE_DAYS_LATER: Final = 100
"""In a country at war two days with 31 killed lie within a fortnight, with 1,037 hardly."""
_SUNK: Final = 0.9
"""A figure that is smaller than this share of the known one is another event's."""

_PERSONS: Final = frozenset({Unit.PEOPLE, Unit.TROOPS, Unit.POLICE, Unit.RESERVISTS})
_COUNTS_PERSONS: Final = frozenset({EventType.CASUALTIES, EventType.DETENTION})
_LASTING: Final = frozenset(
    {
        EventType.DISPLACEMENT,
        EventType.EVACUATION,
        EventType.BORDER_CROSSING,
        EventType.MOBILIZATION,
        EventType.WITHDRAWAL,
    }
)
"""Types that go on for days: a further count is the same event, not another."""

_BROUGHT_ABOUT: Final = frozenset(
    {EventType.CASUALTIES, EventType.DISPLACEMENT, EventType.EVACUATION}
)
"""Types whose cause tells one event from another."""

LIVE: Final = frozenset({Modality.OCCURRED, Modality.ANNOUNCED})

_FAMILIES: Final = (
    frozenset({Cause.SHOOTING, Cause.ATTACK, Cause.BLAST}),
    frozenset({Cause.BLAST, Cause.FIRE}),
    frozenset({Cause.WATER, Cause.STORM, Cause.SLIDE}),
    frozenset({Cause.QUAKE, Cause.COLLAPSE}),
    frozenset({Cause.FIRE, Cause.COLLAPSE}),
    frozenset({Cause.ROAD, Cause.ATTACK}),
    frozenset({Cause.AIR, Cause.ATTACK}),
)
"""Causes that writers name for one and the same event."""


def cluster_of(clusters: Iterable[Cluster], mention: Mention) -> Cluster | None:
    """Return the cluster of older reports that a report belongs to, or None."""
    likes = _Likes(mention.kind)
    # what most clusters fail at comes first: a report is compared with all clusters
    near = (
        cluster
        for cluster in clusters
        if mention.at - cluster.last_at <= LONGEST_GAP
        and likes(cluster.kinds)
        and ratio(cluster.lead, mention) <= _GROWN
    )
    return max(
        (cluster for cluster in near if _belongs(mention, cluster, mention.at - cluster.last_at)),
        key=lambda cluster: (_overlap(mention, cluster), cluster.last_at, cluster.name),
        default=None,
    )


class _Likes:
    """Whether a kind can be of one event with all of others; few sets of others differ."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._known: dict[frozenset[Kind], bool] = {}

    def __call__(self, others: frozenset[Kind]) -> bool:
        known = self._known.get(others)
        if known is None:
            known = self._known[others] = all(_are_one_kind(self._kind, one) for one in others)
        return known


def _belongs(mention: Mention, cluster: Cluster, gap: timedelta) -> bool:
    """Return whether a report of like kind and figure speaks of the event, so long after it."""
    is_same_figure = _is_same_figure(cluster.lead, mention)
    if gap > _LATELY and not is_same_figure:
        return False
    if gap <= SOON and is_same_figure:
        return True
    if mention.alike and any(one.id in mention.alike for one in cluster.mentions):
        return True
    if not all(
        may_share_place(mention, one) and _may_share_time(mention, one) for one in cluster.mentions
    ):
        return False
    if is_same_figure and gap > SOON and (mention.figure or 0) < _NO_CHANCE_DAYS_LATER:
        return _overlap(mention, cluster) >= _TELLING or bool(
            (cluster.causes & mention.causes) - RECURRING
        )
    if is_same_figure or mention.report.country is None:
        return is_same_figure  # anywhere in the world, only words or figures can tell
    return _is_one_event(mention, cluster, gap)


def _is_one_event(mention: Mention, cluster: Cluster, gap: timedelta) -> bool:
    """Return whether what is said, where and how soon, speaks for one event."""
    times = ratio(cluster.lead, mention)
    if mention.report.event_type in _LASTING:
        return gap <= SOON and times <= _ONGOING
    named = cluster.causes & mention.causes
    tells = bool(named - RECURRING) or _overlap(mention, cluster) >= _TELLING
    if gap <= _SAME_DAY:
        close = _ALIKE if named or _share_fine_place(mention, cluster) else CLOSE
        return times <= (_GROWN if tells else close)
    if named - RECURRING:
        return gap <= _LATELY and times <= _GROWN
    if not goes_on(mention.report) or _is_fewer(mention, cluster.lead):
        return False  # a place that is struck again has another toll, and one toll hardly sinks
    linked = named or tells or _share_fine_place(mention, cluster)
    return gap <= _LATELY and bool(linked) and times <= _GROWN


def _overlap(mention: Mention, cluster: Cluster) -> float:
    return max(overlap(mention.words, one.words) for one in cluster.mentions)


def _are_one_kind(mine: Kind, other: Kind) -> bool:
    if mine[0] is not other[0] and not {mine[0], other[0]} <= LIVE:
        return False
    return count_alike(mine, other)


def count_alike(mine: Kind, other: Kind) -> bool:
    """Return whether two kinds count the same, as far as they say what."""
    (_, event_type, unit, subtype), (_, _, other_unit, other_subtype) = mine, other
    if unit is not other_unit and None not in {unit, other_unit}:
        persons = event_type in _COUNTS_PERSONS and {unit, other_unit} <= _PERSONS
        if not persons:
            return False
    return subtype is other_subtype or None in {subtype, other_subtype}


def may_share_place(mention: Mention, other: Mention) -> bool:
    """Return whether one event can have been where each says, by the causes that they name."""
    mine, theirs = mention.report, other.report
    if len({mine.from_country, theirs.from_country} - {None}) > 1:
        return False
    if not may_be_one(mine.place, theirs.place):
        return False
    if mine.event_type not in _BROUGHT_ABOUT or not mention.causes or not other.causes:
        return True
    return bool(mention.causes & other.causes) or _are_family(mention.causes, other.causes)


def _may_share_time(mention: Mention, other: Mention) -> bool:
    """Return whether one event can have happened when each says; a day apart is a time zone."""
    mine, theirs = mention.report.happened, other.report.happened
    if mine is None or theirs is None or mention.report.event_type in _LASTING:
        return True
    return max(mine.earliest, theirs.earliest) - min(mine.latest, theirs.latest) <= _APART


def _are_family(mine: frozenset[Cause], theirs: frozenset[Cause]) -> bool:
    return any(mine & family and theirs & family for family in _FAMILIES)


def _share_fine_place(mention: Mention, cluster: Cluster) -> bool:
    return mention.has_fine_place and any(one.has_fine_place for one in cluster.mentions)


def _is_same_figure(one: Mention, other: Mention) -> bool:
    if one.figure is None or one.figure != other.figure or not (one.is_exact and other.is_exact):
        return False
    in_one_place = (
        one.has_fine_place
        and other.has_fine_place
        and may_be_one(one.report.place, other.report.place)
    )
    return one.figure >= (_NO_CHANCE_IN_ONE_PLACE if in_one_place else _NO_CHANCE)


def _is_fewer(mention: Mention, lead: Mention) -> bool:
    mine, known = mention.figure, lead.figure
    return mine is not None and known is not None and mine < _SUNK * known


def ratio(one: Mention, other: Mention) -> float:
    """Return how many times the larger figure is the smaller; 1 where one is not known."""
    mine, theirs = one.figure, other.figure
    if not mine or not theirs:
        return 1.0
    times = mine / theirs if mine > theirs else theirs / mine
    return times / 5.0 if one.is_vague or other.is_vague else times
