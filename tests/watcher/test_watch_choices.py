"""Where watching begins, what it selects, and which repeats it drops."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watcher.alert_cases import alert

from tocsin.schemas.report import Place
from tocsin.schemas.vocabulary import EventType, Resolution, Severity
from tocsin.services.problem import Problem
from tocsin.services.settings import Settings
from tocsin.services.subscription.start import FromBeginning, FromNow, FromTime, parse_start
from tocsin.services.watcher import watch
from tocsin.services.watcher.repeats import Repeats
from tocsin.services.watcher.selection import Selection, country_code, select

NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"types": ["x"]}, "no event type 'x'; there are border_crossing, casualties, "),
        ({"types": ["casualty"]}, "no event type 'casualty'; near it: casualties"),
        ({"types": "x"}, "no event type 'x'"),
        ({"severity": "severe"}, "no severity 'severe'; near it: Severe"),
        ({"kinds": ["updated"]}, "no kind 'updated'; near it: update"),
        ({"countries": ["Sudann"]}, "Sudan"),
        ({"since": "yesterdayish"}, "yesterdayish"),
    ],
)
def test_python_hears_of_an_unknown_choice_before_anything_is_connected(
    wrong: dict[str, Any], said: str
) -> None:
    nowhere = Settings.load(bootstrap_servers="127.0.0.1:1", broker_wait=0)

    with pytest.raises(Problem) as told:
        watch(nowhere, **wrong)

    assert said in str(told.value)


def test_words_may_be_given_as_text_and_just_one() -> None:
    assert select("casualties", ["SDN"], ()).types == {EventType.CASUALTIES}
    assert select(["protest", EventType.SURRENDER], (), ()).types == {"protest", "surrender"}


def test_without_since_it_begins_now_and_beginning_is_the_beginning() -> None:
    assert parse_start(None, NOW) == FromNow()
    assert parse_start("beginning", NOW) == FromBeginning()


@pytest.mark.parametrize(
    ("since", "moment"),
    [
        ("2h", NOW - timedelta(hours=2)),
        ("90m", NOW - timedelta(minutes=90)),
        ("1d12h", NOW - timedelta(hours=36)),
        ("45s", NOW - timedelta(seconds=45)),
        ("1w", NOW - timedelta(days=7)),
        (timedelta(minutes=5), NOW - timedelta(minutes=5)),
        ("2024-05-01", datetime(2024, 5, 1, tzinfo=UTC)),
        ("2024-05-01T10:00", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("2024-05-01T10:00:00+02:00", datetime(2024, 5, 1, 8, tzinfo=UTC)),
        (datetime(2024, 5, 1, 10, tzinfo=UTC), datetime(2024, 5, 1, 10, tzinfo=UTC)),
    ],
)
def test_since_takes_durations_and_times(
    since: str | datetime | timedelta, moment: datetime
) -> None:
    assert parse_start(since, NOW) == FromTime(moment)


@pytest.mark.parametrize(
    "since", ["tomorrow", "2 hours", "h", "", "999999999999d", "2h!", "9" * 5000 + "s"]
)
def test_since_that_is_neither_is_reported_with_examples(since: str) -> None:
    with pytest.raises(Problem, match="neither a duration such as 2h"):
        parse_start(since, NOW)


def test_since_a_time_to_come_is_refused() -> None:
    with pytest.raises(Problem, match="in the future"):
        parse_start("2024-05-03", NOW)


@given(st.text())
def test_no_since_whatever_breaks_the_parser(since: str) -> None:
    try:
        start = parse_start(since, NOW)
    except Problem:
        return
    assert isinstance(start, FromNow | FromBeginning | FromTime)


@pytest.mark.parametrize("text", ["SDN", "sdn", "Sudan", "sudan"])
def test_a_country_is_known_by_code_or_name(text: str) -> None:
    assert country_code(text) == "SDN"


def test_an_unknown_country_is_reported_with_its_nearest() -> None:
    with pytest.raises(Problem, match=r"near it: .*SDN \(Sudan\)"):
        country_code("Sudann")


@pytest.mark.parametrize(
    ("text", "codes"), [("Congo", {"COG", "COD"}), ("Korea", {"PRK", "KOR"}), ("guinee", {"GIN"})]
)
def test_a_name_that_several_countries_share_is_refused_with_all_of_them(
    text: str, codes: set[str]
) -> None:
    with pytest.raises(Problem) as refused:
        country_code(text)

    near = str(refused.value).partition("near it: ")[2]
    assert codes <= set(re.findall("[A-Z]{3}", near))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Democratic Republic of the Congo", "COD"),
        ("Burma", "MMR"),
        ("UK", "GBR"),
        ("Türkiye", "TUR"),
    ],
)
def test_other_usual_names_of_a_country_are_known(text: str, code: str) -> None:
    assert country_code(text) == code


def test_an_empty_selection_wants_everything() -> None:
    assert Selection().wants(alert(severity=Severity.UNKNOWN))


@pytest.mark.parametrize(
    ("severity", "wanted"),
    [
        (Severity.EXTREME, True),
        (Severity.SEVERE, True),
        (Severity.MODERATE, False),
        (Severity.MINOR, False),
        (Severity.UNKNOWN, False),
    ],
)
def test_a_severity_asks_for_that_or_worse(severity: Severity, *, wanted: bool) -> None:
    assert select([], [], [Severity.SEVERE]).wants(alert(severity=severity)) is wanted


def test_of_several_severities_the_mildest_counts() -> None:
    chosen = select([], [], [Severity.EXTREME, Severity.MINOR])

    assert chosen.wants(alert(severity=Severity.MINOR))
    assert not chosen.wants(alert(severity=Severity.UNKNOWN))


def test_types_and_countries_must_both_fit() -> None:
    chosen = select([EventType.BORDER_CROSSING, EventType.PROTEST], ["THA"], [])

    assert chosen.wants(alert())
    assert not chosen.wants(alert(event_type=EventType.DETENTION))
    assert not chosen.wants(alert(country="SDN", from_country=None, place=None))


def test_a_crossing_belongs_to_the_country_that_is_left_too() -> None:
    assert select([], ["Myanmar"], []).wants(alert(place=None))


def test_the_place_counts_where_the_country_is_unknown() -> None:
    place = Place(name="Goma", country="COD", resolution=Resolution.CITY, latitude=-1, longitude=29)

    assert select([], ["COD"], []).wants(alert(country=None, from_country=None, place=place))


def test_an_exact_repeat_is_dropped_and_a_revision_is_not() -> None:
    repeats = Repeats()

    assert repeats.is_new(alert("a"))
    assert not repeats.is_new(alert("a"))
    assert repeats.is_new(alert("a", revision=2))
    assert repeats.is_new(alert("b"))
    assert not repeats.is_new(alert("a"))


def test_of_many_revisions_only_the_last_ones_are_remembered() -> None:
    repeats = Repeats(most=3)
    for name in "abcd":
        repeats.is_new(alert(name))

    assert not repeats.is_new(alert("d"))
    assert repeats.is_new(alert("a"))
