"""Rules on the figure of one incident: `threshold`, and `first` after a silence."""

from bisect import bisect_left
from dataclasses import replace
from datetime import UTC, datetime, time

from tocsin.schemas.rule import FirstRule, ThresholdRule
from tocsin.services.judging.incidents.incident import Incident
from tocsin.services.judging.rules.conditions import standing
from tocsin.services.judging.rules.finding import RuleFinding, RuleScope, of_incident


def threshold(rule: ThresholdRule, scope: RuleScope) -> tuple[RuleFinding, ...]:
    """Return every incident with the band that its best figure reaches."""
    return tuple(_measured(rule, incident) for incident in scope.incidents)


def first(rule: FirstRule, scope: RuleScope) -> tuple[RuleFinding, ...]:
    """Return the incidents before which nothing met the condition for the rule's time."""
    since = scope.clock.since
    if since is None:
        return ()
    begins = [incident.first_at for incident in scope.incidents]
    before = sorted({*begins, *(datetime.combine(day, time(), UTC) for day, _ in scope.days)})
    return tuple(
        _measured(rule, incident)
        for incident, begin in zip(scope.incidents, begins, strict=True)
        if since <= begin - rule.after
        and bisect_left(before, begin) == bisect_left(before, begin - rule.after)
    )


def _measured(rule: ThresholdRule | FirstRule, incident: Incident) -> RuleFinding:
    return incident.derived(f"measured {rule.id}", rule, lambda: _measure(rule, incident))


def _measure(rule: ThresholdRule | FirstRule, incident: Incident) -> RuleFinding:
    finding = of_incident(incident, None)
    if finding.independent < rule.when.independent_sources:
        return finding
    # a band from 0 on asks for no figure at all
    figure = (
        finding.quantity.figure or 0 if rule.bands[0].at_least == 0 else finding.quantity.figure
    )
    return replace(finding, band=standing(rule.bands, figure).band)
