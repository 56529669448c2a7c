"""A drill rings as the world would, as an exercise, and leaves the world alone."""

from datetime import timedelta

from judging.reports import crossing, rule
from judging.timeline import Timeline

from tocsin.schemas.alert import AlertKind, Change
from tocsin.schemas.vocabulary import Status

YEAR = timedelta(days=365)


def test_an_exercise_rings_is_marked_and_is_over_at_once() -> None:
    story = Timeline(rule("threshold"))

    story.push(crossing("Drill", 1037, status=Status.EXERCISE))

    first = story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "0h", "0h")
    last = story.want(AlertKind.EXPIRED, Change.QUIET, "0h", "0h")
    assert (first.status, last.status) == (Status.EXERCISE, Status.EXERCISE)
    assert (first.id, first.revision, last.revision) == (last.id, 1, 2)
    assert first.title.startswith("Exercise: ")
    story.pass_time()
    story.want_silence()


def test_an_exercise_joins_no_incident_ends_no_alert_and_moves_no_clock() -> None:
    story, undisturbed = Timeline(rule("threshold")), Timeline(rule("threshold"))
    for one in (story, undisturbed):
        one.push(crossing("Border Wire", 1037))
    real = story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "0h", "0h")

    story.push(crossing("Drill", 1037, YEAR, status=Status.EXERCISE))

    drilled = story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "365d", "365d")
    story.want(AlertKind.EXPIRED, Change.QUIET, "365d", "365d")
    assert drilled.id != real.id
    assert story.world.slots == undisturbed.world.slots
    story.push(crossing("Harbour Post", 1400, timedelta(hours=2)))
    assert story.want(AlertKind.UPDATE, Change.FIGURE_UP, "2h", "2h").independent_sources == 2


def test_a_drill_comes_again_byte_for_byte() -> None:
    story = Timeline(rule("threshold"))
    report = crossing("Drill", 1037, status=Status.EXERCISE)

    story.push(report, report)

    one, _ = (
        story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "0h", "0h"),
        story.want(AlertKind.EXPIRED, Change.QUIET, "0h", "0h"),
    )
    assert story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "0h", "0h") == one


def test_a_drill_completes_no_sequence() -> None:
    crossed, followed = rule("threshold", id="crossed"), rule("threshold", id="followed")
    both = rule(
        "sequence", first=["crossed"], then=["followed"], within="7d", severity="Severe", id="both"
    )
    story = Timeline(crossed, followed, both)

    story.push(crossing("Drill", 1037, status=Status.EXERCISE))

    for _ in range(2):
        story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "0h", "0h")
        story.want(AlertKind.EXPIRED, Change.QUIET, "0h", "0h")
    story.want_silence()
