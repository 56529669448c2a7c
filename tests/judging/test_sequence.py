from datetime import timedelta

from judging.reports import crossing, exactly, rule
from judging.timeline import Timeline, span

from tocsin.schemas.alert import AlertKind, Change
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import EventType, Subtype, Unit
from tocsin.services.judging.rules.neighbouring_countries import NEIGHBOURS, near

CROSSED = rule("threshold", id="crossed")
CALLED = rule(
    "threshold",
    id="called",
    when={"event_type": "mobilization", "subtypes": ["callup"]},
)
THEN = rule("sequence", first=["crossed"], then=["called"], within="7d", severity="Extreme")
INITIAL, UPDATE = AlertKind.INITIAL, AlertKind.UPDATE


def callup(outlet: str, figure: int, after: timedelta, country: str = "SDN") -> Report:
    return crossing(
        outlet,
        exactly(figure),
        after,
        event_type=EventType.MOBILIZATION,
        subtype=Subtype.CALLUP,
        unit=Unit.RESERVISTS,
        country=country,
    )


def test_a_call_up_after_a_crossing_rings_a_third_time() -> None:
    story = Timeline(CROSSED, CALLED, THEN)

    story.push(crossing("A", 1037), callup("B", 20_000, span("1d")))

    crossed = story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    called = story.want(INITIAL, Change.FIRST_REPORT, "1d", "1d")
    both = story.want(INITIAL, Change.FIRST_REPORT, "1d", "1d")
    assert both.rule_id == THEN.id
    assert both.severity == "Extreme"
    assert both.related == (crossed.id, called.id)
    assert [source.source for source in both.sources] == ["A", "B"]
    story.want_silence()


def test_it_also_rings_when_the_first_step_comes_late() -> None:
    story = Timeline(CROSSED, CALLED, THEN)

    story.push(callup("B", 20_000, span("1d")), crossing("A", 1037))

    assert [story.want(INITIAL, Change.FIRST_REPORT, "0h", "1d").rule_id for _ in range(3)] == [
        "called",
        "crossed",
        THEN.id,
    ]


def test_a_sequence_is_never_dated_before_its_last_revision() -> None:
    story = Timeline(CROSSED, CALLED, THEN)
    story.push(crossing("A", 1037), callup("B", 20_000, span("1d")))
    story.push(crossing("C", 50, span("7d"), country="ETH"))
    story.push(callup("D", 20_000, span("26h")))

    times = [one.detected_at for one in story.rest() if one.rule_id == THEN.id]

    assert len(times) > 2
    assert times == sorted(times)


def test_a_neighbour_counts_and_another_country_does_not() -> None:
    story = Timeline(CROSSED, CALLED, THEN)

    story.push(crossing("A", 1037), callup("B", 5000, span("1d"), "PER"))
    story.push(callup("B", 6000, span("2d"), "TCD"))

    rung = [story.want(INITIAL, Change.FIRST_REPORT, "0h", "2d") for _ in range(4)]
    assert [(alert.rule_id, alert.country) for alert in rung[2:]] == [
        ("called", "TCD"),
        (THEN.id, "TCD"),
    ]
    story.want_silence()


def test_a_sequence_can_be_held_to_one_country() -> None:
    strict = rule(
        "sequence",
        first=["crossed"],
        then=["called"],
        within="7d",
        severity="Extreme",
        where="same_country",
    )
    story = Timeline(CROSSED, CALLED, strict)

    story.push(crossing("A", 1037), callup("B", 6000, span("2d"), "TCD"))

    assert [story.want(INITIAL, Change.FIRST_REPORT, "0h", "2d").rule_id for _ in range(2)] == [
        "crossed",
        "called",
    ]
    story.want_silence()


def test_too_late_or_the_wrong_way_round_is_no_sequence() -> None:
    story = Timeline(CROSSED, CALLED, THEN)

    story.push(callup("B", 5000, span("0h")), crossing("A", 1037, span("1h")))
    story.push(callup("B", 90_000, span("9d")))

    for _ in range(3):
        assert story.want(*_any_turn(story)).rule_id != THEN.id


def _any_turn(story: Timeline) -> tuple[AlertKind, Change, str, str]:
    alert = story.next()
    return alert.kind, alert.change, "0h", "99d"


def test_a_sequence_is_updated_and_expires_with_the_step_that_completed_it() -> None:
    story = Timeline(CROSSED, CALLED, THEN)
    story.push(crossing("A", 1037), callup("B", 20_000, span("1d")))
    for _ in range(3):
        story.want(INITIAL, Change.FIRST_REPORT, "0h", "1d")

    story.push(callup("B", 30_000, span("30h")))
    story.want(UPDATE, Change.FIGURE_UP, "30h", "30h")
    update = story.want(UPDATE, Change.FIGURE_UP, "30h", "30h")
    assert update.rule_id == THEN.id
    assert update.before is not None
    assert update.before.quantity == exactly(20_000)
    story.pass_time()

    ended = [story.want(AlertKind.EXPIRED, Change.QUIET, "3d", "6d").rule_id for _ in range(3)]
    assert ended == ["crossed", "called", THEN.id]
    story.want_silence()


def test_neighbours_are_mutual_and_an_unknown_country_is_near_none() -> None:
    assert all(one in NEIGHBOURS[other] for one, others in NEIGHBOURS.items() for other in others)
    assert {"SDN", "TCD"} <= near("SDN")
    assert "PER" not in near("SDN")
    assert near("ISL") == {"ISL"}
