"""Bring what people saw up to what the rules find now."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.rule import IncidentRule
from tocsin.services.judging.alerts.evaluation import Evaluation, RuleEvaluation
from tocsin.services.judging.alerts.outcome import (
    AlertOutcome,
    Now,
    RuleContext,
    Withheld,
    ended,
    followed,
    rung,
    unsupported,
)
from tocsin.services.judging.retention import next_forgetting
from tocsin.services.judging.rules.finding import RuleFinding
from tocsin.services.judging.state.slot_state import SentAlert, SlotState
from tocsin.services.judging.stories.country_stories import OtherTypes
from tocsin.services.judging.stories.story_note import StoryPart


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The state after all rules evaluated it, what to publish, what was withheld, and stories."""

    state: SlotState
    alerts: tuple[Alert, ...]
    withheld: tuple[Withheld, ...]
    parts: tuple[StoryPart, ...]
    """The alerts of stories that changed, or that the report that came supports."""


def reconciled(
    state: SlotState,
    now: Now,
    rules: tuple[IncidentRule, ...],
    evaluation: Evaluation,
    others: OtherTypes | None = None,
) -> Reconciled:
    """Let all rules evaluate a state."""
    incidents = evaluation.incidents(state)
    seen: dict[str, list[SentAlert]] = defaultdict(list)
    for sent in state.sent:
        seen[sent.rule_id].append(sent)
    sents: list[SentAlert] = []
    outcomes: list[AlertOutcome] = []
    parts: list[StoryPart] = []
    for rule in rules:
        known = evaluation.rule(rule)
        findings = known.findings(incidents, state.days, now.clock)
        mine = tuple(seen[rule.id])
        muted = _is_muted(rule, rules, sents)
        if known.stands(findings, mine, muted=muted, now=now.event_time):
            sents.extend(mine)
            continue
        context = RuleContext(rule, state, incidents, now, muted, tuple(sents), others)
        became = list(_seen_to(context, known, findings, mine))
        stand = [(one.sent, finding) for one, finding in became if one.sent is not None]
        known.leave(findings, stand, muted=muted)
        sents.extend(sent for sent, _ in stand)
        outcomes.extend(one for one, _ in became)
        parts.extend(_parts(context, mine, stand))
    forget_at = next_forgetting(incidents, rules)
    after = state.model_copy(update={"sent": tuple(sents), "forget_at": forget_at})
    evaluation.leave(after, rules)
    return Reconciled(
        after,
        tuple(outcome.alert for outcome in outcomes if outcome.alert),
        tuple(outcome.withheld for outcome in outcomes if outcome.withheld),
        tuple(parts),
    )


def _parts(
    context: RuleContext,
    before: tuple[SentAlert, ...],
    after: list[tuple[SentAlert, RuleFinding | None]],
) -> Iterator[StoryPart]:
    """Yield one rule's alerts that changed, or that the report that came supports."""
    known = {sent.alert_id: sent for sent in before}
    for sent, finding in after:
        if sent.story_id is None:
            continue
        is_news = finding is not None and context.is_news(finding)
        if is_news or sent != known.get(sent.alert_id):
            over = sent.ended is AlertKind.RETRACTION
            reports = () if over or finding is None else finding.reports
            at = context.now.event_time
            yield StoryPart(sent.alert_id, sent.story_id, at, over, reports)


def _is_muted(rule: IncidentRule, rules: tuple[IncidentRule, ...], sents: list[SentAlert]) -> bool:
    """Return whether a rule that suppresses this one rings."""
    louder = {other.id for other in rules if rule.id in other.suppress}
    return bool(louder) and any(one.rule_id in louder and not one.ended for one in sents)


def _seen_to(
    context: RuleContext,
    evaluation: RuleEvaluation,
    findings: tuple[RuleFinding, ...],
    seen: tuple[SentAlert, ...],
) -> Iterator[tuple[AlertOutcome, RuleFinding | None]]:
    """Yield what becomes of one rule's alerts, and of what it finds that has none yet."""
    place = {id(finding): number for number, finding in enumerate(findings)}
    index = {one: number for number, finding in enumerate(findings) for one in finding.ids}
    taken: set[int] = set()
    for sent in seen:
        known = place.get(id(evaluation.behind(sent, context.now.event_time)))
        if known is not None and known not in taken:
            taken.add(known)
            yield AlertOutcome(sent), findings[known]
            continue
        at = min((index[one] for one in sent.anchors if one in index), default=None)
        if at is None:
            yield unsupported(context, sent), None
            continue
        finding = findings[at]
        if at in taken:
            yield ended(context, sent, finding, AlertKind.RETRACTION, Change.SAME_EVENT), finding
        else:
            taken.add(at)
            yield followed(context, sent, finding), finding
    left = [finding for number, finding in enumerate(findings) if number not in taken]
    yield from _rung(context, seen, [finding for finding in left if finding.band is not None])


def _rung(
    context: RuleContext, seen: tuple[SentAlert, ...], findings: list[RuleFinding]
) -> Iterator[tuple[AlertOutcome, RuleFinding | None]]:
    """Yield what becomes of findings that reach a band and have no alert yet."""
    known = {sent.alert_id for sent in seen} if findings else set()
    for finding in findings:
        outcome = rung(context, finding, known)
        known |= {outcome.sent.alert_id} if outcome.sent else set()
        yield outcome, finding
