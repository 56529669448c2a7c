from datetime import timedelta

import pytest
from judging.reports import TUESDAY, crossing, exactly

from schemas.alert import Alert, AlertKind, Change
from schemas.report import Quantity, Report
from schemas.rule import Band, Cases, Condition, ThresholdRule
from schemas.vocabulary import Bound, Certainty, EventType, Modality, Severity, Unit
from services.detector.judging.incident import MOST_SOURCES
from services.detector.judging.judge import REMEMBERED, judge
from services.detector.judging.state import CountryState

RULE = ThresholdRule(
    kind="threshold",
    id="soldiers-cross",
    version=3,
    title="Soldiers cross a border",
    why="A hundred is a unit, a thousand is an army on the move.",
    when=Condition(event_type=EventType.BORDER_CROSSING, units=(Unit.TROOPS,)),
    bands=(
        Band(at_least=100, severity=Severity.MODERATE),
        Band(at_least=1000, severity=Severity.SEVERE),
    ),
    cases=Cases(fire=("200 soldiers crossed.",), silent=("20 soldiers crossed.",)),
)


def told(*reports: Report, state: CountryState | None = None) -> tuple[CountryState, list[Alert]]:
    """Judge reports one after the other; return the last state and all alerts."""
    state = state or CountryState()
    alerts: list[Alert] = []
    for report in reports:
        judgement = judge(state, report, [RULE])
        state = judgement.state
        alerts.extend(judgement.alerts)
    return state, alerts


def test_a_figure_that_reaches_a_band_rings_with_that_bands_severity() -> None:
    _, alerts = told(crossing("Border Wire", exactly(1037)))

    (alert,) = alerts
    assert alert.kind is AlertKind.INITIAL
    assert alert.revision == 1
    assert alert.severity is Severity.SEVERE
    assert alert.title == "Border crossing: 1,037 troops, Sudan"
    assert alert.sources[0].source == "Border Wire"
    assert "1,000 or more is Severe" in alert.why


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(crossing("A", exactly(99)), id="below the lowest band"),
        pytest.param(crossing("A", Quantity()), id="no figure"),
        pytest.param(crossing("A", exactly(1037), modality=Modality.NEGATED), id="denied"),
        pytest.param(crossing("A", exactly(1037), modality=Modality.HYPOTHETICAL), id="feared"),
        pytest.param(crossing("A", exactly(1037), published_at=None), id="no date"),
    ],
)
def test_what_meets_no_rule_changes_no_state(report: Report) -> None:
    state, alerts = told(report)

    assert alerts == []
    assert state == CountryState()


def test_the_same_report_again_changes_nothing() -> None:
    once, _ = told(crossing("Border Wire", exactly(1037)))

    twice, alerts = told(crossing("Border Wire", exactly(1037)), state=once)

    assert alerts == []
    assert twice == once


def test_a_lost_state_gives_the_same_alert_to_the_byte() -> None:
    _, (first,) = told(crossing("Border Wire", exactly(1037)))
    _, (again,) = told(crossing("Border Wire", exactly(1037)))

    assert first.write() == again.write()


def test_another_article_with_a_larger_figure_updates_the_alert() -> None:
    _, (first, update) = told(
        crossing("Border Wire", exactly(1037)),
        crossing("Harbour Post", exactly(1200), TUESDAY + timedelta(hours=2)),
    )

    assert update.id == first.id
    assert update.revision == 2
    assert update.kind is AlertKind.UPDATE
    assert update.change is Change.FIGURE_UP
    assert update.quantity == exactly(1200)
    assert [source.source for source in update.sources] == ["Border Wire", "Harbour Post"]
    assert update.certainty is Certainty.LIKELY


def test_a_correction_to_below_the_lowest_band_is_told() -> None:
    _, (_, update) = told(
        crossing("Border Wire", exactly(1037)),
        crossing("Border Wire", exactly(37), TUESDAY + timedelta(hours=2)),
    )

    assert update.change is Change.FIGURE_DOWN
    assert update.severity is Severity.MINOR


def test_another_source_with_the_same_figure_is_kept_and_does_not_ring() -> None:
    state, alerts = told(
        crossing("Border Wire", exactly(1037)), crossing("Harbour Post", exactly(1037))
    )

    assert len(alerts) == 1
    assert {source.source for source in state.open_alerts[0].sources} == {
        "Border Wire",
        "Harbour Post",
    }


def test_a_vague_figure_does_not_replace_an_exact_one() -> None:
    thousands = Quantity(low=2000, bound=Bound.VAGUE)

    _, alerts = told(
        crossing("Border Wire", exactly(1037)),
        crossing("Harbour Post", thousands, TUESDAY + timedelta(hours=2)),
    )

    assert len(alerts) == 1


def test_a_late_older_article_does_not_turn_the_figure_back() -> None:
    _, alerts = told(
        crossing("Border Wire", exactly(1037)),
        crossing("Harbour Post", exactly(400), TUESDAY - timedelta(hours=5)),
    )

    assert len(alerts) == 1


def test_the_next_day_is_another_incident() -> None:
    _, (first, second) = told(
        crossing("Border Wire", exactly(1037)),
        crossing("Border Wire", exactly(1037), TUESDAY + timedelta(days=1)),
    )

    assert first.id != second.id
    assert second.kind is AlertKind.INITIAL


def test_an_unknown_country_rings_too() -> None:
    _, (alert,) = told(crossing("Border Wire", exactly(1037), country=None))

    assert alert.country is None
    assert "country unknown" in alert.title


def test_old_incidents_are_let_go_when_the_countrys_clock_moves_on() -> None:
    later = TUESDAY + REMEMBERED + timedelta(days=1)

    state, _ = told(
        crossing("Border Wire", exactly(1037)), crossing("Border Wire", exactly(1037), later)
    )

    assert [held.alert.first_published_at for held in state.open_alerts] == [later]


def test_an_alert_lists_the_first_and_the_newest_of_very_many_sources() -> None:
    reports = [
        crossing(f"Outlet {n}", exactly(1000 + n), TUESDAY + timedelta(minutes=n))
        for n in range(3 * MOST_SOURCES)
    ]

    _, alerts = told(*reports)

    sources = alerts[-1].sources
    assert len(sources) == MOST_SOURCES
    assert sources[0].source == "Outlet 0"
    assert sources[-1].source == f"Outlet {3 * MOST_SOURCES - 1}"


def test_the_state_reads_back_as_it_was_written() -> None:
    state, _ = told(crossing("Border Wire", exactly(1037)))

    assert CountryState.read(state.write()) == state
