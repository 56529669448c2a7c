"""What becomes of one alert: it rings, is updated, held back, or ends."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import count

from tocsin.schemas.alert import Alert, AlertKind, Before, Change
from tocsin.schemas.report import Report
from tocsin.schemas.rule import IncidentRule
from tocsin.services.judging.alerts.alert import RevisionHeader, alert_id, compose
from tocsin.services.judging.alerts.lifecycle import (
    certainty_of,
    is_worse,
    needs_update,
    severity_of,
)
from tocsin.services.judging.alerts.totals import in_all
from tocsin.services.judging.incidents.incident import Incident, published
from tocsin.services.judging.rules.finding import RuleFinding, concerned, of_incident
from tocsin.services.judging.state.clock import EventClock
from tocsin.services.judging.state.slot_state import SentAlert, SlotState, is_marked
from tocsin.services.judging.stories.country_stories import OtherTypes
from tocsin.services.judging.stories.same_story import likeness


class Withheld(StrEnum):
    """Why something that met a rule was not sent."""

    INTERVAL = "minimum_interval"
    SUPPRESSED = "suppressed"
    STALE = "stale"
    NO_ROOM = "no_room"


@dataclass(frozen=True, slots=True)
class Now:
    """When something is judged, and because of what."""

    clock: EventClock
    detected_at: datetime
    report: Report | None
    """The report that came; None if only time passed."""

    @property
    def event_time(self) -> datetime:
        """The newest publication known."""
        return self.clock.newest or self.detected_at


@dataclass(frozen=True, slots=True)
class AlertOutcome:
    """What became of one alert."""

    sent: SentAlert | None
    alert: Alert | None = None
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What stays the same while one rule's alerts are evaluated."""

    rule: IncidentRule
    state: SlotState
    incidents: tuple[Incident, ...]
    now: Now
    muted: bool
    seen_to: tuple[SentAlert, ...] = ()
    """The alerts of the rules before this one, as they are now."""
    others: OtherTypes | None = None
    """The alerts of the country's other event types; None if they are not known."""

    @property
    def alerts(self) -> tuple[SentAlert, ...]:
        """All alerts of the state, as they are now."""
        return tuple({one.alert_id: one for one in (*self.state.sent, *self.seen_to)}.values())

    def is_news(self, finding: RuleFinding) -> bool:
        """Return whether the report that came supports this finding: others change nothing."""
        came = self.now.report
        told = (*finding.reports, *finding.denials)
        return came is not None and any(one.id == came.id for one in told)


def rung(context: RuleContext, finding: RuleFinding, known: set[str]) -> AlertOutcome:
    """Return the initial alert of a finding, unless something speaks against it."""
    if context.muted:
        return AlertOutcome(
            None, withheld=Withheld.SUPPRESSED if context.is_news(finding) else None
        )
    if not any(_is_fresh(context.rule, report) for report in finding.reports):
        return AlertOutcome(None, withheld=Withheld.STALE if context.is_news(finding) else None)
    begun = min(published(report) for report in finding.reports)
    ids = (alert_id(context.rule.id, finding.lead.country, begun, n) for n in count())
    identity = next(
        one for one in ids if one not in known and not is_marked(one, context.state.past_alerts)
    )
    story_id = story_of(context, finding, identity)
    revision = RevisionHeader(
        alert_id=identity,
        number=1,
        kind=AlertKind.INITIAL,
        change=Change.FIRST_REPORT,
        detected_at=context.now.detected_at,
        before=None,
        story_id=story_id,
        related=related_to(context, story_id, identity),
    )
    return AlertOutcome(_as_sent(context, finding, revision), _composed(context, finding, revision))


def followed(context: RuleContext, sent: SentAlert, finding: RuleFinding) -> AlertOutcome:
    """Return what an alert that people saw needs now."""
    quiet = context.now.clock.is_past(finding.last_at + context.rule.quiet)
    grown = _is_other(sent, finding)
    if sent.ended is AlertKind.RETRACTION:
        return AlertOutcome(sent)
    if sent.ended is AlertKind.EXPIRED:
        if not grown:
            return AlertOutcome(sent)
        if quiet:
            return ended(context, sent, finding, AlertKind.EXPIRED, Change.LATE_REPORT)
        sent = sent.model_copy(update={"ended": None})
    elif quiet:
        return ended(context, sent, finding, AlertKind.EXPIRED, Change.QUIET)
    change = needs_update(sent, finding)
    if change is None:
        return AlertOutcome(_resting(sent, finding))
    rested = context.now.event_time >= sent.sent_at + context.rule.min_interval
    if rested or is_worse(finding, sent):
        story_id = story_now(context, sent, finding)
        revision = _next(context, sent, AlertKind.UPDATE, change, story_id)
        return AlertOutcome(
            _as_sent(context, finding, revision), _composed(context, finding, revision)
        )
    held = sent.held + context.is_news(finding)
    waiting = sent.model_copy(
        update={
            "anchors": finding.anchors,
            "last_at": finding.last_at,
            "pending": True,
            "held": held,
        }
    )
    return AlertOutcome(waiting, withheld=Withheld.INTERVAL if context.is_news(finding) else None)


def _resting(sent: SentAlert, finding: RuleFinding) -> SentAlert:
    """Return what people saw, with the reports that support it now; most often the same."""
    anchors = finding.anchors
    if sent.anchors == anchors and sent.last_at == finding.last_at and not sent.pending:
        return sent
    return sent.model_copy(
        update={"anchors": anchors, "last_at": finding.last_at, "pending": False}
    )


def _is_other(sent: SentAlert, finding: RuleFinding) -> bool:
    """Return whether other reports support an alert than when people saw it last."""
    return (
        len(finding.reports) + len(finding.denials) != sent.reports
        or finding.anchors != sent.anchors
        or (finding.quantity is not sent.quantity and finding.quantity != sent.quantity)
    )


def ended(
    context: RuleContext, sent: SentAlert, finding: RuleFinding, kind: AlertKind, change: Change
) -> AlertOutcome:
    """Return the last revision of an alert."""
    if sent.ended is AlertKind.RETRACTION:
        return AlertOutcome(sent)
    revision = _next(context, sent, kind, change, sent.story_id)
    after = _as_sent(context, finding, revision).model_copy(update={"ended": kind})
    return AlertOutcome(after, _composed(context, finding, revision))


def unsupported(context: RuleContext, sent: SentAlert) -> AlertOutcome:
    """Return how an alert ends that no finding supports any more."""
    if sent.ended is not None:
        return AlertOutcome(sent)
    for incident in context.incidents:
        if not {report.id for report in incident.reports}.isdisjoint(sent.anchors):
            part = concerned(context.rule, incident) or incident
            finding = of_incident(part, None)
            return ended(context, sent, finding, AlertKind.RETRACTION, Change.TAKEN_BACK)
    return AlertOutcome(None)


def _next(
    context: RuleContext,
    sent: SentAlert,
    kind: AlertKind,
    change: Change,
    story_id: str | None,
) -> RevisionHeader:
    before = Before(quantity=sent.quantity, severity=sent.severity, certainty=sent.certainty)
    return RevisionHeader(
        alert_id=sent.alert_id,
        number=sent.revision + 1,
        kind=kind,
        change=change,
        detected_at=max(context.now.detected_at, sent.detected_at or context.now.detected_at),
        before=before,
        held=sent.held,
        story_id=story_id,
        related=related_to(context, story_id, sent.alert_id),
    )


def _as_sent(context: RuleContext, finding: RuleFinding, revision: RevisionHeader) -> SentAlert:
    return SentAlert(
        rule_id=context.rule.id,
        alert_id=revision.alert_id,
        revision=revision.number,
        anchors=finding.anchors,
        quantity=finding.quantity,
        severity=severity_of(finding),
        certainty=certainty_of(finding),
        reports=len(finding.reports) + len(finding.denials),
        sent_at=context.now.event_time,
        detected_at=revision.detected_at,
        last_at=finding.last_at,
        story_id=revision.story_id,
    )


def _composed(context: RuleContext, finding: RuleFinding, revision: RevisionHeader) -> Alert:
    total = in_all(context.state, finding)
    return compose(context.rule, finding, replace(revision, in_all=total) if total else revision)


def story_of(
    context: RuleContext, finding: RuleFinding, alert_id: str, alone: str | None = None
) -> str | None:
    """Return the story that an alert belongs to: that of the alert it is most like.

    If none is like it, the one where people saw it alone, else its own. Which came first decides
    only the story's id. An alert that expired counts too: articles may come long after their event.
    """
    if not finding.is_one:
        return None
    positions = {
        one.id: at for at, incident in enumerate(context.incidents) for one in incident.reports
    }
    fits = [
        (
            likeness(finding.reports, context.incidents[at].reports),
            sent.ended is None,
            sent.story_id,
        )
        for sent in context.alerts
        if sent.story_id is not None
        and sent.alert_id != alert_id
        and sent.ended is not AlertKind.RETRACTION
        and (at := min((positions[one] for one in sent.anchors if one in positions), default=None))
        is not None
    ]
    if context.others is not None:
        near = context.others.fits(finding.reports, context.now.event_time)
        fits += [(odds, True, story_id) for odds, story_id in near]
    odds, _, story_id = max(fits, default=(0.0, False, alert_id))
    return story_id if odds > 0 else alone or alert_id


def story_now(context: RuleContext, sent: SentAlert, finding: RuleFinding) -> str | None:
    """Return the story of an alert that is revised: one that was alone may join another's.

    The sentence that tells of both may have come with a later outlet. An alert that others are
    with stays where people saw it.
    """
    if sent.story_id is None or related_to(context, sent.story_id, sent.alert_id):
        return sent.story_id
    return story_of(context, finding, sent.alert_id, sent.story_id)


def related_to(context: RuleContext, story_id: str | None, alert_id: str) -> tuple[str, ...]:
    """Return the other alerts of a story that people saw and that were not withdrawn."""
    if story_id is None:
        return ()
    mine = tuple(
        one.alert_id
        for one in context.alerts
        if one.story_id == story_id
        and one.alert_id != alert_id
        and one.ended is not AlertKind.RETRACTION
    )
    if context.others is None:
        return mine
    return mine + context.others.alerts_of(story_id, context.now.event_time)


def _is_fresh(rule: IncidentRule, report: Report) -> bool:
    """Return whether a report was young enough when it came; one read from a file always is."""
    if rule.max_age is None or report.ingested_at is None:
        return True
    return report.ingested_at - published(report) <= rule.max_age
