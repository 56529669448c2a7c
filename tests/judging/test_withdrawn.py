"""A source takes back what it reported."""

from datetime import timedelta

from judging.reports import crossing, rule
from judging.timeline import Timeline

from tocsin.schemas.alert import AlertKind, Change
from tocsin.schemas.report import Evidence, Report
from tocsin.schemas.vocabulary import Certainty, Modality

HOUR = timedelta(hours=1)
WRONG = "Correction: an earlier report that 1,037 soldiers crossed the river was wrong."
DENIED = "The governor denied that 1,037 soldiers crossed the river."


def denial(outlet: str, sentence: str, after: timedelta) -> Report:
    return crossing(
        outlet,
        1037,
        after,
        modality=Modality.NEGATED,
        evidence=Evidence(sentence=sentence, start=0, end=len(sentence)),
    )


def test_an_alert_is_taken_back_when_its_only_source_takes_it_back() -> None:
    story = Timeline(rule("threshold"))
    story.push(crossing("Border Wire", 1037))
    rung = story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "0h", "0h")

    story.push(denial("Border Wire", WRONG, 2 * HOUR))

    last = story.want(AlertKind.RETRACTION, Change.TAKEN_BACK, "2h", "2h")
    assert (last.id, last.revision) == (rung.id, 2)
    assert [source.denies for source in last.sources] == [False, True]


def test_what_another_source_still_says_is_kept() -> None:
    story = Timeline(rule("threshold"))
    story.push(crossing("Border Wire", 1037), crossing("Harbour Post", 1037, 2 * HOUR))
    story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "0h", "0h")
    story.want(AlertKind.UPDATE, Change.CERTAINTY_UP, "2h", "2h")

    story.push(denial("Border Wire", WRONG, 4 * HOUR))

    last = story.want(AlertKind.UPDATE, Change.CERTAINTY_DOWN, "4h", "4h")
    assert (last.certainty, last.independent_sources) == (Certainty.POSSIBLE, 1)


def test_a_denial_that_an_outlet_reports_of_somebody_takes_nothing_back() -> None:
    story = Timeline(rule("threshold"))
    story.push(crossing("Border Wire", 1037))
    story.want(AlertKind.INITIAL, Change.FIRST_REPORT, "0h", "0h")

    story.push(denial("Border Wire", DENIED, 2 * HOUR))

    story.want_silence()


def test_taken_back_before_it_came_nothing_rings() -> None:
    story = Timeline(rule("threshold"))
    story.push(denial("Border Wire", WRONG, 2 * HOUR), crossing("Border Wire", 1037))

    story.want_silence()
