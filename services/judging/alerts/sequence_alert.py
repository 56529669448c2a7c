"""The alert of a sequence, composed of its two steps."""

from hashlib import blake2b
from typing import Final

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.fields.duration import in_words
from tocsin.schemas.report import Period
from tocsin.schemas.rule import SequenceRule
from tocsin.schemas.vocabulary import FROM_VAGUE_TO_SURE
from tocsin.services.judging.alerts.alert import MOST_SOURCES, MSG_TYPE
from tocsin.services.judging.incidents.event_place import country_or_unknown

_OF_THE_WAY: Final = {
    *("revision", "kind", "change", "before", "held", "detected_at", "msg_type", "silenced_by")
}
_OF_FIRST: Final = MOST_SOURCES // 2


def compose(rule: SequenceRule, first: Alert | None, then: Alert) -> Alert:
    """Return what is known of the sequence; without a first step it is to be taken back."""
    begun = first or then
    sources = (*begun.sources[:_OF_FIRST], *then.sources[-_OF_FIRST:]) if first else then.sources
    return then.model_copy(
        update={
            "rule_id": rule.id,
            "rule_version": rule.version,
            "category": rule.category,
            "severity": rule.severity,
            "certainty": min(begun.certainty, then.certainty, key=FROM_VAGUE_TO_SURE.index),
            "title": f"Sequence: {rule.title}. {then.title}",
            "summary": f"{begun.summary} Then: {then.summary}" if first else then.summary,
            "why": _why(rule, first, then),
            "happened": _from_first_to_last(begun.happened, then.happened),
            "first_published_at": begun.first_published_at,
            "last_published_at": max(begun.last_published_at, then.last_published_at),
            "confidence": _less_sure(begun.confidence, then.confidence),
            "independent_sources": min(begun.independent_sources, then.independent_sources),
            "related": tuple(dict.fromkeys((begun.id, then.id))),
            "sources": tuple({one.report_id: one for one in sources}.values()),
            "kind": AlertKind.INITIAL,
            "change": Change.FIRST_REPORT,
            "msg_type": MSG_TYPE[AlertKind.INITIAL],
            "held": 0,
            "silenced_by": None,
        }
    )


def content_mark(rule: SequenceRule, first: Alert | None, then: Alert) -> str:
    """Return a hash of what the alert says, whatever its revision."""
    content = compose(rule, first, then).model_dump_json(exclude=_OF_THE_WAY)
    return blake2b(content.encode(), digest_size=8).hexdigest()


def _from_first_to_last(one: Period | None, other: Period | None) -> Period | None:
    if one is None or other is None:
        return one or other
    return Period(earliest=min(one.earliest, other.earliest), latest=max(one.latest, other.latest))


def _less_sure(one: float | None, other: float | None) -> float | None:
    known = [each for each in (one, other) if each is not None]
    return min(known, default=None)


def _why(rule: SequenceRule, first: Alert | None, then: Alert) -> str:
    if first is None:
        return f"{rule.title}: the step before {then.rule_id} was taken back."
    return (
        f"{rule.title}: {_step(first)}, then {_step(then)}, within {in_words(rule.within)} "
        f"(rule {rule.id}, version {rule.version})."
    )


def _step(alert: Alert) -> str:
    country = country_or_unknown(alert.country)
    return f"{alert.rule_id} in {country} on {alert.first_published_at:%Y-%m-%d}"
