"""Whether somebody deals with an alert. Pure; the archive's view `alert_handling` says the same."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.control import Acknowledgement
from tocsin.schemas.vocabulary import Status, severity_rank

NOTABLE: Final = 0.25
"""By this share of the figure that was seen an alert has grown; the judge updates by the same."""


class Handling(StrEnum):
    """Who is dealing with an alert."""

    OPEN = "open"
    """It rings, and nobody has acknowledged it."""
    ACKNOWLEDGED = "acknowledged"
    REOPENED = "reopened"
    """It has grown since somebody acknowledged it."""
    NOTHING_DUE = "nothing_due"
    """It has ended, was taken back, is silenced or not real, and nobody needs to acknowledge it."""


WAITING: Final = frozenset({Handling.OPEN, Handling.REOPENED})
"""Somebody has yet to acknowledge it."""


MOST_PRESSING_FIRST: Final = (
    Handling.REOPENED,
    Handling.OPEN,
    Handling.ACKNOWLEDGED,
    Handling.NOTHING_DUE,
)
"""A story of several alerts has the first of these that one of them has."""


def handling(alert: Alert, newest: Acknowledgement | None) -> Handling:
    """Return who is dealing with an alert, by its newest acknowledgement."""
    if not rings(alert):
        return Handling.NOTHING_DUE
    if newest is None or newest.taken_back:
        return Handling.OPEN
    return Handling.REOPENED if has_grown(alert, newest) else Handling.ACKNOWLEDGED


def is_acknowledged(alert: Alert, newest: Acknowledgement | None) -> bool:
    """Return whether somebody has seen an alert as bad as it is now."""
    return newest is not None and not newest.taken_back and not has_grown(alert, newest)


def has_grown(alert: Alert, seen: Acknowledgement) -> bool:
    """Return whether an alert is worse or notably larger than what somebody acknowledged.

    A revision older than the acknowledged one has not grown, even if it was larger.
    """
    if alert.revision <= seen.revision:
        return False
    if severity_rank(alert.severity) > severity_rank(seen.severity):
        return True
    before, after = seen.figure or 0, alert.quantity.figure or 0
    return after - before >= NOTABLE * max(before, 1)


def rings(alert: Alert) -> bool:
    """Return whether an alert asks for people: it is real, ongoing, and not silenced."""
    return (
        alert.kind in {AlertKind.INITIAL, AlertKind.UPDATE}
        and alert.status is Status.ACTUAL
        and alert.silenced_by is None
    )


def newest_of(said: Iterable[Acknowledgement]) -> Acknowledgement | None:
    """Return the acknowledgement that counts: the same on every replica, in whatever order."""
    return max(said, key=lambda one: (one.at, one.id), default=None)
