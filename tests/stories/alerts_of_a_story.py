"""Alerts of a bus crash: its killed, its injured, its missing."""

from datetime import UTC, datetime, timedelta
from typing import Any

from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.report import Place, Quantity
from tocsin.schemas.vocabulary import (
    Bound,
    Cause,
    EventType,
    MsgType,
    Resolution,
    Severity,
    Subtype,
    Unit,
)

BEGUN = datetime(2024, 4, 11, 6, 30, tzinfo=UTC)
MINYA = Place(
    name="Minya", country="EGY", resolution=Resolution.CITY, latitude=28.1, longitude=30.75
)


def of_the_crash(
    subtype: Subtype,
    figure: int,
    *,
    hours: float = 0,
    story: str | None = "crash",
    identifier: str = "",
    **changes: object,
) -> Alert:
    """Return an alert on one measure of the crash, some hours after it."""
    moment = BEGUN + timedelta(hours=hours)
    given: dict[str, object] = {
        "rule_id": f"{subtype}-many",
        "title": f"Bus crash, Minya, Egypt: {figure:,} {subtype}",
        "event_type": EventType.CASUALTIES,
        "subtype": subtype,
        "quantity": Quantity(low=figure, high=figure, bound=Bound.EXACT),
        "unit": Unit.PEOPLE,
        "cause": Cause.ROAD,
        "actor": None,
        "country": "EGY",
        "from_country": None,
        "place": MINYA,
        "severity": Severity.MODERATE,
        "first_published_at": moment,
        "last_published_at": moment,
        "detected_at": moment + timedelta(minutes=1),
        "story_id": story,
    }
    return alert(identifier or subtype.value, **{**given, **changes})


def killed(figure: int = 21, **changes: Any) -> Alert:  # noqa: ANN401
    """Return the alert on the killed."""
    return of_the_crash(Subtype.KILLED, figure, **{"severity": Severity.SEVERE, **changes})


def injured(figure: int = 164, **changes: Any) -> Alert:  # noqa: ANN401
    """Return the alert on the injured."""
    return of_the_crash(Subtype.INJURED, figure, **changes)


def missing(figure: int = 3, **changes: Any) -> Alert:  # noqa: ANN401
    """Return the alert on the missing."""
    return of_the_crash(Subtype.MISSING, figure, **changes)


def displaced(figure: int = 14_200, **changes: Any) -> Alert:  # noqa: ANN401
    """Return the alert on those who lost their homes, of another event type."""
    usual = {
        "rule_id": "displacement",
        "event_type": EventType.DISPLACEMENT,
        "title": f"Bus crash, Minya, Egypt: {figure:,} displaced",
    }
    fled = of_the_crash(Subtype.KILLED, figure, identifier="displaced", **{**usual, **changes})
    return fled.model_copy(update={"subtype": None})


def taken_back(one: Alert) -> Alert:
    """Return the last revision of an alert that was wrong."""
    return one.model_copy(
        update={
            "revision": one.revision + 1,
            "kind": AlertKind.RETRACTION,
            "change": Change.TAKEN_BACK,
            "msg_type": MsgType.CANCEL,
            "detected_at": one.detected_at + timedelta(hours=9),
        }
    )
