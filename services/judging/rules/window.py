"""Rules on a sliding window: `total` adds figures up, `frequency` counts."""

from bisect import bisect_right
from collections.abc import Callable
from itertools import groupby

from tocsin.schemas.report import Quantity
from tocsin.schemas.rule import Band, FrequencyRule, TotalRule
from tocsin.schemas.vocabulary import Bound
from tocsin.services.judging.incidents.incident import Incident
from tocsin.services.judging.incidents.independent_sources import independent_groups
from tocsin.services.judging.rules.conditions import standing
from tocsin.services.judging.rules.finding import RuleFinding, RuleScope, lead_of, of_many

Measure = Callable[[tuple[Incident, ...]], int]


def total(rule: TotalRule, scope: RuleScope) -> tuple[RuleFinding, ...]:
    """Return the stretches in which the figures add up to a band."""
    incidents = scope.incidents
    if rule.by == "country":
        return _stretches(rule, incidents, _sum_of_figures, None, Bound.MIN)
    borders = sorted(incidents, key=lambda one: (_whence(one), one.first_at))
    return tuple(
        finding
        for whence, group in groupby(borders, key=_whence)
        if whence
        for finding in _stretches(rule, tuple(group), _sum_of_figures, None, Bound.MIN)
    )


def frequency(rule: FrequencyRule, scope: RuleScope) -> tuple[RuleFinding, ...]:
    """Return the stretches with enough incidents, or independent sources."""
    incidents = scope.incidents
    if rule.count == "incidents":
        return _stretches(rule, incidents, len, "incidents", Bound.EXACT)

    def heard(window: tuple[Incident, ...]) -> int:
        return len(independent_groups(window))

    return _stretches(rule, incidents, heard, "independent sources", Bound.EXACT)


def _stretches(
    rule: TotalRule | FrequencyRule,
    incidents: tuple[Incident, ...],
    measure: Measure,
    counted: str | None,
    bound: Bound,
) -> tuple[RuleFinding, ...]:
    """Join the windows that reach a band and overlap; each is at its fullest window."""
    stretches: list[tuple[dict[str, Incident], int]] = []
    begins = [one.first_at for one in incidents]
    for last, begin in enumerate(begins):
        first = bisect_right(begins, begin - rule.window, hi=last)
        window = incidents[first : last + 1]
        size = measure(window)
        reached = standing(rule.bands, size).band
        if reached is None or reached == _reached_alone(rule, window):
            continue
        members = {one.reports[0].id: one for one in window}
        if stretches and not stretches[-1][0].keys().isdisjoint(members):
            joined, fullest = stretches.pop()
            members, size = {**joined, **members}, max(size, fullest)
        stretches.append((members, size))
    findings = []
    for members, size in stretches:
        band = standing(rule.bands, size).band
        if band is not None:
            quantity = Quantity(low=size, high=size if bound is Bound.EXACT else None, bound=bound)
            findings.append(of_many(tuple(members.values()), quantity, counted, band))
    return tuple(one for one in findings if one.independent >= rule.when.independent_sources)


def _reached_alone(rule: TotalRule | FrequencyRule, window: tuple[Incident, ...]) -> Band | None:
    """Return the band that one incident reaches by itself: a sum must add something to that."""
    if isinstance(rule, FrequencyRule):
        return None
    return standing(rule.bands, max(_sum_of_figures((one,)) for one in window)).band


def _sum_of_figures(incidents: tuple[Incident, ...]) -> int:
    return sum(lead_of(one).quantity.figure or 0 for one in incidents)


def _whence(incident: Incident) -> str:
    return next((one.from_country for one in incident.reports if one.from_country), "")
