"""A report that a state holds, with what it is compared by: made once, looked at by all others."""

import re
from functools import cached_property
from typing import Final

from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.fields.countries import COUNTRY_NAMES
from tocsin.schemas.vocabulary import Bound, Cause, EventType, Modality, Subtype, Unit
from tocsin.services.judging.incidents.correction import corrects
from tocsin.services.judging.incidents.distance import is_fine
from tocsin.services.judging.incidents.event_cause import cause_named
from tocsin.services.judging.incidents.incident import published
from tocsin.services.judging.incidents.independent_sources import outlet
from tocsin.services.judging.incidents.spots import spots_in
from tocsin.services.judging.incidents.wording import (
    goes_on,
    is_another,
    magnitude_of,
    telling_words,
)
from tocsin.services.judging.state.slot_state import HeldReport

_LEAD: Final = 500
"""Characters in which a text says what it is about."""
_LATE: Final = 1_500
"""From this many characters on, after these, it is as late as it gets."""

_WORD: Final = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]{2,})*")
_NAME: Final = re.compile(r"\b[^\W\d_a-z][^\W\d_]{2,}")
_PERSON: Final = re.compile(
    r"(?:(?!(?:people|men|women|children|police|in|at|near|from|and|[a-z-]+s)\b)[\w-]+ ){0,4}"
    r"[^\W\d_a-z][\w'.-]*(?: (?:al|bin|de|van|von|der))?(?: [^\W\d_a-z][\w'.-]*)+"
)
"""A name of two words and more, with what the person is: whom a text names alone, it does not
count. A plural before it tells of several."""
_STEM: Final = 4
"""Letters that a country's name and its adjective share: Sudan, Sudanese."""

Kind = tuple[Modality, EventType, Unit | None, Subtype | None]
"""What reports of one event have alike."""


_PERSONS: Final = frozenset({Unit.PEOPLE, Unit.TROOPS, Unit.POLICE, Unit.RESERVISTS})


class ComparableReport:
    """What a held report says, ready for comparing; two are one only if they are the same."""

    def __init__(self, held: HeldReport) -> None:
        report = held.report
        self.held = held
        self.report = report
        self.at = published(report)
        self.order = (self.at, report.id)
        self.heard_at = max(held.arrived, self.at)
        """The newest publication that was known when it came, its own included."""
        self.kind: Kind = (report.modality, report.event_type, report.unit, report.subtype)
        self.figure = report.quantity.figure
        self.is_vague = report.quantity.bound is Bound.VAGUE
        self.is_exact = report.quantity.bound not in {Bound.VAGUE, Bound.NONE}
        self.has_fine_place = is_fine(report.place)
        self.exact = self.figure if report.quantity.is_counted else None
        """Its figure if the text gives one that is neither vague nor only a limit."""
        self.names = frozenset(report.names)
        self.outlet = outlet(report)
        self.alike: set[str] = set()
        """The ids of other reports of the state that rest on the same text."""

    @property
    def id(self) -> str:
        """The report's id."""
        return self.report.id

    @cached_property
    def words(self) -> frozenset[str]:
        """The telling words of its sentence and headline."""
        return telling_words(self.report)

    @cached_property
    def cause(self) -> Cause:
        """Why it happened, by its field or its words."""
        return cause_named(self.report)

    @cached_property
    def continues(self) -> bool:
        """Whether its words count further, or correct, what was reported before."""
        return goes_on(self.report) or corrects(self.report)

    @cached_property
    def actors(self) -> frozenset[str]:
        """The names within its actor; its country's own do not distinguish it from others there."""
        country = COUNTRY_NAMES.get(self.report.country or "", "")
        own = tuple(name[:_STEM] for name in _NAME.findall(country))
        named = _NAME.findall(self.report.actor or "")
        return frozenset(name for name in named if name != "The" and not name.startswith(own))

    @cached_property
    def person(self) -> frozenset[str]:
        """The names of the one person that it tells of, if it counts nobody: "Hassan Douhan"."""
        if self.report.quantity.bound is not Bound.NONE or not self.report.actor:
            return frozenset()
        if not _PERSON.fullmatch(self.report.actor):
            return frozenset()
        return self.names & frozenset(_WORD.findall(self.report.actor.casefold()))

    @cached_property
    def late(self) -> float:
        """How late in the text it comes: 0 in the headline and the first lines, at most 1."""
        evidence = self.report.evidence
        if evidence.part == "title":
            return 0.0
        return min(1.0, max(0, evidence.start - _LEAD) / _LATE)

    @cached_property
    def is_another(self) -> bool:
        """Whether its words distinguish it from an event before: "a second blast"."""
        return is_another(self.report)

    @cached_property
    def magnitude(self) -> float | None:
        """How strong the quake was if its sentence or headline says so."""
        return magnitude_of(self.report)

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The words of its place's name: that two share a place is weighed as such."""
        place = self.report.place
        return frozenset() if place is None else frozenset(_WORD.findall(place.name.casefold()))

    @cached_property
    def sentence_names(self) -> frozenset[str]:
        """The telling names of the text that its sentence has."""
        return self.names & frozenset(_WORD.findall(self.report.evidence.sentence.casefold()))

    @cached_property
    def spots(self) -> frozenset[str]:
        """The telling names in its sentence of the finest places: "in Spin Boldak"."""
        return self.sentence_names & spots_in(self.report)[0]

    @cached_property
    def wider_spots(self) -> frozenset[str]:
        """The telling names in its sentence of the places around these."""
        return self.sentence_names & spots_in(self.report)[1]

    def may_be_in(self, other: "ComparableReport") -> bool:
        """Return whether the spots that both sentences name can be one."""
        mine, theirs = self.spots, other.spots
        if not mine or not theirs:
            return True
        return bool(mine & (theirs | other.wider_spots) or theirs & self.wider_spots)

    def counts_as(self, other: "ComparableReport") -> bool:
        """Return whether both count the same, as far as they say what."""
        return count_alike(self.kind, other.kind)


def count_alike(mine: Kind, other: Kind) -> bool:
    """Return whether two kinds count the same, as far as they say what."""
    (_, event_type, unit, subtype), (_, other_type, other_unit, other_subtype) = mine, other
    if event_type is not other_type:
        return False
    if unit is not other_unit and None not in {unit, other_unit}:
        persons = PROFILES[event_type].counts_persons and {unit, other_unit} <= _PERSONS
        if not persons:
            return False
    return subtype is other_subtype or None in {subtype, other_subtype}
