"""What must be known of an event type. No field has a default: one that is missing fails at load.

The reading and the judging ask the profile; neither names a type in its code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, TypeVar

from tocsin.schemas.fields.unit import Unit
from tocsin.schemas.fields.word import Word

Type = TypeVar("Type", bound=Word)

NO_PLOVER: Final = "NONE"
"""PLOVER codes what somebody does to somebody; a flood or a capsized ferry has no code."""


class PloverBy(Enum):
    """What decides an event's PLOVER code (github.com/openeventdata/PLOVER)."""

    KIND = auto()
    """The kind of event alone."""
    KIND_UNLESS_ACCIDENT = auto()
    """The kind; none if nature or an accident is the known cause."""
    VIOLENCE = auto()
    """The violence that caused it; none if nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindProfile:
    """A type, or one of its subtypes."""

    heading: str
    """In titles: "Border crossing"."""
    board_heading: str
    """On the board: "People killed"."""
    measure: str | None
    """What follows its figure: "killed"; None if only its subtypes count something."""
    order: int
    """Its place among the measures of one story; 1 comes first."""
    plover: str
    """The nearest PLOVER code, or `NO_PLOVER`."""
    not_after: str | None
    """Pattern of words right before a figure that say that it counts something else."""
    not_before: str | None
    """Pattern of words right after a figure that say that it counts something else."""
    newest_count_wins: bool
    """A newer count replaces those of other outlets too, as for the missing, who are found."""

    def __post_init__(self) -> None:
        """Refuse a kind that could not be shown or read.

        Raises:
            ValueError: an empty word, an order below 1, or a pattern that is not one.
        """
        if not all((self.heading, self.board_heading, self.measure != "", self.plover)):
            message = f"{self.heading or 'a kind'}: heading, measure and code must not be empty"
            raise ValueError(message)
        if self.order < 1:
            message = f"{self.heading}: the order begins at 1"
            raise ValueError(message)
        for pattern in (self.not_after, self.not_before):
            try:
                re.compile(pattern or "")
            except re.error as error:
                message = f"{self.heading}: {pattern!r} is not a regular expression: {error}"
                raise ValueError(message) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventProfile:
    """One event type."""

    kind: KindProfile
    """The type itself, for reports without a subtype."""
    subtypes: Mapping[Word, KindProfile]
    """Closer kinds, in the order of the network's classes; most types have none."""
    plover_by: PloverBy
    default_unit: Unit
    """What a figure counts if no noun says so."""
    counts_persons: bool
    """It counts single persons, whoever they are: soldiers and civilians are compared, groups in
    one sentence are distinguished, and figures over a period are totals."""
    has_cause: bool
    """The words of a text name its cause, and its titles begin with the cause."""
    mentioned_in_passing: bool
    """Laws, fears and appeals speak of it although nothing happened."""
    happens_where_left: bool
    """It happens at the place that is left, not where people go."""
    named_apart_from_its_place: bool
    """The exact place may be in another sentence; that of the event names only the country."""
    subtypes_overlap: bool
    """One word can mean two of its subtypes: only the likelier one is reported."""
    goes_on_for_days: bool
    """A further count is of the same event."""
    stays_open: bool
    """Its incidents stay open for as long as those of floods and droughts."""
    subtypes_are_measured: bool
    """`tocsin evaluate` counts a wrong subtype as a miss."""


def check(profiles: Mapping[Type, EventProfile], types: type[Type], subtypes: type[Word]) -> None:
    """Check that the profiles are those of all types.

    Raises:
        ValueError: a type without a profile, a subtype of none or of two types, or two measures
            with one order.
    """
    if missing := set(types) - set(profiles):
        message = f"no profile of {', '.join(sorted(missing))}"
        raise ValueError(message)
    named = [subtype for profile in profiles.values() for subtype in profile.subtypes]
    if sorted(named) != sorted(subtypes):
        message = "each subtype belongs to exactly one type: " + ", ".join(
            sorted(set(subtypes).symmetric_difference(named)) or sorted(named)
        )
        raise ValueError(message)
    kinds = [
        kind for profile in profiles.values() for kind in (profile.kind, *profile.subtypes.values())
    ]
    orders = [kind.order for kind in kinds if kind.measure is not None]
    if len(set(orders)) < len(orders):
        twice = sorted({one for one in orders if orders.count(one) > 1})
        message = f"two measures have the order {', '.join(map(str, twice))}"
        raise ValueError(message)
