"""An exercise: judged as the world would be, by itself, and over at once.

Nothing of it is kept: it moves no clock, joins no incident and ends no alert. Its alert is a
function of its report and the rules alone, so a redelivery gives the same.
"""

from collections.abc import Iterator
from hashlib import blake2b

from tocsin.schemas.alert import Alert, AlertKind, Before, Change
from tocsin.schemas.report import Report
from tocsin.schemas.rule import IncidentRule
from tocsin.services.judging.alerts.alert import MSG_TYPE
from tocsin.services.judging.incidents.incident import published
from tocsin.services.judging.judge import evaluate
from tocsin.services.judging.state.clock import EventClock
from tocsin.services.judging.state.slot_state import SlotState


def exercised(report: Report, rules: tuple[IncidentRule, ...]) -> tuple[Alert, ...]:
    """Return the alerts that a report gives alone, each followed by its end."""
    clock = EventClock().having_seen(published(report))
    alerts = evaluate(SlotState(), report, clock, rules).alerts
    return tuple(one for alert in alerts for one in _life_of(alert, report))


def _life_of(alert: Alert, report: Report) -> Iterator[Alert]:
    identity = f"{report.status}|{alert.rule_id}|{report.id}"
    first = alert.model_copy(
        update={
            "id": blake2b(identity.encode(), digest_size=12).hexdigest(),
            "status": report.status,
            "title": f"{report.status}: {alert.title}",
            "summary": f"{report.status}, not real. {alert.summary}",
        }
    )
    yield first
    yield first.model_copy(
        update={
            "revision": 2,
            "kind": AlertKind.EXPIRED,
            "change": Change.QUIET,
            "msg_type": MSG_TYPE[AlertKind.EXPIRED],
            "before": Before(
                quantity=first.quantity, severity=first.severity, certainty=first.certainty
            ),
        }
    )
