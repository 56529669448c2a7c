"""An incident: the reports that speak of one event in the world, and what they say together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeVar, cast

from tocsin.schemas.report import Quantity, Report
from tocsin.schemas.vocabulary import Bound
from tocsin.services.judging.incidents.lifetime import USUAL

_Made = TypeVar("_Made")

_COMPLETENESS: Final = {
    Bound.NONE: 0,
    Bound.VAGUE: 1,
    Bound.MAX: 2,
    Bound.RANGE: 3,
    Bound.APPROX: 3,
    Bound.MIN: 4,
    Bound.EXACT: 4,
}
"""How much a bound says about the size of the whole.

This is not the exactness by which the reading chooses between two figures of one text. There an
exact figure beats "more than". Between two reports it does not: "more than 40" is the whole, an
exact 12 may be a part.
"""


@dataclass(frozen=True, slots=True)
class Incident:
    """Reports of one event, oldest first; `denials` say that it did not happen."""

    reports: tuple[Report, ...]
    denials: tuple[Report, ...]
    heard_at: datetime
    """The newest publication that was known when the last of it came, its own included."""
    alike: Mapping[str, frozenset[str]] = field(compare=False, repr=False)
    """Of its reports that rest on one text with others of the state: the ids of those."""
    lifetime: timedelta = USUAL
    """How long it stays open after its last report."""
    _derived: dict[str, tuple[object, object]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def derived(self, name: str, by: object, make: Callable[[], _Made]) -> _Made:
        """Return what follows from this incident, made once: few incidents change with a report.

        Args:
            name: distinguishes one derived value from another.
            by: what it also follows from, such as a rule; a different one recomputes it.
            make: makes it.
        """
        known = self._derived.get(name)
        if known is None or known[0] is not by:
            known = self._derived[name] = (by, make())
        return cast("_Made", known[1])

    @property
    def first_at(self) -> datetime:
        """The first publication."""
        return published(self.reports[0])

    @property
    def last_at(self) -> datetime:
        """The newest publication, denials included."""
        return max(published(one) for one in (self.reports[-1], *self.denials[-1:]))


def published(report: Report) -> datetime:
    """Return when the report's article was published; the judge takes no report without."""
    if report.published_at is None:
        message = f"report {report.id} has no publication date"
        raise ValueError(message)
    return report.published_at


def in_order(report: Report) -> tuple[datetime, str]:
    """Sort key of reports: by publication; the id only makes it one order."""
    return published(report), report.id


def best(reports: tuple[Report, ...]) -> Report:
    """Return the report whose figure represents the incident.

    An exact figure before a vague one, then the newest, then the larger (one article that
    gives two figures means the whole by the larger); the id only makes it deterministic.
    """
    return max(
        reports,
        key=lambda one: (
            _COMPLETENESS[one.quantity.bound] >= _COMPLETENESS[Bound.MAX],
            published(one),
            _COMPLETENESS[one.quantity.bound],
            one.quantity.figure or 0,
            one.id,
        ),
    )


def lowest(reports: tuple[Report, ...]) -> int | None:
    """Return the lowest figure that any report gives."""
    return min(
        (figure for one in reports if (figure := _least(one.quantity)) is not None), default=None
    )


def highest(reports: tuple[Report, ...]) -> int | None:
    """Return the highest figure that any report gives."""
    return max(
        (figure for one in reports if (figure := _most(one.quantity)) is not None), default=None
    )


def _least(quantity: Quantity) -> int | None:
    return quantity.figure


def _most(quantity: Quantity) -> int | None:
    return quantity.low if quantity.high is None else quantity.high
