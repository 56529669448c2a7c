"""Compose one revision of an alert from a rule and what it found."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Final

from tocsin.schemas.alert import Alert, AlertKind, Before, Change, InAll, SourceReport
from tocsin.schemas.report import Period, Report
from tocsin.schemas.rule import IncidentRule
from tocsin.schemas.vocabulary import MsgType
from tocsin.services.judging.alerts.codes import category_of, plover_of, urgency_of
from tocsin.services.judging.alerts.join_reasons import with_reasons
from tocsin.services.judging.alerts.lifecycle import certainty_of, severity_of
from tocsin.services.judging.alerts.summary import summary, why
from tocsin.services.judging.alerts.title import title
from tocsin.services.judging.incidents.incident import in_order, published
from tocsin.services.judging.incidents.independent_sources import as_sources
from tocsin.services.judging.rules.finding import RuleFinding
from tocsin.services.judging.state.clock import LATENESS

MOST_SOURCES: Final = 20
"""Sources in an alert at most: it must fit a message, and people read the first and the newest."""

MSG_TYPE: Final = {
    AlertKind.INITIAL: MsgType.ALERT,
    AlertKind.UPDATE: MsgType.UPDATE,
    AlertKind.EXPIRED: MsgType.UPDATE,
    AlertKind.RETRACTION: MsgType.CANCEL,
}


@dataclass(frozen=True, slots=True)
class RevisionHeader:
    """What distinguishes one revision from another."""

    alert_id: str
    number: int
    kind: AlertKind
    change: Change
    detected_at: datetime
    before: Before | None
    held: int = 0
    story_id: str | None = None
    related: tuple[str, ...] = ()
    in_all: InAll | None = None


def alert_id(rule_id: str, country: str | None, begun: datetime, ordinal: int) -> str:
    """Return the id of an alert: the same after any crash.

    Args:
        rule_id: the rule that rang.
        country: where; None for an unknown country.
        begun: first publication known when it rang; its day counts.
        ordinal: distinguishes alerts of one rule, country and day; the first is 0.
    """
    identity = f"{rule_id}|{country or 'XX'}|{begun:%Y-%m-%d}|{ordinal}".encode()
    return blake2b(identity, digest_size=12).hexdigest()


def compose(rule: IncidentRule, finding: RuleFinding, revision: RevisionHeader) -> Alert:
    """Return the alert as it is now with this revision."""
    lead = finding.lead
    reports = tuple(sorted(finding.reports, key=in_order))
    groups = finding.independent
    return Alert(
        id=revision.alert_id,
        revision=revision.number,
        kind=revision.kind,
        change=revision.change,
        rule_id=rule.id,
        rule_version=rule.version,
        title=title(rule, finding),
        summary=summary(rule, finding, revision.in_all),
        why=why(rule, finding),
        event_type=lead.event_type,
        subtype=lead.subtype,
        plover=plover_of(lead.event_type, lead.subtype, finding.cause),
        modality=lead.modality,
        quantity=finding.quantity,
        low=finding.low,
        high=finding.high,
        before=revision.before,
        unit=finding.unit,
        actor=lead.actor,
        country=lead.country,
        from_country=finding.from_country,
        place=finding.place,
        cause=finding.cause,
        category=category_of(finding.cause, rule.category),
        urgency=urgency_of(lead, reports),
        severity=severity_of(finding),
        certainty=certainty_of(finding),
        msg_type=MSG_TYPE[revision.kind],
        happened=_happened(reports),
        first_published_at=published(reports[0]),
        last_published_at=finding.last_at,
        detected_at=revision.detected_at,
        expires=finding.last_at + rule.quiet + LATENESS,
        confidence=finding.confidence,
        independent_sources=groups,
        held=revision.held,
        story_id=revision.story_id,
        related=revision.related,
        in_all=revision.in_all,
        sources=_sources(finding, reports),
    )


def _happened(reports: tuple[Report, ...]) -> Period | None:
    """Return the time from the earliest to the latest that any report names."""
    told = [report.happened for report in reports if report.happened is not None]
    if not told:
        return None
    return Period(
        earliest=min(one.earliest for one in told), latest=max(one.latest for one in told)
    )


def _sources(finding: RuleFinding, reports: tuple[Report, ...]) -> tuple[SourceReport, ...]:
    """Return what the articles say; of one event also why they are taken for one."""
    listed = _listed(as_sources(reports, finding.denials))
    return with_reasons(listed, reports) if finding.is_one else listed


def _listed(sources: tuple[SourceReport, ...]) -> tuple[SourceReport, ...]:
    """Return the first and the newest of very many."""
    if len(sources) <= MOST_SOURCES:
        return sources
    return (sources[0], *sources[1 - MOST_SOURCES :])
