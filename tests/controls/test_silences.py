"""What a silence covers, what it would hide, and which are refused."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from stories.alerts_of_a_story import injured, killed
from watcher.alert_cases import alert

from tocsin.schemas.alert import AlertKind
from tocsin.schemas.control import Silence
from tocsin.schemas.vocabulary import EventType, MsgType, Severity, Status
from tocsin.services.areas.naming import Atlas
from tocsin.services.controls.covering import covers
from tocsin.services.controls.known_rules import check_rule, rules_on_disk
from tocsin.services.controls.previewing import preview
from tocsin.services.controls.silences import names_of, preview_lines
from tocsin.services.problem import Problem
from tocsin.services.settings import SEEDS

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def silence(**names: Any) -> Silence:  # noqa: ANN401 - any field
    return Silence(id="s", since=NOW, until=NOW + timedelta(hours=8), author="desk", **names)


@pytest.mark.parametrize(
    ("names", "is_covered"),
    [
        ({"place": "mae sot"}, True),
        ({"place": "Mae Sot", "country": "LAO"}, False),
        ({"place": "Mae"}, False),
        ({"alert_id": "a1b2c3"}, True),
        ({"alert_id": "other"}, False),
        ({"severity": Severity.SEVERE}, True),
        ({"severity": Severity.MODERATE}, False),
        ({"area": Atlas().area("circle:16.7,98.6,20")}, True),
        ({"area": Atlas().area("circle:13.75,100.5,20")}, False),
        ({"area": Atlas().area("Thailand"), "severity": Severity.MINOR}, False),
    ],
)
def test_all_that_a_silence_names_must_fit(names: dict[str, Any], *, is_covered: bool) -> None:
    assert covers(silence(**names), alert(severity=Severity.SEVERE)) is is_covered


def test_what_may_lie_outside_an_area_rings_unless_the_silence_takes_it_too() -> None:
    somewhere = alert(place=None, from_country=None)
    named = {"area": Atlas().area("circle:16.7,98.6,20")}
    assert not covers(silence(**named), somewhere)
    assert covers(silence(**named, country_only=True), somewhere)


def test_a_place_is_not_known_if_only_the_country_is() -> None:
    assert not covers(silence(place="Mae Sot"), alert(place=None))


def test_a_silence_of_a_story_covers_each_of_its_measures_and_no_other_event() -> None:
    named = silence(story_id="crash")

    assert covers(named, killed())
    assert covers(named, injured())
    assert not covers(named, killed(story="other"))
    assert covers(silence(story_id="a1b2c3"), alert("a1b2c3"))  # it is a story by itself


@pytest.mark.parametrize("names", [{}, {"severity": "Extreme"}, {"country_only": True}])
def test_a_silence_of_everything_is_none(names: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="this one would silence all"):
        silence(**names)


def test_a_silence_of_all_that_is_mild_is_one() -> None:
    assert names_of(silence(severity="Moderate")) == "Moderate or milder"


def test_an_area_that_every_judge_would_have_to_hold_is_small() -> None:
    ring = [(0.001 * number, 0.0) for number in range(1_000)] + [(0.5, 1.0), (0.0, 0.0)]
    shape = {"kind": "polygons", "coordinates": [[ring]]}
    with pytest.raises(ValidationError, match="simplify it"):
        silence(area={"name": "large", "shape": shape})


def test_an_older_silence_is_read_as_it_was_meant() -> None:
    old = {"kind": "silence", "id": "s", "country": "SDN", "author": "desk"}
    times = {"since": "2026-03-09T08:00:00Z", "until": "2026-03-16T08:00:00Z"}
    read = Silence.read(json.dumps({**old, **times}))
    assert covers(read, alert(country="SDN", severity=Severity.EXTREME))


def test_a_silence_is_named_by_all_that_it_names() -> None:
    said = silence(
        event_type=EventType.PROTEST,
        country="SDN",
        rule_id="protests",
        place="Nyala",
        area=Atlas().area("circle:12,24.9,50"),
        country_only=True,
        severity=Severity.MODERATE,
    )
    assert names_of(said) == (
        "protest · SDN · protests · Nyala · circle:12,24.9,50 and where only the country is known "
        "· Moderate or milder"
    )


def test_a_preview_tells_what_is_open_and_what_came_in_a_week_the_worst_first() -> None:
    hour, month = NOW - timedelta(hours=1), NOW - timedelta(days=30)
    held = [
        (alert("mild", severity=Severity.MINOR), hour),
        (alert("grave", severity=Severity.EXTREME), hour),
        (alert("old-and-open", severity=Severity.SEVERE), month),
        (alert("ended", kind=AlertKind.EXPIRED, severity=Severity.SEVERE), hour),
        (alert("back", kind=AlertKind.RETRACTION, msg_type=MsgType.CANCEL), month),
        (alert("drill", status=Status.EXERCISE, severity=Severity.MODERATE), month),
        (alert("elsewhere", country="SDN", from_country=None), hour),
    ]

    found = preview(silence(country="THA"), held, NOW)

    assert [one.id for one in found.now] == ["grave", "old-and-open", "mild"]
    assert [one.id for one in found.week] == ["grave", "ended", "mild"]
    assert list(preview_lines(found, 1)) == [
        "now: 3 alerts",
        "  Extreme: Border crossing: at least 1,000 troops, from Myanmar into Thailand (grave)",
        "  and 2 more",
        "in the last 7 days: 3 alerts",
        "  Extreme: Border crossing: at least 1,000 troops, from Myanmar into Thailand (grave)",
        "  and 2 more",
    ]


def test_a_misspelt_rule_is_refused_with_the_nearest() -> None:
    known = rules_on_disk(SEEDS / "rules")
    check_rule("border-crossing-troops", known)
    with pytest.raises(Problem, match="near it: border-crossing-troops"):
        check_rule("border-crossing-troop", known)


def test_where_no_rule_is_known_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text("- : {[")
    assert rules_on_disk(tmp_path / "away") == rules_on_disk(tmp_path) == frozenset()
    check_rule("anything", ())
