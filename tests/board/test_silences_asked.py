"""Silences as people and programs ask for them on the board."""

from datetime import UTC, datetime, timedelta

import pytest
from watcher.alert_cases import alert

from tocsin.schemas.control import Silence
from tocsin.schemas.vocabulary import Severity
from tocsin.services.areas.naming import Atlas
from tocsin.services.board.showing.silences import in_words, preview_view, silence_views
from tocsin.services.board.web.answers.answering import NewSilence, read
from tocsin.services.board.web.answers.new_silence import silence_of
from tocsin.services.problem import Problem

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
RULES = ("troops-cross-a-border", "protests")


def asked(**given: object) -> Silence:
    filled = {"author": "Ann", "hours": "8", **given}
    return silence_of(read(NewSilence, filled), "s", NOW, Atlas(), RULES)


def test_what_is_filled_in_is_what_is_silenced() -> None:
    said = asked(
        event_type="protest",
        country="sudan",
        rule_id="protests",
        severity="Moderate",
        place=" Nyala ",
        area="circle:12,24.9,50",
        country_only="true",
        alert_id="",
        comment="A march that was announced.",
    )

    assert said.until == NOW + timedelta(hours=8)
    assert in_words(said) == (
        "Protest",
        "Sudan",
        "rule protests",
        "Nyala",
        "circle:12,24.9,50",
        "also where only the country is known",
        "Moderate or milder",
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "this one would silence all"),
        ({"severity": "Extreme"}, "this one would silence all"),
        ({"event_type": "protst"}, "near it: protest"),
        ({"severity": "Moderat"}, "near it: Moderate"),
        ({"country": "Sudann"}, "near it: SDN (Sudan)"),
        ({"rule_id": "protest"}, "no such rule"),
        ({"rule_id": "protest"}, "near it: protests"),
        ({"area": "Sahell"}, "near it: Sahel"),
        ({"area": "/etc/hosts.json"}, "no such area"),
        ({"country": "SDN", "hours": ""}, "give either `until` or `hours`"),
        ({"country": "SDN", "hours": "9999"}, "hours"),
    ],
)
def test_what_is_misspelt_is_reported_with_what_would_be_right(
    given: dict[str, object], told: str
) -> None:
    with pytest.raises(Problem) as wrong:
        asked(**given)
    assert told in str(wrong.value)


def test_a_preview_and_the_list_tell_how_much_a_silence_covers() -> None:
    came = [
        (alert("a"), NOW),
        (alert("b", severity=Severity.MINOR), NOW - timedelta(days=30)),
        (alert("c", country="LAO"), NOW),
    ]
    said = asked(country="THA")

    (view,) = silence_views([said], came, NOW)
    found = preview_view(said, came, NOW, 1)

    assert (view.now, view.week, view.covers) == (2, 1, ("Thailand",))
    assert (found.now_count, found.week_count) == (2, 1)
    assert [row.alert.id for row in found.now] == ["a"]
