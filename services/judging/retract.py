"""Take an alert back because a person says so: once, and for good."""

from tocsin.schemas.alert import AlertKind, Change
from tocsin.schemas.control import Retraction
from tocsin.schemas.rule import IncidentRule
from tocsin.services.judging.alerts.evaluation import Evaluation
from tocsin.services.judging.alerts.outcome import Now, RuleContext, ended
from tocsin.services.judging.alerts.summary import taken_back_by
from tocsin.services.judging.judge import Judgement
from tocsin.services.judging.rules.finding import (
    RuleFinding,
    RuleScope,
    all_concerned,
    concerned,
    of_incident,
)
from tocsin.services.judging.rules.kinds import KINDS
from tocsin.services.judging.state.clock import EventClock
from tocsin.services.judging.state.slot_state import SentAlert, SlotState
from tocsin.services.judging.stories.country_stories import OtherTypes
from tocsin.services.judging.stories.story_note import StoryPart


def retract(
    state: SlotState,
    said: Retraction,
    clock: EventClock,
    rules: tuple[IncidentRule, ...],
    evaluation: Evaluation,
    others: OtherTypes | None = None,
) -> Judgement:
    """Return the state with the alert taken back, and its last revision.

    An alert that this state does not hold, or that is taken back already, changes nothing; so a
    word that comes twice is obeyed once.
    """
    sent = next((one for one in state.sent if one.alert_id == said.id), None)
    rule = next((one for one in rules if sent and one.id == sent.rule_id), None)
    if sent is None or rule is None or sent.ended is AlertKind.RETRACTION:
        return Judgement(state)
    incidents = evaluation.incidents(state)
    now = Now(clock, said.at, None)
    context = RuleContext(rule, state, incidents, now, muted=False, others=others)
    finding = _behind(context, sent)
    if finding is None:
        return Judgement(state)
    outcome = ended(context, sent, finding, AlertKind.RETRACTION, Change.RETRACTED)
    after = tuple(outcome.sent or one if one is sent else one for one in state.sent)
    why = taken_back_by(rule, said)
    alerts = () if outcome.alert is None else (outcome.alert.model_copy(update={"why": why}),)
    parts: tuple[StoryPart, ...] = ()
    if sent.story_id is not None:
        part = StoryPart(sent.alert_id, sent.story_id, now.event_time, taken_back=True, reports=())
        parts = (part,)
    return Judgement(state.model_copy(update={"sent": after}), alerts, parts=parts)


def _behind(context: RuleContext, sent: SentAlert) -> RuleFinding | None:
    """Return what supports an alert now."""
    days = tuple(
        (one.day, one.count) for one in context.state.days if one.rule_id == context.rule.id
    )
    scope = RuleScope(all_concerned(context.rule, context.incidents), days, context.now.clock)
    findings = KINDS[type(context.rule)](context.rule, scope)
    for finding in findings:
        if not set(finding.ids).isdisjoint(sent.anchors):
            return finding
    for incident in context.incidents:
        if not {report.id for report in incident.reports}.isdisjoint(sent.anchors):
            return of_incident(concerned(context.rule, incident) or incident, None)
    return None
