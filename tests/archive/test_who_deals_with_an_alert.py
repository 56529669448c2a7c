"""Acknowledgements, assignments and comments in PostgreSQL, and what its views make of them."""

from datetime import UTC, datetime, timedelta

import pytest
from archive.archive_process import archiving
from archive.conftest import Ask, ring, send, wait_for
from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.control import AnyControl
from tocsin.schemas.report import Quantity
from tocsin.schemas.topics import Topic
from tocsin.schemas.vocabulary import Bound, Severity, Status
from tocsin.services.controls import saying
from tocsin.services.controls.handling import handling
from tocsin.services.settings import Settings

pytestmark = pytest.mark.kafka

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def ringing(identifier: str, minutes: float = 0, **changes: object) -> Alert:
    return alert(identifier, detected_at=at(minutes), **changes)


def grown(identifier: str, minutes: float, low: int, **changes: object) -> Alert:
    quantity = Quantity(low=low, bound=Bound.MIN)
    given = {"revision": 2, "kind": AlertKind.UPDATE, **changes}
    return ringing(identifier, minutes, quantity=quantity, **given)


def archive(settings: Settings, ask: Ask, alerts: list[Alert], said: list[AnyControl]) -> None:
    ring(settings, *alerts)
    # each comes twice, as after a crash of who said it
    send(settings, Topic.CONTROLS, *(one.write() for one in (*said, *said)))
    with archiving(settings) as pages:
        wait_for(ask, len(alerts))
        wait_for(ask, sum(one.kind == "acknowledgement" for one in said), "acknowledgements")
        assert pages.metric("tocsin_archive_desk_words_total") == len(said)


def test_the_archive_and_the_board_agree_on_how_every_alert_stands(
    archived: Settings, ask: Ask
) -> None:
    first = {name: ringing(name) for name in ("open", "seen", "back", "more", "less", "worse")}
    newest = {
        **first,
        "more": grown("more", 9, 1250),
        "less": grown("less", 9, 1249),
        "worse": grown("worse", 9, 1000, severity=Severity.EXTREME),
        "ended": ringing("ended", kind=AlertKind.EXPIRED),
        "drill": ringing("drill", status=Status.EXERCISE),
        "silenced": ringing("silenced", silenced_by="s"),
    }
    newest_said = {
        name: saying.acknowledgement(first[name], "ann", at(5), taken_back=name == "back")
        for name in ("seen", "back", "more", "less", "worse")
    }
    earlier = saying.acknowledgement(first["back"], "bo", at(3))
    alerts = list(
        {(one.id, one.revision): one for one in (*first.values(), *newest.values())}.values()
    )

    archive(archived, ask, alerts, [*newest_said.values(), earlier])

    told = dict(ask("SELECT alert_id, handling FROM alert_handling"))
    assert told == {
        name: handling(one, newest_said.get(name)).value for name, one in newest.items()
    }
    assert set(told.values()) == {"open", "acknowledged", "reopened", "nothing_due"}


def test_it_tells_who_acknowledged_when_and_how_long_that_took(
    archived: Settings, ask: Ask
) -> None:
    first, second = ringing("a"), grown("a", 60, 5000)
    said: list[AnyControl] = [
        saying.acknowledgement(first, "ann", at(4)),
        saying.acknowledgement(first, "bo", at(6)),  # it waits for nobody any more
        saying.acknowledgement(second, "bo", at(75), "On it."),
        saying.acknowledgement(second, "bo", at(80), taken_back=True),
        saying.acknowledgement(second, "cem", at(90)),
        saying.assignment(second, "cem", "bo", at(81)),
        saying.remark(second, "Calling the governor.", "cem", at(91)),
    ]

    archive(archived, ask, [first, second], said)

    assert ask(
        "SELECT author, extract(epoch FROM taken)::int / 60 FROM acknowledgement_times ORDER BY at"
    ) == [("ann", 4), ("bo", 15), ("cem", 10)]
    assert ask("SELECT handling, acknowledged_by, assignee FROM alert_handling") == [
        ("acknowledged", "cem", "cem")
    ]
    assert ask("SELECT author, text FROM comments") == [("cem", "Calling the governor.")]
