"""What people read on a phone."""

import time
from pathlib import Path

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError
from watcher.alert_cases import alert, source

from tocsin.schemas.alert import AlertKind, Before, Change
from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Bound, Certainty, Severity, Status
from tocsin.services.notifier.messages.message import Writer
from tocsin.services.notifier.targets.signing import signed_headers
from tocsin.services.problem import Problem

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


def test_each_part_of_a_message_has_its_own_line() -> None:
    grown = alert(
        title="Border crossing: 1,037 troops, Thailand",
        summary="Border crossing reported as having happened.",
        revision=2,
        kind=AlertKind.UPDATE,
        change=Change.CERTAINTY_UP,
        independent_sources=2,
        sources=(
            source(1, title="Soldiers cross", url="https://gazette.example/1"),
            source(2, source="Harbour Post", title=None, url="javascript:alert(1)"),
            source(3, source="Harbour Post", title="1,037\nflee", url="https://post.example/3"),
        ),
    )

    assert Writer(LINK).write([grown]).body.splitlines() == [
        "Border crossing: 1,037 troops, Thailand",
        "Confirmed by more sources.",
        "Border crossing reported as having happened.",
        "“More than 1,000 soldiers crossed the Moei river into Thailand at seven points.”",
        "- Harbour Post and 1 more",
        "1,037 flee",
        "https://post.example/3",
        "Soldiers cross",
        "https://gazette.example/1",
        "Likely. https://board.example/alerts/a1b2c3",
    ]


def test_a_summary_names_the_newest_article_of_each_alert() -> None:
    body = Writer(LINK).write([alert("a1"), alert("a2")]).body

    assert body.splitlines()[:4] == [
        "Severe: Border crossing: at least 1,000 troops, from Myanmar into Thailand",
        "Soldiers flee over the river",
        "https://gazette.example/1",
        "https://board.example/alerts/a1",
    ]


def test_the_link_holds_whatever_stands_in_an_id_and_in_itself() -> None:
    message = Writer("https://board.example/{lang}/{id}").write([alert("a/b ?c")])

    assert message.body.endswith("https://board.example/{lang}/a%2Fb%20%3Fc")


def test_many_alerts_are_one_summary_that_ends() -> None:
    message = Writer(LINK).write([alert(f"a{number}") for number in range(45)])

    assert message.title == "45 alerts"
    assert message.body.count("https://board.example/alerts/") == 30
    assert message.body.endswith("and 15 more")


def test_own_templates_replace_ours(tmp_path: Path) -> None:
    (tmp_path / "alert.txt.j2").write_text("{{ alert.title }} by {{ alert.sources[0].source }}")

    message = Writer(LINK, tmp_path).write([alert(sources=(source(source="Own Paper"),))])

    assert message.body.endswith("by Own Paper")


def test_no_line_end_of_a_template_is_lost(tmp_path: Path) -> None:
    (tmp_path / "alert.txt.j2").write_text("{% if alert %}{{ alert.severity }}{% endif %}\nnext")

    assert Writer(LINK, tmp_path).write([alert()]).body == "Severe\nnext"


def test_a_template_that_is_invalid_is_a_problem(tmp_path: Path) -> None:
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
