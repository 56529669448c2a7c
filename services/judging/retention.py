"""What is kept and what is let go, by event time: the state stays bounded."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from tocsin.schemas.report import Report
from tocsin.schemas.rule import FirstRule, FrequencyRule, IncidentRule, SpikeRule, TotalRule
from tocsin.schemas.vocabulary import Modality
from tocsin.services.judging.alerts.evaluation import Evaluation
from tocsin.services.judging.incidents.incident import Incident, published
from tocsin.services.judging.incidents.lifetime import LONGEST
from tocsin.services.judging.rules.conditions import concerns
from tocsin.services.judging.rules.finding import concerned, lead_of
from tocsin.services.judging.state.clock import LATENESS
from tocsin.services.judging.state.slot_state import DayCount, SlotState, with_marks

MOST_REPORTS: Final = 200
"""Reports held of one country and type; beyond that the incident that is longest quiet goes."""

MOST_OF_ONE: Final = 20
"""Reports held of one incident: the first, the one whose figure is used, and the newest."""


_LOOK_EVERY: Final = 8
"""Reports after which the bounds are checked: until then, this many more are held."""


def is_watched(report: Report, rules: tuple[IncidentRule, ...]) -> bool:
    """Return whether a rule wants the report, or would if it did not deny."""
    told = report
    if report.modality is Modality.NEGATED:
        told = report.model_copy(update={"modality": Modality.OCCURRED})
    return any(
        concerns(rule.when, report) is None or concerns(rule.when, told) is None for rule in rules
    )


def retention(lifetime: timedelta, rules: tuple[IncidentRule, ...]) -> timedelta:
    """Return how long after its last report an incident of this lifetime is kept."""
    windows = [
        rule.quiet + (rule.window if isinstance(rule, TotalRule | FrequencyRule) else timedelta())
        for rule in rules
    ]
    return max([lifetime, *windows]) + 2 * LATENESS


def without_surplus(state: SlotState, evaluation: Evaluation) -> SlotState:
    """Return the state within its bounds."""
    if len(state.reports) <= MOST_OF_ONE or len(state.reports) % _LOOK_EVERY:
        return state
    incidents = sorted(evaluation.incidents(state), key=_quiet_since)
    kept: list[Incident] = []
    room = MOST_REPORTS
    for incident in reversed(incidents):
        shortened = _shortened(incident)
        room -= len(shortened.reports) + len(shortened.denials)
        if room < 0 and kept:
            break
        kept.append(shortened)
    return _keeping(state, kept)


def without_forgotten(
    state: SlotState, now: datetime, rules: tuple[IncidentRule, ...], evaluation: Evaluation
) -> SlotState:
    """Return the state without the incidents whose time is over; some are counted by day."""
    if not state.reports:
        return state
    incidents = evaluation.incidents(state)
    over = [one for one in incidents if _forgotten_at(one, rules) <= now]
    if not over:
        return state
    counted = _counted(state, over, now, rules)
    kept = _keeping(state, [one for one in incidents if _forgotten_at(one, rules) > now])
    return kept.model_copy(update={"days": counted})


def next_forgetting(
    incidents: Iterable[Incident], rules: tuple[IncidentRule, ...]
) -> datetime | None:
    """Return the event time at which the next of the incidents is let go.

    A report that came late is held as long as one that came then: an archive is not read in
    order, and its other reports may still be on their way.
    """
    return min((_forgotten_at(one, rules) for one in incidents), default=None)


def _forgotten_at(incident: Incident, rules: tuple[IncidentRule, ...]) -> datetime:
    return incident.heard_at + incident.derived(
        "retention", rules, lambda: retention(incident.lifetime, rules)
    )


def _quiet_since(incident: Incident) -> tuple[datetime, str]:
    return published(incident.reports[-1]), incident.reports[0].id


def _shortened(incident: Incident) -> Incident:
    if len(incident.reports) <= MOST_OF_ONE:
        return incident
    first, *others = incident.reports
    lead = lead_of(incident)
    newest = others[1 - MOST_OF_ONE :]
    if lead is not first and not any(one is lead for one in newest):
        newest = [lead, *newest[1:]]
    reports = (first, *newest)
    denials = incident.denials[-MOST_OF_ONE:]
    return replace(incident, reports=reports, denials=denials, _derived={})


def _keeping(state: SlotState, incidents: list[Incident]) -> SlotState:
    ids = {one.id for kept in incidents for one in (*kept.reports, *kept.denials)}
    sent = tuple(one for one in state.sent if not ids.isdisjoint(one.anchors))
    held = tuple(one for one in state.reports if one.report.id in ids)
    gone = [one.report.id for one in state.reports if one.report.id not in ids]
    closed = [one.alert_id for one in state.sent if ids.isdisjoint(one.anchors)]
    return state.model_copy(
        update={
            "reports": held,
            "sent": sent,
            "past_reports": with_marks(state.past_reports, gone),
            "past_alerts": with_marks(state.past_alerts, closed),
        }
    )


def _counted(
    state: SlotState, over: list[Incident], now: datetime, rules: tuple[IncidentRule, ...]
) -> tuple[DayCount, ...]:
    """Return the counts by day with these incidents, without days that no rule looks back to."""
    counts: Counter[tuple[str, date]] = Counter()
    for known in state.days:
        counts[known.rule_id, known.day] += known.count
    for rule in rules:
        back = _looks_back(rule)
        if back is None:
            continue
        for incident in over:
            part = concerned(rule, incident)
            if part is not None:
                counts[rule.id, part.first_at.date()] += 1
        oldest = (now - back - retention(LONGEST, rules)).date()
        for key in [key for key in counts if key[0] == rule.id and key[1] < oldest]:
            del counts[key]
    return tuple(
        DayCount(rule_id=rule_id, day=day, count=count)
        for (rule_id, day), count in sorted(counts.items())
    )


def _looks_back(rule: IncidentRule) -> timedelta | None:
    match rule:
        case SpikeRule():
            return rule.baseline
        case FirstRule():
            return rule.after
        case _:
            return None
