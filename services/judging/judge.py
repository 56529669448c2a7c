"""Judge one report, or what time alone brings. Pure and deterministic.

The same report after a crash gives the same alert with the same id and revision, byte for
byte; a report that the state already knows gives none. The incidents are a function of the set
of reports held, so the order in which they came does not change what an alert says in the end.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.schemas.alert import Alert
from tocsin.schemas.report import Report
from tocsin.schemas.rule import IncidentRule, Rule
from tocsin.services.judging.alerts.evaluation import Evaluation, Uncached
from tocsin.services.judging.alerts.outcome import Now, Withheld
from tocsin.services.judging.alerts.totals import as_event, with_total
from tocsin.services.judging.incidents.incident import published
from tocsin.services.judging.reconcile import reconciled
from tocsin.services.judging.retention import (
    is_watched,
    without_forgotten,
    without_surplus,
)
from tocsin.services.judging.revise import refreshed, without_superseded
from tocsin.services.judging.state.clock import EventClock
from tocsin.services.judging.state.slot_state import HeldReport, SlotState
from tocsin.services.judging.stories.country_stories import OtherTypes
from tocsin.services.judging.stories.story_note import StoryPart


@dataclass(frozen=True, slots=True)
class Judgement:
    """The state after a report, the alerts to publish before it is stored, and what was not."""

    state: SlotState
    alerts: tuple[Alert, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    parts: tuple[StoryPart, ...] = ()
    """The alerts of stories that changed, or that the report supports."""


def rules_for(rules: Iterable[Rule], event_type: str) -> tuple[IncidentRule, ...]:
    """Return the rules for incidents of a type; those that suppress others come first."""
    mine = [
        rule
        for rule in rules
        if isinstance(rule, IncidentRule) and rule.when.event_type == event_type
    ]
    return tuple(sorted(mine, key=lambda rule: (not rule.suppress, rule.id)))


def evaluate(
    state: SlotState, report: Report, clock: EventClock, rules: tuple[IncidentRule, ...]
) -> Judgement:
    """Judge one report from the state alone: the reference that every cache must equal."""
    return judge(state, report, clock, rules, Uncached())


def judge(
    state: SlotState,
    report: Report,
    clock: EventClock,
    rules: tuple[IncidentRule, ...],
    evaluation: Evaluation,
    others: OtherTypes | None = None,
) -> Judgement:
    """Judge one report of the state's country and type.

    Args:
        state: what is known; time has been let pass in it until `clock` (`lapse`).
        report: one event; without a publication date it belongs to no time and cannot ring.
        clock: has seen the report's publication.
        rules: of the report's type, by `rules_for`.
        evaluation: of the state: `Uncached`, or a cache that gives the same.
        others: the country's alerts of other types.
    """
    if evaluation.knows(state, report.id):
        return Judgement(refreshed(state, report))
    if not is_watched(report, rules):
        total = as_event(report)
        watched = total is not None and is_watched(total, rules)
        return Judgement(with_total(state, report) if watched else state)
    state = without_superseded(state, report)
    arrived = clock.newest or published(report)
    held = HeldReport(report=report, arrived=arrived)
    grown = without_surplus(
        state.model_copy(update={"reports": (*state.reports, held)}), evaluation
    )
    if not any(one is held for one in grown.reports):
        return Judgement(grown, withheld=(Withheld.NO_ROOM,))
    now = Now(clock, report.ingested_at or published(report), report)
    found = reconciled(grown, now, rules, evaluation, others)
    return Judgement(found.state, found.alerts, found.withheld, found.parts)


def lapse(
    state: SlotState,
    clock: EventClock,
    rules: tuple[IncidentRule, ...],
    evaluation: Evaluation,
    others: OtherTypes | None = None,
) -> Judgement:
    """Let time pass until `clock`: what was held back is sent, what is quiet expires and goes.

    Each thing happens at its own time, however long a step the clock made.
    """
    alerts: list[Alert] = []
    parts: list[StoryPart] = []
    while (due := evaluation.due(state, rules)) is not None and due <= (clock.newest or due):
        then = EventClock(since=clock.since, newest=due)
        kept = without_forgotten(state, due, rules, evaluation) if due == state.forget_at else state
        found = reconciled(kept, Now(then, due, None), rules, evaluation, others)
        alerts.extend(found.alerts)
        parts.extend(found.parts)
        if found.state == state:
            break
        state = found.state
    return Judgement(state, tuple(alerts), parts=tuple(parts))
