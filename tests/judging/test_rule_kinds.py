from datetime import timedelta

import pytest
from judging.reports import crossing, place, rule
from judging.timeline import Timeline, span

from tocsin.schemas.alert import AlertKind, Change
from tocsin.schemas.vocabulary import Severity
from tocsin.services.judging.rules.kinds import KINDS
from tocsin.services.judging.rules.spike import chance_of

INITIAL, UPDATE, RETRACTION = AlertKind.INITIAL, AlertKind.UPDATE, AlertKind.RETRACTION
FEW = [{"at_least": 3, "severity": "Moderate"}, {"at_least": 5, "severity": "Severe"}]
DAY = timedelta(days=1)
TOWNS = [place("Kassala", 15.5, 36.4), place("Geneina", 13.4, 22.4), place("Halfa", 21.8, 31.3)]


def test_total_adds_up_what_no_single_incident_reaches() -> None:
    story = Timeline(rule("total", window="7d"))

    story.push(crossing("A", 40), crossing("A", 9, span("1d")), crossing("A", 65, span("4d")))

    alert = story.want(INITIAL, Change.FIRST_REPORT, "4d", "4d")
    assert alert.quantity.figure == 114
    assert len(alert.sources) == 3
    assert "within 7d" in alert.why


def test_total_leaves_to_a_threshold_what_one_incident_reaches_alone() -> None:
    story = Timeline(rule("total", window="7d"))

    story.push(crossing("A", 300), crossing("A", 9, span("1d")))

    story.want_silence()


def test_total_forgets_what_lies_before_its_window() -> None:
    story = Timeline(rule("total", window="3d"))

    story.push(crossing("A", 60), crossing("A", 10, span("2d")), crossing("A", 80, span("6d")))

    story.want_silence()


def test_total_can_keep_the_borders_of_a_country_apart() -> None:
    story = Timeline(rule("total", window="7d", by="border"))

    story.push(
        crossing("A", 60, from_country="ETH"), crossing("A", 60, span("5d"), from_country="TCD")
    )
    story.want_silence()
    story.push(crossing("A", 50, span("6d"), from_country="ETH", unit="troops"))

    alert = story.want(INITIAL, Change.FIRST_REPORT, "6d", "6d")
    assert alert.quantity.figure == 110
    assert alert.from_country == "ETH"


def test_frequency_counts_incidents_whatever_their_figure() -> None:
    story = Timeline(rule("frequency", window="10d", bands=FEW))

    story.push(
        crossing("A", 5, place=TOWNS[0]),
        crossing("A", 70, span("1d"), place=TOWNS[1]),
        crossing("A", 5, span("7d"), place=TOWNS[2]),
    )

    alert = story.want(INITIAL, Change.FIRST_REPORT, "7d", "7d")
    assert alert.title == "Border crossing: 3 incidents, Sudan"


def test_frequency_counts_independent_sources_and_outlets_once() -> None:
    story = Timeline(rule("frequency", window="1d", bands=FEW, count="sources"))

    story.push(crossing("A", 50), crossing("A", 51, span("1h")), crossing("B", 52, span("2h")))
    story.want_silence()
    story.push(crossing("C", 50, span("3h")))

    alert = story.want(INITIAL, Change.FIRST_REPORT, "3h", "3h")
    assert "3 independent sources" in alert.title


def test_spike_is_quiet_until_it_was_watched_long_enough() -> None:
    spike = rule("spike", baseline="14d", bands=FEW)
    story = Timeline(spike)

    story.push(*(crossing("A", 4**n, n * span("1m")) for n in range(5)))

    story.want_silence()


def test_spike_rings_on_a_day_with_far_more_than_before() -> None:
    spike = rule("spike", baseline="14d", bands=FEW)
    story = Timeline(spike)

    story.push(*(crossing("A", 20 + day, day * DAY) for day in range(0, 28, 7)))
    story.want_silence()
    story.push(*(crossing("A", 4**n, 30 * DAY + n * span("1m"), place=TOWNS[n]) for n in range(3)))

    alert = story.want(INITIAL, Change.FIRST_REPORT, "30d", "31d")
    assert alert.quantity.figure == 3
    assert "before make unlikely" in alert.why


def test_spike_takes_a_busy_country_as_it_is() -> None:
    spike = rule("spike", baseline="14d", bands=FEW)
    story = Timeline(spike)
    for day in range(40):
        story.push(
            *(crossing("A", 4**n, day * DAY + n * span("1m"), place=TOWNS[n]) for n in range(3))
        )

    story.want_silence()


@pytest.mark.parametrize(
    ("count", "before", "days", "chance"),
    # P(X >= n) of the negative binomial with r = before + 1/2, p = days / (days + 1)
    [(0, 7, 14, 1.0), (1, 0, 28, 0.0174), (3, 0, 28, 1.298e-05), (5, 28, 28, 0.00483)],
)
def test_the_chance_of_a_count_is_that_of_the_gamma_poisson_forecast(
    count: int, before: int, days: int, chance: float
) -> None:
    assert chance_of(count, before, days) == pytest.approx(chance, rel=0.01)


def test_first_rings_after_a_silence_that_was_watched() -> None:
    first = rule("first", after="30d", bands=[{"at_least": 0, "severity": "Minor"}])
    story = Timeline(first)

    story.push(crossing("A", 7))
    story.want_silence()
    story.push(crossing("A", 5, span("20d")))
    story.want_silence()
    story.push(crossing("A", 9, span("60d")))

    alert = story.want(INITIAL, Change.FIRST_REPORT, "60d", "60d")
    assert alert.severity is Severity.MINOR
    assert "after 30d without" in alert.why


def test_a_late_report_that_takes_the_ground_from_an_alert_takes_it_back() -> None:
    first = rule("first", after="30d", bands=[{"at_least": 0, "severity": "Minor"}])
    story = Timeline(first)
    story.push(crossing("A", 7, country="TCD"), crossing("A", 9, span("60d")))
    story.want(INITIAL, Change.FIRST_REPORT, "60d", "60d")

    story.push(crossing("B", 500, span("50d")))

    story.want(RETRACTION, Change.TAKEN_BACK, "60d", "60d")
    story.want(INITIAL, Change.FIRST_REPORT, "50d", "50d")
    story.want_silence()


def test_a_rule_can_ask_for_two_independent_sources() -> None:
    careful = rule("threshold", when={"event_type": "border_crossing", "independent_sources": 2})
    story = Timeline(careful)

    story.push(crossing("A", 1037))
    story.want_silence()
    story.push(crossing("B", 1037, span("1h")))

    assert story.want(INITIAL, Change.FIRST_REPORT, "1h", "1h").independent_sources == 2


@pytest.mark.parametrize(
    "asked",
    [{"actors": ["rangers"]}, {"places": ["Kassala"]}, {"sources": ["B"]}, {"countries": ["TCD"]}],
)
def test_a_condition_that_is_not_met_keeps_a_rule_silent(asked: dict[str, object]) -> None:
    story = Timeline(rule("threshold", when={"event_type": "border_crossing", **asked}))

    story.push(crossing("A", 1037, actor="soldiers"))

    story.want_silence()


def test_every_kind_of_rule_is_in_the_registry_but_the_one_that_spans_countries() -> None:
    assert {kind.__name__ for kind in KINDS} == {
        "ThresholdRule",
        "TotalRule",
        "FrequencyRule",
        "SpikeRule",
        "FirstRule",
    }
