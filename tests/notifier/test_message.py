"""What people read on a phone."""

import time
from pathlib import Path

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError
from watcher.alert_cases import alert, source

from schemas.alert import AlertKind, Before, Change
from schemas.report import Quantity
from schemas.vocabulary import Bound, Certainty, Severity, Status
from services.notifier.message import Writer
from services.notifier.signing import signed_headers
from services.problem import Problem

LINK = "https://board.example/alerts/{id}"
SECRET = "whsec_" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB"


def test_a_first_alert_says_what_who_and_where_to_read_on() -> None:
    message = Writer(LINK).write([alert()])

    assert message.title.startswith("Severe: Border crossing: at least 1,000 troops")
    assert "More than 1,000 soldiers crossed the Moei river" in message.body
    assert "River Gazette" in message.body
    assert message.body.endswith("https://board.example/alerts/a1b2c3")


def test_an_update_says_what_changed() -> None:
    grown = alert(
        revision=2,
        kind=AlertKind.UPDATE,
        change=Change.FIGURE_UP,
        quantity=Quantity(low=1500, high=1500, bound=Bound.EXACT),
        before=Before(
            quantity=Quantity(low=1000, bound=Bound.MIN),
            severity=Severity.SEVERE,
            certainty=Certainty.POSSIBLE,
        ),
    )

    assert "The figure rose: 1,000 → 1,500." in Writer(LINK).write([grown]).body


def test_an_exercise_can_not_be_taken_for_real() -> None:
    message = Writer(LINK).write([alert(status=Status.EXERCISE)])

    assert message.title.startswith("[Exercise]")
    assert message.body.startswith("EXERCISE, not real")


def test_many_alerts_are_one_summary_that_ends() -> None:
    message = Writer(LINK).write([alert(f"a{number}") for number in range(45)])

    assert message.title == "45 alerts"
    assert message.body.count("https://board.example/") == 30
    assert message.body.endswith("and 15 more")


def test_own_templates_replace_ours(tmp_path: Path) -> None:
    (tmp_path / "alert.txt.j2").write_text("{{ alert.title }} by {{ alert.sources[0].source }}")

    message = Writer(LINK, tmp_path).write([alert(sources=(source(source="Own Paper"),))])

    assert message.body.endswith("by Own Paper")


def test_a_template_that_is_none_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "alert.txt.j2").write_text("{{ alert.title ")

    with pytest.raises(Problem, match="template"):
        Writer(LINK, tmp_path)


def test_a_receiver_by_the_standard_takes_our_signature_and_no_other() -> None:
    body = b'{"type":"alert"}'
    now = int(time.time())
    headers = signed_headers(SECRET, "a1.1.desk.hub", now, body)

    assert Webhook(SECRET).verify(body, headers) == {"type": "alert"}
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(b'{"type":"other"}', headers)
