"""What a rule finds among a country's incidents: something to ring for, or to keep ringing for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, auto
from functools import cached_property
from typing import Any

from tocsin.schemas.report import Place, Quantity, Report
from tocsin.schemas.rule import Band, IncidentRule
from tocsin.schemas.vocabulary import Cause, Unit
from tocsin.services.judging.incidents.confidence import of_incidents, of_sources
from tocsin.services.judging.incidents.event_cause import cause_of, common_cause
from tocsin.services.judging.incidents.event_place import place_of, where
from tocsin.services.judging.incidents.incident import (
    Incident,
    best,
    highest,
    in_order,
    lowest,
    published,
)
from tocsin.services.judging.incidents.independent_sources import Groups, independent_groups
from tocsin.services.judging.incidents.leading_figure import leading, of_one_event
from tocsin.services.judging.incidents.withdrawn import still_said
from tocsin.services.judging.rules.conditions import concerns
from tocsin.services.judging.state.clock import EventClock


@dataclass(frozen=True, slots=True)
class RuleScope:
    """What a rule goes by: what concerns it of the incidents at hand and gone, and the clock."""

    incidents: tuple[Incident, ...]
    """The parts of incidents that meet the rule's condition, by first publication."""
    days: tuple[tuple[date, int], ...]
    """Forgotten incidents that met the rule, by day."""
    clock: EventClock

    def is_as(self, other: "RuleScope") -> bool:
        """Return whether a rule finds the same in both; how late it is changes no finding."""
        return (
            self.incidents is other.incidents
            and self.days == other.days
            and self.clock.since == other.clock.since
        )


@dataclass(frozen=True)
class RuleFinding:
    """Reports that together may reach a band of a rule."""

    reports: tuple[Report, ...]
    lead: Report
    """The report whose words are used."""
    denials: tuple[Report, ...]
    quantity: Quantity
    unit: Unit | None
    counted: str | None
    """What was counted if it is not the reports' own unit: "incidents"."""
    low: int | None
    high: int | None
    band: Band | None
    """The band reached; without one, an alert that rang is now below its rule."""
    independent: int
    confidence: float | None
    is_one: bool
    """It is one event, not several together."""

    @cached_property
    def cause(self) -> Cause:
        """Why it happened; several events have one only if they share it."""
        return cause_of(self.lead, self.reports) if self.is_one else common_cause(self.reports)

    @cached_property
    def place(self) -> Place | None:
        """The finest place that all of it was in."""
        return place_of(self.lead, self.reports)

    @cached_property
    def from_country(self) -> str | None:
        """Where those who crossed came from."""
        told = (self.lead, *sorted(self.reports, key=in_order))
        return next((one.from_country for one in told if one.from_country), None)

    @property
    def where(self) -> str:
        """The place in words."""
        return where(self.lead.country, self.from_country, self.place)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the reports."""
        return tuple(report.id for report in self.reports)

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The ids of the oldest and the newest report: by them an alert finds its incident."""
        first, last = min(self.reports, key=in_order), max(self.reports, key=in_order)
        return (first.id,) if first is last else (first.id, last.id)

    @cached_property
    def last_at(self) -> datetime:
        """The newest publication."""
        return max(published(report) for report in (*self.reports, *self.denials))


Find = Callable[[Any, RuleScope], tuple[RuleFinding, ...]]
"""A kind of rule: what it finds; the rule is of its own class."""


class _Part(Enum):
    """What meets a condition if that is not part of an incident."""

    WHOLE = auto()
    NONE = auto()


def concerned(rule: IncidentRule, incident: Incident) -> Incident | None:
    """Return the part of an incident that meets the rule's condition."""
    part = incident.derived(f"concerned {rule.id}", rule, lambda: _concerned(rule, incident))
    if part is _Part.WHOLE:  # an incident that remembers itself would be collected late
        return incident
    return None if part is _Part.NONE else part


def _concerned(rule: IncidentRule, incident: Incident) -> Incident | _Part:
    reports = tuple(one for one in still_said(incident) if concerns(rule.when, one) is None)
    if len(reports) == len(incident.reports):
        return _Part.WHOLE
    return replace(incident, reports=reports, _derived={}) if reports else _Part.NONE


def all_concerned(rule: IncidentRule, incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Return the parts of incidents that meet the rule's condition, by first publication."""
    parts = (concerned(rule, incident) for incident in incidents)
    return tuple(sorted((p for p in parts if p is not None), key=lambda one: one.first_at))


def independent_of(incident: Incident) -> Groups:
    """Return an incident's reports in groups that are one source each."""
    return incident.derived("sources", None, lambda: independent_groups((incident,)))


def lead_of(incident: Incident) -> Report:
    """Return the report whose figure and words an incident has."""
    return incident.derived("lead", None, lambda: leading(incident.reports))


def of_incident(incident: Incident, band: Band | None) -> RuleFinding:
    """Return the finding of one incident by its own figure."""
    lead = lead_of(incident)
    counting = of_one_event(lead, incident.reports)
    sources = independent_of(incident)
    return RuleFinding(
        reports=incident.reports,
        lead=lead,
        denials=incident.denials,
        quantity=lead.quantity,
        unit=lead.unit,
        counted=None,
        low=lowest(counting),
        high=highest(counting),
        band=band,
        independent=len(sources),
        confidence=of_sources(sources),
        is_one=True,
    )


def of_many(
    incidents: tuple[Incident, ...], quantity: Quantity, counted: str | None, band: Band
) -> RuleFinding:
    """Return the finding of several incidents together."""
    reports = tuple(report for incident in incidents for report in incident.reports)
    lead = best(reports)
    return RuleFinding(
        reports=reports,
        lead=lead,
        denials=tuple(report for incident in incidents for report in incident.denials),
        quantity=quantity,
        unit=None if counted else lead.unit,
        counted=counted,
        low=quantity.low,
        high=quantity.high,
        band=band,
        independent=len(independent_groups(incidents)),
        confidence=of_incidents(independent_of(one) for one in incidents),
        is_one=False,
    )
