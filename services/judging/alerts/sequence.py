"""Rules on one alert after another, in one country or over a border: judged from the alerts.

A step is an alert that some sequence names. Steps are few, so one place evaluates them all.
A sequence's alert lives with the step that completed it: it is updated, expires and is taken
back with that. Its content is a function of the two steps, whichever of them came first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final

from tocsin.schemas.alert import Alert, AlertKind, Before, Change
from tocsin.schemas.article import Identifier
from tocsin.schemas.control import Retraction
from tocsin.schemas.rule import Rule, RuleId, SequenceRule
from tocsin.schemas.vocabulary import Status
from tocsin.services.judging.alerts.alert import MSG_TYPE
from tocsin.services.judging.alerts.sequence_alert import compose, content_mark
from tocsin.services.judging.alerts.summary import taken_back_by
from tocsin.services.judging.rules.neighbouring_countries import near
from tocsin.services.judging.state.sequence_steps import SentSequence, SequenceStep, Steps

_LONGER: Final = timedelta(days=30)
"""How long a step is kept beyond the longest sequence, for what comes late."""


@dataclass(frozen=True, slots=True)
class Sequenced:
    """What an alert leads to: changed steps by alert id (None: let go), and alerts to publish."""

    steps: Mapping[Identifier, SequenceStep | None]
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True)
class _Turn:
    """The next revision of a sequence's alert."""

    known: SentSequence | None
    kind: AlertKind
    change: Change


def sequence_rules(rules: Sequence[Rule]) -> tuple[SequenceRule, ...]:
    """Return the rules that are sequences."""
    return tuple(rule for rule in rules if isinstance(rule, SequenceRule))


def is_step(alert: Alert, rules: Sequence[SequenceRule]) -> bool:
    """Return whether some sequence names this alert's rule; an exercise is not a step."""
    return alert.status is Status.ACTUAL and any(
        alert.rule_id in (*rule.first, *rule.then) for rule in rules
    )


@dataclass(frozen=True, slots=True)
class _Now:
    """The steps with what came: few are not as they are known."""

    known: Steps
    changed: dict[Identifier, SequenceStep]

    def of(self, names: tuple[RuleId, ...], countries: frozenset[str]) -> Iterator[SequenceStep]:
        """Yield the steps of these rules in these countries."""
        for step in self.known.of(names, countries):
            if step.alert.id not in self.changed:
                yield step
        for step in self.changed.values():
            if step.alert.rule_id in names and step.alert.country in countries:
                yield step


def sequenced(steps: Steps, alert: Alert, rules: Sequence[SequenceRule]) -> Sequenced:
    """Judge one revision of a step; an older or repeated one changes nothing.

    Args:
        steps: all that are known.
        alert: the revision that came.
        rules: all sequences.
    """
    known = steps.get(alert.id)
    if known is not None and known.alert.revision >= alert.revision:
        return Sequenced({})
    now = _Now(steps, {alert.id: SequenceStep(alert=alert, sent=known.sent if known else ())})
    alerts: list[Alert] = []
    for rule in rules:
        for then in _completed_by(rule, alert, now):
            sent, revision = _followed(rule, then, now, alert)
            if revision is not None:
                alerts.append(revision)
            others = tuple(one for one in then.sent if one.rule_id != rule.id)
            after = then.model_copy(update={"sent": (*others, *([sent] if sent else []))})
            if after != then:
                now.changed[then.alert.id] = after
    return Sequenced(now.changed | _forgotten(steps, alert, rules), tuple(alerts))


def retracted(steps: Steps, said: Retraction, rules: Sequence[SequenceRule]) -> Sequenced:
    """Take a sequence's alert back because a person says so; once, and for good."""
    for rule in rules:
        for step in steps:
            sent = next((one for one in step.sent if one.rule_id == rule.id), None)
            if sent is None or sequence_id(rule, step.alert) != said.id:
                continue
            if sent.ended is AlertKind.RETRACTION:
                return Sequenced({})
            turn = _Turn(sent, AlertKind.RETRACTION, Change.RETRACTED)
            first = _first_of(rule, step.alert, _Now(steps, {}))
            after, alert = _sent(rule, first, step.alert, said.at, turn)
            others = tuple(one for one in step.sent if one is not sent)
            taken_back = step.model_copy(update={"sent": (*others, after)})
            why = taken_back_by(rule, said)
            return Sequenced({step.alert.id: taken_back}, (alert.model_copy(update={"why": why}),))
    return Sequenced({})


def _completed_by(rule: SequenceRule, alert: Alert, now: _Now) -> list[SequenceStep]:
    """Return the steps whose sequence this alert may complete or change."""
    found = {alert.id: now.changed[alert.id]} if alert.rule_id in rule.then else {}
    if alert.rule_id in rule.first:
        near = now.of(rule.then, _near(rule, alert.country))
        found |= {then.alert.id: then for then in near if then.alert.status is alert.status}
    return [found[identity] for identity in sorted(found)]


def _followed(
    rule: SequenceRule, then: SequenceStep, now: _Now, cause: Alert
) -> tuple[SentSequence | None, Alert | None]:
    sent = next((one for one in then.sent if one.rule_id == rule.id), None)
    first = _first_of(rule, then.alert, now)
    holds = first is not None and then.alert.kind is not AlertKind.RETRACTION
    if sent is None:
        turn = (AlertKind.INITIAL, Change.FIRST_REPORT) if holds else None
    elif not holds:
        is_over = sent.ended is AlertKind.RETRACTION
        turn = None if is_over else (AlertKind.RETRACTION, Change.TAKEN_BACK)
    else:
        turn = _next_turn(sent, then.alert, cause, content_mark(rule, first, then.alert))
    if turn is None:
        return sent, None
    return _sent(rule, first, then.alert, cause.detected_at, _Turn(sent, *turn))


def _next_turn(
    sent: SentSequence, then: Alert, cause: Alert, content: str
) -> tuple[AlertKind, Change] | None:
    """Return what an alert that people saw, and that still holds, needs now."""
    if sent.ended is AlertKind.RETRACTION:
        return None
    if then.kind is AlertKind.EXPIRED:
        if sent.ended is None:
            return AlertKind.EXPIRED, Change.QUIET
        return (AlertKind.EXPIRED, Change.LATE_REPORT) if content != sent.content else None
    if cause.id == then.id and cause.kind is AlertKind.UPDATE:
        return AlertKind.UPDATE, cause.change
    return None


def _first_of(rule: SequenceRule, then: Alert, now: _Now) -> Alert | None:
    """Return the nearest alert before `then` that the sequence may begin with."""
    before = [
        step.alert
        for step in now.of(rule.first, _near(rule, then.country))
        if timedelta() <= then.first_published_at - step.alert.first_published_at <= rule.within
        and step.alert.id != then.id
        and step.alert.kind is not AlertKind.RETRACTION
        and step.alert.status is then.status
    ]
    return max(before, key=lambda one: (one.first_published_at, one.id), default=None)


def _near(rule: SequenceRule, country: str | None) -> frozenset[str]:
    """Return the countries in which the other step of a sequence may be; unknown: none."""
    if country is None:
        return frozenset()
    return frozenset((country,)) if rule.where == "same_country" else near(country)


def _sent(
    rule: SequenceRule,
    first: Alert | None,
    then: Alert,
    detected_at: datetime,
    turn: _Turn,
) -> tuple[SentSequence, Alert]:
    known, kind, change = turn.known, turn.kind, turn.change
    if known is not None and known.detected_at is not None:
        detected_at = max(detected_at, known.detected_at)
    alert = compose(rule, first, then).model_copy(
        update={
            "id": sequence_id(rule, then),
            "revision": known.revision + 1 if known else 1,
            "kind": kind,
            "change": change,
            "msg_type": MSG_TYPE[kind],
            "before": known.before if known else None,
            "detected_at": detected_at,
        }
    )
    ended = kind if kind in {AlertKind.EXPIRED, AlertKind.RETRACTION} else None
    return (
        SentSequence(
            rule_id=rule.id,
            revision=alert.revision,
            before=Before(
                quantity=alert.quantity, severity=alert.severity, certainty=alert.certainty
            ),
            content=content_mark(rule, first, then),
            detected_at=detected_at,
            ended=ended,
        ),
        alert,
    )


def sequence_id(rule: SequenceRule, then: Alert) -> str:
    """Return the id of a sequence's alert: a hash of the rule and the step that completed it."""
    return blake2b(f"{rule.id}|{then.id}".encode(), digest_size=12).hexdigest()


def _forgotten(
    steps: Steps, alert: Alert, rules: Sequence[SequenceRule]
) -> dict[Identifier, SequenceStep | None]:
    """Return the steps whose time is over, that of the alert that came included."""
    keep = max(rule.within for rule in rules) + _LONGER
    newest = max(steps.newest, alert.last_published_at)
    over = [step.alert.id for step in steps.before(newest - keep) if step.alert.id != alert.id]
    if alert.last_published_at < newest - keep:
        over.append(alert.id)
    return dict.fromkeys(over)
