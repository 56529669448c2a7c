"""Does a report speak of the same event in the world as others? `clustering` joins them by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from schemas.report import Report
from schemas.vocabulary import Bound, EventType, Modality, Subtype, Unit
from services.detector.judging.cause import RECURRING, Cause, causes_of
from services.detector.judging.incident import best, published
from services.detector.judging.near_duplicate import is_near_duplicate
from services.detector.judging.nearness import is_fine, may_be_one
from services.detector.judging.wording_overlap import goes_on, telling_overlap

LONGEST_GAP: Final = timedelta(days=14)
"""After so long a silence a report begins another incident, whatever it says."""

_SAME_DAY: Final = timedelta(hours=26)
_SOON: Final = timedelta(days=3)
_LATELY: Final = timedelta(days=6)
_CLOSE: Final = 1.5
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

_LIVE: Final = frozenset({Modality.OCCURRED, Modality.ANNOUNCED})

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


_Kind = tuple[Modality, EventType, Unit | None, Subtype | None]
"""What reports of one event have alike; few differ within a group."""


@dataclass(slots=True, eq=False)
class Group:
    """Reports joined so far, oldest first, and what they are compared by; it never changes."""

    name: str
    """The id of the report that began it."""
    reports: tuple[Report, ...]
    lead: Report
    """The report that stands for them."""
    kinds: frozenset[_Kind]
    last_at: datetime
    heard_at: datetime
    """The newest publication that was known when the last of them came."""
    before: "Group | None" = None
    """The group without its last report."""
    _next: "Group | None" = None

    @classmethod
    def of(cls, report: Report, heard_at: datetime) -> "Group":
        """Return the group that a report begins."""
        return cls(
            name=report.id,
            reports=(report,),
            lead=report,
            kinds=_only(_kind(report)),
            last_at=published(report),
            heard_at=heard_at,
        )

    def with_one(self, report: Report, heard_at: datetime) -> "Group":
        """Return the group with a report that is newer than all others; the same one each time."""
        heard_at = max(heard_at, self.heard_at)
        known, kind = self._next, _kind(report)
        if known is None or known.reports[-1] is not report or known.heard_at != heard_at:
            known = self._next = Group(
                name=self.name,
                reports=(*self.reports, report),
                lead=best((self.lead, report)),
                kinds=self.kinds if kind in self.kinds else self.kinds | {kind},
                last_at=published(report),
                heard_at=heard_at,
                before=self,
            )
        return known


def home_of(groups: Iterable[Group], report: Report) -> Group | None:
    """Return the group of older reports that a report belongs to, or None."""
    at, likes = published(report), _Likes(_kind(report))
    # what most groups fail at comes first: a report is compared with all groups
    near = (
        group
        for group in groups
        if at - group.last_at <= LONGEST_GAP
        and likes(group.kinds)
        and _ratio(group.lead, report) <= _GROWN
    )
    return max(
        (group for group in near if _belongs(report, group, at - group.last_at)),
        key=lambda group: (
            max(telling_overlap(report, one) for one in group.reports),
            group.last_at,
            group.name,
        ),
        default=None,
    )


class _Likes:
    """Whether a kind can be of one event with all of others; few sets of others differ."""

    def __init__(self, kind: _Kind) -> None:
        self._kind = kind
        self._known: dict[frozenset[_Kind], bool] = {}

    def __call__(self, others: frozenset[_Kind]) -> bool:
        known = self._known.get(others)
        if known is None:
            known = self._known[others] = all(_are_one_kind(self._kind, one) for one in others)
        return known


@lru_cache(maxsize=1024)
def _only(kind: _Kind) -> frozenset[_Kind]:
    """Return the set of one kind, always the same object: it is looked up by the thousand."""
    return frozenset((kind,))


def _kind(report: Report) -> _Kind:
    return report.modality, report.event_type, report.unit, report.subtype


def _belongs(report: Report, group: Group, gap: timedelta) -> bool:
    """Return whether a report of like kind and figure speaks of the event, so long after it."""
    is_same_figure = _is_same_figure(group.lead, report)
    if gap > _LATELY and not is_same_figure:
        return False
    if gap <= _SOON and is_same_figure:
        return True
    if any(is_near_duplicate(report, one) for one in group.reports):
        return True
    if not all(_may_share_place(report, one) for one in group.reports):
        return False
    if is_same_figure or report.country is None:
        return is_same_figure  # anywhere in the world, only words or figures can tell
    return _is_one_event(report, group.reports, group.lead, gap)


def _is_one_event(report: Report, group: tuple[Report, ...], lead: Report, gap: timedelta) -> bool:
    """Return whether what is said, where and how soon, speaks for one event."""
    ratio = _ratio(lead, report)
    if lead.event_type in _LASTING:
        return gap <= _SOON and ratio <= _ONGOING
    causes = frozenset[Cause]().union(*(causes_of(one) for one in group))
    named = causes & causes_of(report)
    overlap = max(telling_overlap(report, one) for one in group)
    tells = overlap >= _TELLING or bool(named - RECURRING)
    if gap <= _SAME_DAY:
        close = _ALIKE if named or _share_fine_place(report, group) else _CLOSE
        return ratio <= (_GROWN if tells else close)
    if named - RECURRING:
        return gap <= _LATELY and ratio <= _GROWN
    if not goes_on(report) or _is_fewer(report, lead):
        return False  # a place that is struck again has another toll, and one toll hardly sinks
    linked = named or tells or _share_fine_place(report, group)
    return gap <= _LATELY and bool(linked) and ratio <= _GROWN


def _are_one_kind(mine: _Kind, other: _Kind) -> bool:
    if mine[0] is not other[0] and not {mine[0], other[0]} <= _LIVE:
        return False
    return _count_alike(mine, other)


def _count_alike(mine: _Kind, other: _Kind) -> bool:
    (_, event_type, unit, subtype), (_, _, other_unit, other_subtype) = mine, other
    if unit is not other_unit and None not in {unit, other_unit}:
        persons = event_type in _COUNTS_PERSONS and {unit, other_unit} <= _PERSONS
        if not persons:
            return False
    return subtype is other_subtype or None in {subtype, other_subtype}


def _may_share_place(report: Report, other: Report) -> bool:
    if len({report.from_country, other.from_country} - {None}) > 1:
        return False
    if not may_be_one(report.place, other.place):
        return False
    if report.event_type not in _BROUGHT_ABOUT:
        return True
    mine, theirs = causes_of(report), causes_of(other)
    return not mine or not theirs or bool(mine & theirs) or _are_family(mine, theirs)


def _are_family(mine: frozenset[Cause], theirs: frozenset[Cause]) -> bool:
    return any(mine & family and theirs & family for family in _FAMILIES)


def _share_fine_place(report: Report, group: tuple[Report, ...]) -> bool:
    return is_fine(report.place) and any(is_fine(one.place) for one in group)


def _is_same_figure(one: Report, other: Report) -> bool:
    figure = one.quantity.figure
    exact = {one.quantity.bound, other.quantity.bound}.isdisjoint({Bound.VAGUE, Bound.NONE})
    in_one_place = (
        is_fine(one.place) and is_fine(other.place) and may_be_one(one.place, other.place)
    )
    least = _NO_CHANCE_IN_ONE_PLACE if in_one_place else _NO_CHANCE
    return exact and figure is not None and figure >= least and figure == other.quantity.figure


def _is_fewer(report: Report, lead: Report) -> bool:
    mine, known = report.quantity.figure, lead.quantity.figure
    return mine is not None and known is not None and mine < _SUNK * known


def _ratio(one: Report, other: Report) -> float:
    """Return how many times the larger figure is the smaller; 1 where one is not known."""
    mine, theirs = one.quantity.figure, other.quantity.figure
    if not mine or not theirs:
        return 1.0
    ratio = mine / theirs if mine > theirs else theirs / mine
    vague = one.quantity.bound is Bound.VAGUE or other.quantity.bound is Bound.VAGUE
    return ratio / 5.0 if vague else ratio


def denies(report: Report, group: tuple[Report, ...]) -> bool:
    """Return whether a denial speaks of this incident: same kind, place, days and figure."""
    if group[0].modality not in _LIVE or not all(
        _count_alike(_kind(report), _kind(one)) and _may_share_place(report, one) for one in group
    ):
        return False
    at = published(report)
    if not published(group[0]) - _SOON <= at <= published(group[-1]) + _SOON:
        return False
    return _ratio(best(group), report) <= _CLOSE
