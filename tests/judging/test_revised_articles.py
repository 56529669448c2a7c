"""A changed article amends what it said; it is not a second source, nor counted twice."""

from datetime import timedelta
from typing import Any

from judging.reports import TUESDAY, crossing, exactly, rule

from tocsin.schemas.alert import AlertKind
from tocsin.schemas.report import Evidence, Report
from tocsin.services.judging.in_memory import InMemoryJudge

SOON = timedelta(minutes=5)
LATER = timedelta(hours=2)


def said(figure: int, ingested: timedelta, start: int = 0, **given: Any) -> Report:  # noqa: ANN401 - any field
    sentence = f"Some {figure:,} soldiers crossed the river into the province near Kassala."
    return crossing(
        "Gazette",
        exactly(figure),
        ingested_at=TUESDAY + ingested,
        title="Soldiers cross into Sudan near Kassala",
        evidence=Evidence(sentence=sentence, start=start, end=start + len(sentence)),
        **given,
    ).model_copy(update={"article_id": "https://gazette.example/1"})


def test_a_revised_figure_updates_the_alert_and_the_old_one_no_longer_counts() -> None:
    world = InMemoryJudge([rule("threshold")])
    [first] = world.push(said(400, SOON))

    [second] = world.push(said(1_200, LATER))

    assert (first.kind, second.kind) == (AlertKind.INITIAL, AlertKind.UPDATE)
    assert second.id == first.id
    assert second.quantity == exactly(1_200)
    assert [one.quantity for one in second.sources] == [exactly(1_200)]


def test_a_figure_that_is_taken_back_lowers_the_alert_too() -> None:
    # what grows milder waits for the minimum interval; here there is none
    world = InMemoryJudge([rule("threshold", min_interval="0m")])
    [first] = world.push(said(1_200, SOON))

    [second] = world.push(said(400, LATER))

    assert second.id == first.id
    assert second.quantity == exactly(400)


def test_a_sentence_that_only_moved_changes_nothing_that_people_see() -> None:
    world = InMemoryJudge([rule("threshold")])
    world.push(said(400, SOON))

    assert world.push(said(400, LATER, start=90)) == ()
    [held] = world.slots["SDN/border_crossing"].reports
    assert held.report.evidence.start == 90


def test_an_earlier_revision_that_comes_again_stays_superseded() -> None:
    world = InMemoryJudge([rule("threshold")])
    old, new = said(400, SOON), said(1_200, LATER)
    world.push(old)
    world.push(new)

    assert world.push(old) == ()
    assert world.push(new) == ()


def test_two_events_of_one_reading_stand_beside_each_other() -> None:
    world = InMemoryJudge([rule("threshold")])
    world.push(said(400, SOON))
    world.push(said(700, SOON, start=300))

    assert len(world.slots["SDN/border_crossing"].reports) == 2
