"""How sure an alert is to be read right, and rules that ask for sure reports only."""

import pytest
from judging.reports import crossing, rule
from judging.timeline import Timeline, span

from tocsin.schemas.alert import AlertKind, Change
from tocsin.services.judging.incidents.confidence import of_incidents, of_sources

SURE = {"event_type": "border_crossing", "min_confidence": 0.9}


def test_two_voices_are_surer_than_one_and_a_copy_adds_nothing() -> None:
    one, other = crossing("A", 500, confidence=0.8), crossing("B", 500, confidence=0.5)
    copy = crossing("A", 500, span("1h"), confidence=0.7)

    assert of_sources(((one, copy),)) == 0.8
    assert of_sources(((one, copy), (other,))) == pytest.approx(0.9)


def test_reports_of_unknown_confidence_tell_nothing() -> None:
    assert of_sources(((crossing("A", 500),),)) is None
    assert of_incidents([((crossing("A", 500),),)]) is None


def test_several_incidents_are_as_sure_as_their_mean() -> None:
    incidents = [((crossing("A", 5, confidence=0.9),),), ((crossing("B", 5, confidence=0.5),),)]

    assert of_incidents(incidents) == pytest.approx(0.7)


def test_an_alert_carries_the_confidence_of_its_sources() -> None:
    story = Timeline(rule("threshold"))

    story.push(crossing("A", 500, confidence=0.8))

    alert = story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "0s", "0s")
    assert alert.confidence == 0.8


def test_a_rule_can_ask_for_sure_reports_only() -> None:
    story = Timeline(rule("threshold", when=SURE))

    story.push(crossing("A", 500, confidence=0.89))
    story.want_silence()
    story.push(crossing("B", 500, span("1h"), confidence=0.9))

    alert = story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "1h", "1h")
    assert [source.source for source in alert.sources] == ["B"]


def test_a_report_whose_confidence_nobody_measured_meets_every_rule() -> None:
    story = Timeline(rule("threshold", when=SURE))

    story.push(crossing("A", 500))

    story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "0s", "0s")
