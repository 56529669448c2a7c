"""Whatever comes in whatever order, and however often: people end up with the same alerts."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import permutations

from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from judging.reports import TUESDAY, crossing, rule
from shipped_network import shipped

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.report import Report
from tocsin.schemas.rule import Rule
from tocsin.services.demo.seed_articles import seed_articles
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.judging.incidents.incident import in_order
from tocsin.services.judging.incidents.lifetime import USUAL
from tocsin.services.judging.state.slot_state import SlotState
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import SEEDS

RULE = rule("threshold")
_STORY = (
    "border-wire-20260309-moei-crossing",
    "valley-herald-20260309-wire-17",
    "harbour-post-20260309-river-or-grave",
    "mekong-courier-20260309-tak",
    "harbour-post-20260310-reservists",
    "southern-cross-daily-20260311-promise",
)
_OF_THE_WAY = {"revision", "change", "before", "held", "detected_at", "story_id", "related"}
"""What tells how an alert came to be what it is, not what it is."""


def told(reports: Iterable[Report], rules: Sequence[Rule] = (RULE,)) -> list[Alert]:
    """Return every revision, until nothing is due any more."""
    world = InMemoryJudge(rules)
    alerts = [alert for report in reports for alert in world.push(report)]
    return [*alerts, *world.finish()]


def standing(alerts: Iterable[Alert], unlike: frozenset[str] = frozenset()) -> list[str]:
    """Return what people know in the end: the last revision of each alert that still holds."""
    last = {alert.id: alert for alert in alerts}
    return sorted(
        alert.model_dump_json(exclude=_OF_THE_WAY | unlike)
        for alert in last.values()
        if alert.kind is not AlertKind.RETRACTION and "below" not in alert.why
    )


def by_alert(alerts: Iterable[Alert]) -> dict[str, list[Alert]]:
    """Return the revisions of each alert; which country's time is looked at first is no promise."""
    found: dict[str, list[Alert]] = {}
    for alert in alerts:
        found.setdefault(alert.id, []).append(alert)
    return found


reports = st.builds(
    crossing,
    outlet=st.sampled_from(["Border Wire", "Harbour Post", "Mekong Courier"]),
    figure=st.sampled_from([40, 110, 120, 400, 1037, 1214, 5000]),
    after=st.integers(0, 30 * 24).map(lambda hours: timedelta(hours=hours)),
    country=st.sampled_from(["SDN", "TCD"]),
    from_country=st.sampled_from([None, None, "ETH"]),
)
stories = st.lists(reports, max_size=12, unique_by=lambda one: one.id)


@given(
    st.lists(
        reports.filter(lambda one: one.published_at < TUESDAY + USUAL),
        max_size=4,
        unique_by=lambda one: one.id,
    )
)
@settings(max_examples=examples(25), deadline=None)
def test_every_order_of_arrival_ends_with_the_same_alerts(story: list[Report]) -> None:
    # an alert's id carries what was known when it rang, so here only the content counts
    ids = frozenset({"id"})
    ends = {tuple(standing(told(order), ids)) for order in permutations(story)}

    assert len(ends) == 1


def test_an_expired_alert_is_sent_once_more_if_as_many_other_reports_support_it() -> None:
    hours = timedelta(hours=1)
    story = [
        crossing("Border Wire", 40, 169 * hours),
        crossing("Border Wire", 400, 0 * hours),
        crossing("Border Wire", 400, 73 * hours),
        crossing("Border Wire", 1037, 0 * hours),
    ]
    ends = {tuple(standing(told(order), frozenset({"id"}))) for order in permutations(story)}

    assert len(ends) == 1


@given(stories, st.data())
@settings(max_examples=examples(25), deadline=None)
def test_reports_that_come_again_change_nothing(story: list[Report], data: st.DataObject) -> None:
    again: list[Report] = []
    for at, report in enumerate(story):
        again.append(report)
        again.extend(data.draw(st.lists(st.sampled_from(story[: at + 1]), max_size=2)))

    assert by_alert(told(again)) == by_alert(told(story))


@given(stories)
@settings(max_examples=examples(25), deadline=None)
def test_a_replay_gives_the_same_bytes(story: list[Report]) -> None:
    first = [alert.write() for alert in told(story)]

    assert [alert.write() for alert in told(story)] == first


@given(stories)
@settings(max_examples=examples(25), deadline=None)
def test_it_does_not_matter_how_often_the_clock_is_looked_at(story: list[Report]) -> None:
    ordered = sorted(story, key=in_order)
    ticks = [
        crossing("Clock", 1, timedelta(hours=hours), country="ISL") for hours in range(0, 720, 25)
    ]
    with_ticks = sorted([*ordered, *ticks], key=in_order)

    seen = [alert.write() for alert in told(with_ticks) if alert.country != "ISL"]

    assert sorted(seen) == sorted(alert.write() for alert in told(ordered))


@given(stories)
@settings(max_examples=examples(25), deadline=None)
def test_states_read_back_as_they_were_written_and_hold_nothing_in_the_end(
    story: list[Report],
) -> None:
    world = InMemoryJudge([RULE])
    for report in story:
        world.push(report)
        for state in world.slots.values():
            assert SlotState.read(state.write()) == state
    world.finish()

    assert [state for state in world.slots.values() if state.reports or state.sent] == []


@given(stories)
@settings(max_examples=examples(25), deadline=None)
def test_revisions_count_up_by_one_and_begin_with_an_initial(story: list[Report]) -> None:
    revisions: dict[str, list[Alert]] = {}
    for alert in told(story):
        revisions.setdefault(alert.id, []).append(alert)

    for of_one in revisions.values():
        assert [alert.revision for alert in of_one] == list(range(1, len(of_one) + 1))
        assert [alert.kind is AlertKind.INITIAL for alert in of_one].index(True) == 0
        assert sum(alert.kind is AlertKind.INITIAL for alert in of_one) == 1


def test_the_seed_story_ends_the_same_in_every_order_of_arrival() -> None:
    by_id = {article.id: article for article in seed_articles()}
    rules = load_rules(SEEDS / "rules")
    read = {name: reports_of(by_id[name], shipped()) for name in _STORY}

    ends = {
        tuple(standing(told([r for name in order for r in read[name]], rules)))
        for order in permutations(_STORY)
    }

    (end,) = ends
    alerts = [Alert.read(payload.encode()) for payload in _readable(end)]
    assert sorted(alert.rule_id for alert in alerts) == [
        "border-crossing-troops",
        "callup",
        "crossing-then-callup",
    ]
    (crossed,) = [alert for alert in alerts if alert.rule_id == "border-crossing-troops"]
    assert crossed.quantity.figure == 1037
    assert crossed.independent_sources == 3
    assert len(crossed.sources) == 4


def _readable(end: Iterable[str]) -> list[str]:
    filler = '{"revision":1,"change":"quiet","detected_at":"2026-03-09T00:00:00Z",'
    return [filler + payload[1:] for payload in end]
