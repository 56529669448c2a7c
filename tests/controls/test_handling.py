"""Whether an alert waits for somebody, by what people said of it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.control import Acknowledgement, read_control
from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Bound, Severity, Status
from tocsin.services.controls.handling import Handling, handling, newest_of
from tocsin.services.controls.saying import acknowledgement

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
SEEN = alert()
"""Severe, at least 1,000, revision 1."""


def acknowledged(one: Alert = SEEN, minutes: float = 0, **said: bool) -> Acknowledgement:
    return acknowledgement(one, "ann", NOON + timedelta(minutes=minutes), **said)


def revised(figure: int | None = 1000, **changes: object) -> Alert:
    quantity = Quantity(low=figure, bound=Bound.MIN)
    return alert(revision=2, kind=AlertKind.UPDATE, quantity=quantity, **changes)


def test_an_alert_is_open_until_somebody_acknowledges_it() -> None:
    assert handling(SEEN, None) is Handling.OPEN
    assert handling(SEEN, acknowledged()) is Handling.ACKNOWLEDGED
    assert handling(SEEN, acknowledged(taken_back=True)) is Handling.OPEN


@pytest.mark.parametrize(
    ("now", "stands"),
    [
        (revised(severity=Severity.EXTREME), Handling.REOPENED),
        (revised(1250), Handling.REOPENED),
        (revised(1249), Handling.ACKNOWLEDGED),
        (revised(400), Handling.ACKNOWLEDGED),
        (revised(None), Handling.ACKNOWLEDGED),
        (revised(severity=Severity.MINOR), Handling.ACKNOWLEDGED),
        (revised(5000, silenced_by="s"), Handling.NOTHING_DUE),
        (revised(5000, status=Status.EXERCISE), Handling.NOTHING_DUE),
        (alert(revision=2, kind=AlertKind.EXPIRED), Handling.NOTHING_DUE),
        (alert(revision=2, kind=AlertKind.RETRACTION), Handling.NOTHING_DUE),
    ],
)
def test_only_what_has_grown_is_open_again(now: Alert, stands: Handling) -> None:
    assert handling(now, acknowledged()) is stands


def test_small_steps_add_up_to_growth_since_what_was_seen() -> None:
    said = acknowledged()
    steps = [
        alert(revision=number, kind=AlertKind.UPDATE, quantity=Quantity(low=low, bound=Bound.MIN))
        for number, low in ((2, 1100), (3, 1200), (4, 1300))
    ]

    stands = [handling(one, said) for one in steps]

    assert stands == [Handling.ACKNOWLEDGED, Handling.ACKNOWLEDGED, Handling.REOPENED]


def test_who_saw_a_newer_revision_has_seen_the_older_ones() -> None:
    assert handling(SEEN, acknowledged(revised(400))) is Handling.ACKNOWLEDGED


def test_a_severity_that_only_a_newer_version_knows_is_worse_than_all_others() -> None:
    given = json.loads(revised().write())
    newer = Alert.read_along(json.dumps({**given, "severity": "Cosmic"}))
    said = read_control(acknowledged(newer).write())

    assert handling(newer, acknowledged()) is Handling.REOPENED
    assert isinstance(said, Acknowledgement)
    assert handling(newer, said) is Handling.ACKNOWLEDGED


def test_the_newest_word_counts_in_whatever_order_words_come() -> None:
    first, back = acknowledged(), acknowledged(minutes=5, taken_back=True)

    assert newest_of([first, back]) == newest_of([back, first]) == back
    assert newest_of([]) is None
