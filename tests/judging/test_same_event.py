from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from judging.reports import held, killed, place
from judging.timeline import span

from tocsin.schemas.report import Quantity, Report
from tocsin.schemas.vocabulary import Bound, Cause
from tocsin.services.judging.incidents.coreference.same_event import (
    Feature,
    features,
    log_odds,
    reasons,
)
from tocsin.services.judging.incidents.mention import Mention

QUAKE = "An earthquake killed people in the hills."

reports = st.builds(
    killed,
    outlet=st.sampled_from(["Border Wire", "Harbour Post"]),
    figure=st.sampled_from([1, 12, 31, 400]),
    after=st.integers(0, 9 * 24).map(lambda hours: timedelta(hours=hours)),
    sentence=st.sampled_from([QUAKE, "The toll of the flood rises.", "Shelling of a market."]),
    place=st.sampled_from([None, place("Pokhara", 28.2, 84.0, "NPL")]),
    names=st.sampled_from([(), ("cateel", "manay", "mati", "ortiz"), ("bajura", "doti")]),
)


def mention(report: Report) -> Mention:
    return Mention(held(report)[0])


@given(reports, reports)
@settings(max_examples=200, deadline=None)
def test_the_score_does_not_depend_on_which_report_comes_first(one: Report, other: Report) -> None:
    first, second = mention(one), mention(other)

    assert log_odds(first, second) == log_odds(second, first)


def test_a_vague_or_absent_figure_is_evidence_of_nothing() -> None:
    counted = mention(killed("A", 400, span("0h"), QUAKE))
    vague = Quantity(low=24, bound=Bound.VAGUE)
    for quantity in (vague, Quantity()):
        report = killed("B", 1, span("5h"), QUAKE).model_copy(update={"quantity": quantity})
        found = {feature for feature, value in features(counted, mention(report)).items() if value}

        assert not found & {
            Feature.SMALLER_LATER,
            Feature.LARGER_LATER,
            Feature.FAR_FIGURE,
            Feature.SAME_LARGE_FIGURE,
        }


def test_an_unknown_cause_or_place_is_evidence_of_nothing() -> None:
    known = killed("A", 40, span("0h"), QUAKE, place=place("Pokhara", 28.2, 84.0, "NPL"))
    unknown = killed("B", 40, span("5h"), "People were killed.", cause=Cause.UNKNOWN)
    found = {one.feature for one in reasons(mention(known), mention(unknown))}

    assert not found & {Feature.OTHER_CAUSE, Feature.FAR_PLACE, Feature.SAME_PLACE}


def test_names_that_both_texts_share_speak_for_one_event_and_are_told_first() -> None:
    names = ("cateel", "manay", "mati", "ortiz")
    one = mention(killed("A", 40, span("0h"), QUAKE, names=names))
    other = mention(killed("B", 44, span("5h"), "Many died, it was said.", names=names))

    assert log_odds(one, other) > 0
    assert reasons(one, other)[0].feature is Feature.NAMES
