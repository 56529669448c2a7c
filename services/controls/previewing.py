"""What a silence would hide, before it is said; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import Silence
from tocsin.schemas.vocabulary import NOT_REAL, MsgType, severity_rank
from tocsin.services.controls.covering import Cover

LOOKS_BACK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Preview:
    """The alerts that a silence covers, worst first."""

    now: tuple[Alert, ...]
    """Those that are open."""
    week: tuple[Alert, ...]
    """Those that something new came of in the last week, open or not."""


def preview(silence: Silence, alerts: Iterable[tuple[Alert, datetime]], now: datetime) -> Preview:
    """Return what a silence would hide now, and would have hidden in the last week.

    Args:
        silence: active or not.
        alerts: the newest revision of each, and when Kafka took it.
        now: the present.
    """
    cover = Cover(silence)
    covered = [(alert, came_at) for alert, came_at in alerts if cover.holds(alert)]
    week = [alert for alert, came_at in covered if now - came_at <= LOOKS_BACK]
    return Preview(
        tuple(sorted((alert for alert, _ in covered if is_open(alert)), key=_worst_first)),
        tuple(sorted(week, key=_worst_first)),
    )


def is_open(alert: Alert) -> bool:
    """Return whether an alert is about something real and ongoing."""
    return (
        alert.status not in NOT_REAL
        and alert.msg_type is not MsgType.CANCEL
        and not alert.has_ended
    )


def _worst_first(alert: Alert) -> tuple[int, float, str]:
    return (-severity_rank(alert.severity), -alert.last_published_at.timestamp(), alert.id)
