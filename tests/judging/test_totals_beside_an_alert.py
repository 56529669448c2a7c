"""A total never rings by itself; it shows beside the figure of the event in the same article."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import permutations

from judging.reports import crossing, rule

from tocsin.schemas.alert import Alert
from tocsin.schemas.report import Evidence, Report
from tocsin.schemas.vocabulary import Modality, Scope
from tocsin.services.detector.state.states import StoredStates
from tocsin.services.judging.alerts.totals import with_total
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.judging.state.slot_state import SlotState
from tocsin.services.stories.measure import in_all_of

RULE = rule("threshold")
SINCE = "Soldiers crossed, bringing those who came since May 2025 to 9,000."


def total(outlet: str, figure: int, article: str, after: timedelta = timedelta()) -> Report:
    return crossing(
        outlet,
        figure,
        after,
        article_id=article,
        scope=Scope.TOTAL,
        modality=Modality.HISTORICAL,
        evidence=Evidence(part="text", sentence=SINCE, start=0, end=len(SINCE)),
    )


def last_alerts(reports: Iterable[Report]) -> list[Alert]:
    world = InMemoryJudge((RULE,))
    alerts = [alert for report in reports for alert in world.push(report)]
    return list({one.id: one for one in (*alerts, *world.finish())}.values())


def test_a_total_alone_rings_nothing() -> None:
    assert last_alerts([total("A", 9000, "first")]) == []


def test_an_alert_shows_the_total_of_its_article_and_keeps_its_own_figure() -> None:
    world = InMemoryJudge((RULE,))
    world.push(total("A", 9000, "first"))

    (alert,) = world.push(crossing("A", 400, article_id="first"))

    assert alert.quantity.figure == 400
    assert alert.in_all is not None
    assert (alert.in_all.quantity.figure, alert.in_all.since) == (9000, "May 2025")
    assert alert.summary.endswith("In all since May 2025: 9,000 troops crossing the border (A).")


def test_the_newest_total_of_the_incident_shows_in_the_end_whatever_came_first() -> None:
    reports = (
        total("A", 9000, "first"),
        crossing("A", 400, article_id="first"),
        total("B", 9400, "second", timedelta(hours=3)),
        crossing("B", 410, timedelta(hours=3), article_id="second"),
    )

    told = {last_alerts(order)[0].in_all for order in permutations(reports)}

    assert [one and one.quantity.figure for one in told] == [9400]


def test_totals_of_other_articles_and_smaller_ones_are_not_shown() -> None:
    other = [total("A", 9000, "elsewhere"), crossing("A", 400, article_id="first")]
    smaller = [total("A", 300, "first"), crossing("A", 400, article_id="first")]

    assert [one.in_all for one in (*last_alerts(other), *last_alerts(smaller))] == [None, None]


def test_totals_are_kept_once_few_and_in_the_stored_state() -> None:
    state = SlotState()
    for hours in (*range(12), 11):
        state = with_total(state, total("A", 9000 + hours, f"a{hours}", timedelta(hours=hours)))
    stored = StoredStates({})
    stored.store(b"0/SDN/border_crossing", state)
    stored.forget()

    assert [one.quantity.figure for one in state.totals] == list(range(9004, 9012))
    assert stored.load(b"0/SDN/border_crossing") == state


def test_a_state_of_an_earlier_version_has_no_totals() -> None:
    assert SlotState.read(b"{}").totals == ()


def test_watch_and_digest_have_the_same_words_as_the_summary() -> None:
    (alert,) = last_alerts([total("A", 9000, "first"), crossing("A", 400, article_id="first")])

    assert in_all_of(alert) == "In all since May 2025: 9,000 troops crossing the border (A)"
    assert alert.summary.endswith(f"{in_all_of(alert)}.")
    assert in_all_of(alert.model_copy(update={"in_all": None})) is None
