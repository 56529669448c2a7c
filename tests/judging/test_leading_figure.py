"""An alert's figure grows freely and falls only for a reason."""

from datetime import timedelta
from itertools import permutations

import pytest
from judging.reports import TUESDAY, killed, place, rule
from judging.timeline import Timeline, span

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.report import Period, Quantity, Report
from tocsin.schemas.rule import Rule
from tocsin.schemas.vocabulary import Bound, Modality, Subtype
from tocsin.services.judging.retention import MOST_OF_ONE

CASUALTIES = rule(
    "threshold",
    when={"event_type": "casualties", "subtypes": ["killed"]},
    bands=[{"at_least": 10, "severity": "Moderate"}, {"at_least": 100, "severity": "Severe"}],
)
MISSING = rule("threshold", when={"event_type": "casualties", "subtypes": ["missing"]})
QUAKE = "The earthquake killed people in the western hills of Nepal."
CATEEL, MANAY = place("Cateel", 28.1, 84.1, "NPL"), place("Manay", 28.2, 84.2, "NPL")
MONDAY = Period(earliest=TUESDAY - span("1d"), latest=TUESDAY - span("12h"))
NEXT = Period(earliest=TUESDAY - span("12h"), latest=TUESDAY)


def last_of(*reports: Report, ring: Rule = CASUALTIES) -> tuple[Alert, list[Change]]:
    """Return what is known in the end, and why each revision was sent."""
    story = Timeline(ring)
    story.push(*reports)
    story.pass_time()
    alerts = story.rest()
    return alerts[-1], [one.change for one in alerts]


@pytest.mark.parametrize(
    "later",
    [
        pytest.param({"outlet": "Harbour Post"}, id="of another outlet"),
        pytest.param({"outlet": "Border Wire", "place": MANAY}, id="of another place"),
        pytest.param({"outlet": "Border Wire", "happened": NEXT}, id="of another day"),
    ],
)
def test_a_smaller_figure_never_overwrites_a_larger_one(later: dict[str, object]) -> None:
    first = killed("Border Wire", 142, span("0h"), QUAKE, place=CATEEL, happened=MONDAY)
    given = {"place": CATEEL, "happened": MONDAY, **later}
    second = killed(str(given.pop("outlet")), 100, span("5h"), QUAKE, **given)

    alert, changes = last_of(first, second)

    assert alert.quantity.figure == 142
    assert Change.FIGURE_DOWN not in changes


def test_a_newer_smaller_figure_of_the_same_outlet_is_used() -> None:
    alert, changes = last_of(
        killed("Border Wire", 142, span("0h"), QUAKE), killed("Border Wire", 90, span("5h"), QUAKE)
    )

    assert alert.quantity.figure == 90
    assert changes == [Change.FIRST_REPORT, Change.FIGURE_DOWN, Change.QUIET]


def test_an_outlet_that_lowers_its_figure_does_not_lower_that_of_another() -> None:
    alert, _ = last_of(
        killed("Border Wire", 142, span("0h"), QUAKE),
        killed("Harbour Post", 120, span("2h"), QUAKE),
        killed("Border Wire", 90, span("5h"), QUAKE),
    )

    assert alert.quantity.figure == 120
    assert (alert.low, alert.high) == (90, 142)


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("The ministry corrected the earthquake's toll in Nepal: 95 people were killed.", 95),
        ("The ministry lowered the earthquake's death toll in Nepal to 95 people killed.", 95),
        ("The earthquake killed 95 people in Nepal, up from an earlier toll of 60.", 142),
    ],
)
def test_a_correction_lowers_the_figure_of_others_and_a_rise_does_not(
    said: str, figure: int
) -> None:
    alert, changes = last_of(
        killed("Border Wire", 142, span("0h"), QUAKE), killed("Harbour Post", 95, span("5h"), said)
    )

    assert alert.quantity.figure == figure
    assert (Change.CORRECTION in changes) is (figure == 95)
    assert Change.FIGURE_DOWN not in changes


def test_the_number_of_the_missing_may_fall_whichever_outlet_counts() -> None:
    alert, changes = last_of(
        killed("Border Wire", 400, span("0h"), QUAKE, subtype=Subtype.MISSING),
        killed("Harbour Post", 280, span("5h"), QUAKE, subtype=Subtype.MISSING),
        ring=MISSING,
    )

    assert alert.quantity.figure == 280
    assert Change.FIGURE_DOWN in changes


def test_an_exact_figure_puts_a_vague_word_exactly_and_is_no_fall() -> None:
    hundreds = killed("Border Wire", 1, span("0h"), QUAKE).model_copy(
        update={"quantity": Quantity(low=200, bound=Bound.VAGUE)}
    )
    alert, changes = last_of(hundreds, killed("Harbour Post", 150, span("5h"), QUAKE))

    assert alert.quantity.figure == 150
    assert Change.FIGURE_DOWN not in changes


def test_a_village_toll_does_not_put_hundreds_exactly() -> None:
    hundreds = killed("Border Wire", 1, span("0h"), QUAKE).model_copy(
        update={"quantity": Quantity(low=200, bound=Bound.VAGUE)}
    )
    alert, changes = last_of(hundreds, killed("Harbour Post", 30, span("5h"), QUAKE))

    assert alert.quantity.figure == 200
    assert Change.FIGURE_DOWN not in changes


def test_the_figure_does_not_depend_on_the_order_of_arrival() -> None:
    reports = (
        killed("Border Wire", 142, span("0h"), QUAKE),
        killed("Harbour Post", 120, span("2h"), QUAKE),
        killed("Border Wire", 130, span("4h"), QUAKE),
        killed("Harbour Post", 125, span("6h"), QUAKE, modality=Modality.OCCURRED),
    )

    figures = {last_of(*order)[0].quantity.figure for order in permutations(reports)}

    assert figures == {130}


def test_the_report_whose_figure_is_used_is_not_let_go_when_very_many_come() -> None:
    later = (
        killed(f"Outlet {n}", 100 + n % 20, timedelta(minutes=n), QUAKE)
        for n in range(2, 3 * MOST_OF_ONE)
    )
    alert, changes = last_of(
        killed("Border Wire", 120, span("0h"), QUAKE),
        killed("Harbour Post", 142, timedelta(minutes=1), QUAKE),
        *later,
    )

    assert alert.quantity.figure == 142
    assert Change.FIGURE_DOWN not in changes


def test_the_range_leaves_out_figures_of_another_day() -> None:
    alert, _ = last_of(
        killed("Border Wire", 142, span("0h"), QUAKE, happened=MONDAY),
        killed("Harbour Post", 142, span("2h"), QUAKE, happened=MONDAY),
        killed("Valley Herald", 100, timedelta(hours=3), QUAKE, happened=NEXT),
    )

    assert (alert.low, alert.high) == (142, 142)
    assert alert.kind is AlertKind.EXPIRED
