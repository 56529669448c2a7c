"""What people say back: silences, verdicts and retractions on the timeline."""

from datetime import timedelta
from typing import Any

from judging.reports import TUESDAY, crossing, rule
from judging.timeline import Timeline, span

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.area import Area
from tocsin.schemas.control import Retraction, Silence, Verdict, VerdictFinding
from tocsin.schemas.vocabulary import EventType, MsgType, Severity
from tocsin.services.areas.naming import Atlas
from tocsin.services.judging.state.active_silences import ActiveSilences

HOUR = timedelta(hours=1)


def silence(until: str, **names: Any) -> Silence:  # noqa: ANN401 - any field
    named = names or {"event_type": EventType.BORDER_CROSSING}
    return Silence(
        id="exercise", since=TUESDAY, until=TUESDAY + span(until), author="desk", **named
    )


def area(text: str) -> Area:
    return Atlas().area(text)


def retraction(alert: Alert, after: str, **given: Any) -> Retraction:  # noqa: ANN401 - any field
    values = {"id": alert.id, "country": alert.country, "comment": "Staged.", **given}
    return Retraction(at=TUESDAY + span(after), author="desk", **values)


def test_what_falls_under_a_silence_is_recorded_as_silenced_and_rings_when_it_is_over() -> None:
    story = Timeline(rule("threshold"))
    story.obey(silence("6h"))

    story.push(crossing("Border Wire", 1037, HOUR))
    story.push(crossing("Harbour Post", 2000, 7 * HOUR))

    first = story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "1h", "1h")
    second = story.want(AlertKind.UPDATE, Change.FIGURE_UP, "7h", "7h")
    assert (first.silenced_by, first.revision) == ("exercise", 1)
    assert (second.silenced_by, second.revision) == (None, 2)


def test_a_silence_said_again_with_another_end_ends_then() -> None:
    story = Timeline(rule("threshold"))
    story.obey(silence("6d"))
    story.obey(silence("2h"), "2h")

    story.push(crossing("Border Wire", 1037, 3 * HOUR))

    assert story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "3h", "3h").silenced_by is None


def test_a_silence_names_types_countries_and_rules_and_leaves_the_others_alone() -> None:
    cases = {
        "its country": (silence("6h", country="SDN"), True),
        "whence they come": (silence("6h", country="TCD"), True),
        "another country": (silence("6h", country="ETH"), False),
        "its rule": (silence("6h", rule_id="threshold-rule"), True),
        "another rule": (silence("6h", rule_id="callup"), False),
        "its type, elsewhere": (
            silence("6h", event_type=EventType.BORDER_CROSSING, country="ETH"),
            False,
        ),
        "another type": (silence("6h", event_type=EventType.PROTEST), False),
        "worse ones": (silence("6h", country="SDN", severity=Severity.EXTREME), True),
        "milder ones": (silence("6h", country="SDN", severity=Severity.MINOR), False),
        "an area of its country": (silence("6h", area=area("Northern Africa")), True),
        "an area elsewhere": (silence("6h", area=area("circle:-10,-60,500")), False),
        "an area that covers a part of its country": (
            silence("6h", area=area("circle:13.5,24,300")),
            False,
        ),
        "and what may lie outside": (
            silence("6h", area=area("circle:13.5,24,300"), country_only=True),
            True,
        ),
        "another alert": (silence("6h", alert_id="abc"), False),
    }
    for name, (said, is_silenced) in cases.items():
        story = Timeline(rule("threshold"))
        story.obey(said)
        story.push(crossing("Border Wire", 1037, HOUR, from_country="TCD"))
        alert = story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "1h", "1h")
        assert (alert.silenced_by is not None) == is_silenced, name


def test_a_sequence_of_silenced_steps_rings_unless_it_is_silenced_itself() -> None:
    crossed, followed = rule("threshold", id="crossed"), rule("threshold", id="followed")
    both = rule(
        "sequence", first=["crossed"], then=["followed"], within="7d", severity="Severe", id="both"
    )
    story = Timeline(crossed, followed, both)
    story.obey(silence("6h", rule_id="crossed"))
    story.obey(silence("6h", rule_id="followed").model_copy(update={"id": "other"}))

    story.push(crossing("Border Wire", 1037, HOUR))

    alerts = [story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "1h", "1h") for _ in range(3)]
    assert {alert.rule_id: alert.silenced_by for alert in alerts} == {
        "crossed": "exercise",
        "followed": "other",
        "both": None,
    }


def test_a_retraction_by_a_person_is_the_last_revision_and_says_who_and_why() -> None:
    story = Timeline(rule("threshold"))
    story.push(crossing("Border Wire", 1037, HOUR))
    rung = story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "1h", "1h")

    story.obey(retraction(rung, "2h"), "2h")
    story.obey(retraction(rung, "3h"), "3h")
    story.push(crossing("Harbour Post", 1900, 4 * HOUR))

    last = story.want(AlertKind.RETRACTION, Change.RETRACTED, "2h", "2h")
    assert (last.id, last.revision, last.msg_type) == (rung.id, 2, MsgType.CANCEL)
    assert last.why == "Soldiers cross a border: taken back by desk: Staged."
    assert last.sources == rung.sources
    story.want_silence()
    story.pass_time()
    story.want_silence()


def test_an_expired_alert_can_still_be_taken_back() -> None:
    story = Timeline(rule("threshold"))
    story.push(crossing("Border Wire", 1037), crossing("Clock", 1, 5 * 24 * HOUR, country="ISL"))
    rung = story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "0h", "0h")
    story.want(AlertKind.EXPIRED, Change.QUIET, "4d", "4d")

    story.obey(retraction(rung, "6d"), "6d")

    assert story.want(AlertKind.RETRACTION, Change.RETRACTED, "6d", "6d").revision == 3


def test_an_alert_that_no_judge_holds_changes_nothing() -> None:
    story = Timeline(rule("threshold"))
    story.push(crossing("Border Wire", 1037))
    rung = story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "0h", "0h")

    story.obey(retraction(rung, "1h", id="another"), "1h")

    story.want_silence()


def test_alerts_of_windows_can_be_taken_back() -> None:
    story = Timeline(rule("total", window="7d"))
    story.push(crossing("A", 90, HOUR), crossing("B", 60, 4 * 24 * HOUR))
    rung = story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "4d", "4d")

    story.obey(retraction(rung, "5d"), "5d")

    assert story.want(AlertKind.RETRACTION, Change.RETRACTED, "5d", "5d").quantity == rung.quantity


def test_a_sequence_is_taken_back_by_itself_and_stays_so() -> None:
    crossed, followed = rule("threshold", id="crossed"), rule("threshold", id="followed")
    both = rule(
        "sequence", first=["crossed"], then=["followed"], within="7d", severity="Severe", id="both"
    )
    story = Timeline(crossed, followed, both)
    story.push(crossing("Border Wire", 1037, HOUR))
    rung = {
        alert.rule_id: alert
        for alert in (
            story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "1h", "1h") for _ in range(3)
        )
    }

    story.obey(retraction(rung["both"], "2h"), "2h")
    story.obey(retraction(rung["both"], "3h"), "3h")
    story.push(crossing("Harbour Post", 1900, 4 * HOUR))

    last = story.want(AlertKind.RETRACTION, Change.RETRACTED, "2h", "2h")
    assert (last.id, last.revision) == (rung["both"].id, 2)
    assert {story.want(AlertKind.UPDATE, Change.FIGURE_UP, "4h", "4h").rule_id for _ in "12"} == {
        "crossed",
        "followed",
    }
    story.want_silence()


def test_a_step_taken_back_takes_its_sequence_with_it() -> None:
    crossed, followed = rule("threshold", id="crossed"), rule("threshold", id="followed")
    both = rule(
        "sequence", first=["crossed"], then=["followed"], within="7d", severity="Severe", id="both"
    )
    story = Timeline(crossed, followed, both)
    story.push(crossing("Border Wire", 1037, HOUR))
    rung = {
        alert.rule_id: alert
        for alert in (
            story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "1h", "1h") for _ in range(3)
        )
    }

    story.obey(retraction(rung["crossed"], "2h"), "2h")

    assert story.want(AlertKind.RETRACTION, Change.RETRACTED, "2h", "2h").rule_id == "crossed"
    assert story.want(AlertKind.RETRACTION, Change.TAKEN_BACK, "2h", "2h").rule_id == "both"


def test_a_verdict_changes_no_alert() -> None:
    story = Timeline(rule("threshold"))
    story.push(crossing("Border Wire", 1037))
    rung = story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "0h", "0h")

    story.obey(
        Verdict(
            id="v",
            alert_id=rung.id,
            rule_id=rung.rule_id,
            finding=VerdictFinding.FALSE,
            at=TUESDAY,
            author="desk",
        )
    )

    story.want_silence()


def test_silences_that_are_over_are_let_go_when_another_comes() -> None:
    orders = ActiveSilences().with_silence(silence("6h"), TUESDAY)
    other = silence("9d").model_copy(update={"id": "other"})

    assert orders.with_silence(other, TUESDAY + span("1d")).silences == (other,)
