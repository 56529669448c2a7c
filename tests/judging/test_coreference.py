from datetime import timedelta

import pytest
from judging.reports import TUESDAY, crossing, held, killed, place
from judging.timeline import span

from tocsin.schemas.report import Period, Report
from tocsin.schemas.vocabulary import Unit
from tocsin.services.judging.incidents.coreference.reference_clustering import incidents_of

KATHMANDU = place("Kathmandu", 27.7, 85.3, "NPL")
POKHARA = place("Pokhara", 28.2, 84.0, "NPL")
QUAKE = "An earthquake killed people in the hills."
SHELLING = "Shelling killed people in the market."
NOW = timedelta()


def _days_before(days: int) -> Period:
    """Return the day so many before the reports of these tests."""
    begin = TUESDAY.replace(hour=0, minute=0) - timedelta(days=days)
    return Period(earliest=begin, latest=begin + timedelta(days=1))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            crossing("A", 1037), crossing("B", 1214, span("5h")), id="close figures of one day"
        ),
        pytest.param(
            crossing("A", 1037), crossing("B", 1037, span("9d")), id="the same figure, days later"
        ),
        pytest.param(
            killed("A", 31, NOW, QUAKE),
            killed("B", 31, span("9d"), "They mourn the 31 whom the earthquake killed."),
            id="a small figure of one cause, days later",
        ),
        pytest.param(
            killed("A", 96, NOW, QUAKE),
            killed("B", 400, span("2d"), "The earthquake's toll rose."),
            id="a toll that grows",
        ),
        pytest.param(
            killed("A", 15, NOW, "An air strike killed 15 fighters in the town."),
            killed("B", 40, span("2d"), "The toll of the air strike rises to 40."),
            id="a strike whose toll goes on",
        ),
        pytest.param(
            killed("A", 30, NOW, QUAKE, place=KATHMANDU),
            killed("B", 31, NOW, QUAKE, place=place("Patan", 27.67, 85.32, "NPL")),
            id="places side by side",
        ),
        pytest.param(
            crossing("A", 1000), crossing("A", 2900, span("1d")), id="a crossing that goes on"
        ),
        pytest.param(
            killed("A", 14, NOW, SHELLING, happened=_days_before(2)),
            killed("B", 15, span("2h"), SHELLING, happened=_days_before(1)),
            id="days side by side, as clocks differ",
        ),
    ],
)
def test_one_event(one: Report, other: Report) -> None:
    assert len(incidents_of(held(one, other))) == 1
    assert incidents_of(held(one, other)) == incidents_of(held(other, one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(crossing("A", 1037), crossing("B", 60, span("1h")), id="figures far apart"),
        pytest.param(
            crossing("A", 1037), crossing("B", 1100, span("5d")), id="days of silence between"
        ),
        pytest.param(
            crossing("A", 1037),
            crossing("B", 1037, span("1h"), unit=Unit.PEOPLE),
            id="soldiers and civilians",
        ),
        pytest.param(
            crossing("A", 1037, from_country="ETH"),
            crossing("B", 1100, span("1h"), from_country="TCD"),
            id="over different borders",
        ),
        pytest.param(
            killed("A", 30, NOW, QUAKE, place=KATHMANDU),
            killed("B", 31, NOW, QUAKE, place=POKHARA),
            id="cities far apart",
        ),
        pytest.param(
            killed("A", 30, NOW, "A bus fell into a gorge."),
            killed("B", 31, NOW, QUAKE),
            id="different causes",
        ),
        pytest.param(
            killed("A", 30, NOW, "Shelling killed people in the market."),
            killed("B", 31, span("2d"), "Shelling killed soldiers near the airport."),
            id="attacks of different days",
        ),
        pytest.param(
            killed("A", 31, NOW, "A bus fell off a cliff near the coast."),
            killed("B", 31, span("9d"), "A lorry hit a minibus in the hills."),
            id="one small figure, many days apart",
        ),
        pytest.param(
            killed("A", 14, NOW, SHELLING, happened=_days_before(6)),
            killed("B", 15, span("2h"), SHELLING, happened=_days_before(1)),
            id="days that the texts name",
        ),
    ],
)
def test_two_events(one: Report, other: Report) -> None:
    assert len(incidents_of(held(one, other))) == 2
    assert incidents_of(held(one, other)) == incidents_of(held(other, one))


def test_a_magnitude_tells_a_quake_from_one_whose_other_reports_give_none() -> None:
    strong = killed("A", 5, NOW, "A magnitude-5.6 earthquake killed five people in the hills.")
    others = [killed(outlet, 5, span("2h"), QUAKE) for outlet in ("B", "C", "D")]
    weaker = killed("E", 5, span("9h"), "A magnitude-5.2 earthquake killed five in the hills.")
    revised = killed("E", 5, span("9h"), "A magnitude-5.8 earthquake killed five in the hills.")

    assert len(incidents_of(held(strong, *others, weaker))) == 2
    assert len(incidents_of(held(strong, *others, revised))) == 1
