"""Compose one revision of an alert from a rule, a report and what all sources say."""

from hashlib import blake2b
from typing import Final

from schemas.alert import Alert, AlertKind, Change, SourceReport
from schemas.article import Moment
from schemas.report import Report
from schemas.rule import Rule
from schemas.vocabulary import PLOVER, Certainty, Modality, MsgType, Severity, Urgency
from services.detector.judging.incident import best
from services.detector.judging.rules import standing
from services.detector.judging.wording import summary, title, why

_URGENCY: Final = {
    Modality.OCCURRED: Urgency.IMMEDIATE,
    Modality.ANNOUNCED: Urgency.EXPECTED,
    Modality.HYPOTHETICAL: Urgency.FUTURE,
    Modality.HISTORICAL: Urgency.PAST,
    Modality.NEGATED: Urgency.UNKNOWN,
}


def alert_id(rule: Rule, country: str | None, key: str) -> str:
    """Return the alert's id: a hash of rule and incident, the same after any crash."""
    identity = f"{rule.id}|{country or 'XX'}|{key}".encode()
    return blake2b(identity, digest_size=12).hexdigest()


def first(
    rule: Rule, report: Report, key: str, sources: tuple[SourceReport, ...], detected_at: Moment
) -> Alert:
    """Return the initial alert of an incident."""
    return _compose(
        rule,
        report,
        sources,
        detected_at,
        identity=alert_id(rule, report.country, key),
        revision=1,
        change=Change.FIRST_REPORT,
    )


def revised(
    previous: Alert,
    rule: Rule,
    report: Report,
    sources: tuple[SourceReport, ...],
    detected_at: Moment,
    change: Change,
) -> Alert:
    """Return the next revision of `previous`."""
    return _compose(
        rule,
        report,
        sources,
        detected_at,
        identity=previous.id,
        revision=previous.revision + 1,
        change=change,
    )


def _compose(  # noqa: PLR0913 - an alert has that many independent parts
    rule: Rule,
    report: Report,
    sources: tuple[SourceReport, ...],
    detected_at: Moment,
    *,
    identity: str,
    revision: int,
    change: Change,
) -> Alert:
    quantity = best(sources).quantity
    band = standing(rule, quantity).band
    outlets = tuple(dict.fromkeys(one.source for one in sources if one.source))
    initial = change is Change.FIRST_REPORT
    return Alert(
        id=identity,
        revision=revision,
        kind=AlertKind.INITIAL if initial else AlertKind.UPDATE,
        change=change,
        rule_id=rule.id,
        rule_version=rule.version,
        title=title(report, quantity),
        summary=summary(report, quantity, outlets),
        why=why(rule, band, quantity),
        event_type=report.event_type,
        subtype=report.subtype,
        plover=PLOVER[report.event_type],
        modality=report.modality,
        quantity=quantity,
        unit=report.unit,
        actor=report.actor,
        country=report.country,
        from_country=report.from_country,
        place=report.place,
        category=rule.category,
        urgency=_URGENCY[report.modality],
        severity=band.severity if band else Severity.MINOR,
        certainty=Certainty.LIKELY if len(outlets) > 1 else Certainty.POSSIBLE,
        msg_type=MsgType.ALERT if initial else MsgType.UPDATE,
        first_published_at=sources[0].published_at,
        last_published_at=sources[-1].published_at,
        detected_at=detected_at,
        sources=sources,
    )
