"""Rules on an unusual number of incidents a day: `spike`."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from math import exp, lgamma, log

from tocsin.schemas.report import Quantity
from tocsin.schemas.rule import SpikeRule
from tocsin.schemas.vocabulary import Bound
from tocsin.services.judging.rules.conditions import standing
from tocsin.services.judging.rules.finding import RuleFinding, RuleScope, of_many


def spike(rule: SpikeRule, scope: RuleScope) -> tuple[RuleFinding, ...]:
    """Return the days with more incidents than the baseline makes likely."""
    incidents = scope.incidents
    counts = Counter(dict(scope.days))
    counts.update(one.first_at.date() for one in incidents)
    findings = []
    for day in sorted({one.first_at.date() for one in incidents}):
        band = standing(rule.bands, counts[day]).band
        if band is None or not _is_watched(day, rule.baseline, scope):
            continue
        before = sum(count for past, count in counts.items() if day - rule.baseline <= past < day)
        if chance_of(counts[day], before, rule.baseline.days) > rule.false_alarm_rate:
            continue
        todays = tuple(one for one in incidents if one.first_at.date() == day)
        quantity = Quantity(low=counts[day], high=counts[day], bound=Bound.EXACT)
        findings.append(of_many(todays, quantity, "incidents", band))
    return tuple(findings)


def chance_of(count: int, before: int, days: int) -> float:
    """Return the probability of `count` or more on a day, after `before` on `days` days.

    Counts of a day are Poisson with an unknown rate; with the Jeffreys prior Gamma(1/2, 0) the
    forecast is negative binomial with r = before + 1/2 and p = days / (days + 1).
    """
    shape, stays = before + 0.5, days / (days + 1)
    below = sum(
        exp(
            lgamma(k + shape)
            - lgamma(shape)
            - lgamma(k + 1)
            + shape * log(stays)
            + k * log(1 - stays)
        )
        for k in range(count)
    )
    return max(0.0, 1.0 - below)


def _is_watched(day: date, baseline: timedelta, scope: RuleScope) -> bool:
    begun = scope.clock.since
    return begun is not None and begun <= datetime.combine(day, time(), UTC) - baseline
