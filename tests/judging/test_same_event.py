from datetime import timedelta

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from judging.reports import TUESDAY, held, killed, place
from judging.timeline import span

from tocsin.schemas.report import Evidence, Period, Quantity, Report
from tocsin.schemas.vocabulary import Bound, Cause, Modality
from tocsin.services.judging.incidents.comparable_report import ComparableReport
from tocsin.services.judging.incidents.coreference.feature import Feature
from tocsin.services.judging.incidents.coreference.pair_score import features, log_odds, reasons
from tocsin.services.judging.incidents.wording import goes_on

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


def mention(report: Report) -> ComparableReport:
    return ComparableReport(held(report)[0])


@given(reports, reports)
@settings(max_examples=examples(100), deadline=None)
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


def test_names_that_both_texts_share_speak_for_one_event_and_are_named_first() -> None:
    names = ("cateel", "manay", "mati", "ortiz")
    one = mention(killed("A", 40, span("0h"), QUAKE, names=names))
    other = mention(killed("B", 44, span("5h"), "Many died, it was said.", names=names))

    assert log_odds(one, other) > 0
    assert reasons(one, other)[0].feature is Feature.NAMES


def found_between(one: Report, other: Report) -> set[Feature]:
    return {feature for feature, value in features(mention(one), mention(other)).items() if value}


def on(days: int) -> Period:
    return Period(
        earliest=TUESDAY + timedelta(days=days), latest=TUESDAY + timedelta(days=days + 1)
    )


def test_what_had_not_happened_yet_when_a_report_came_out_is_another_event() -> None:
    before = killed("A", 4, span("0h"), QUAKE)
    after = killed("B", 20, span("4d"), QUAKE, happened=on(2))

    assert Feature.NOT_YET in found_between(before, after)
    assert Feature.NOT_YET not in found_between(
        before, after.model_copy(update={"happened": on(0)})
    )


def test_what_is_announced_for_a_later_day_may_be_reported_before_it() -> None:
    announced = {"modality": Modality.ANNOUNCED, "happened": on(9)}
    one = killed("A", 4, span("0h"), QUAKE, **announced)
    other = killed("B", 4, span("3d"), QUAKE, **announced)

    assert Feature.NOT_YET not in found_between(one, other)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("in Spin Boldak, Kandahar", "near Spin Boldak", Feature.SAME_SPOT),
        (
            "on the highway in Guaxupé, Minas Gerais",
            "in Uberlândia, Minas Gerais",
            Feature.OTHER_SPOT,
        ),
        ("in Borno State", "at a market in Dumba, Borno State", None),
        ("in Urgun and Barmal", "in Barmal", Feature.SAME_SPOT),
        ("by Doghmush", "in Daraj", None),
    ],
)
def test_spots_are_compared_by_the_finest_name_even_if_no_gazetteer_has_them(
    mine: str, theirs: str, expected: Feature | None
) -> None:
    one, other = (
        killed(
            outlet,
            12,
            span("1h"),
            f"Twelve people were killed {where}.",
            names=tuple(
                word.casefold() for word in where.replace(",", "").split() if word.istitle()
            ),
        )
        for outlet, where in (("A", mine), ("B", theirs))
    )
    found = found_between(one, other) & {Feature.SAME_SPOT, Feature.OTHER_SPOT}

    assert found == ({expected} if expected else set())


def test_a_second_blast_is_distinguished_from_the_first() -> None:
    first = killed("A", 12, span("0h"), "A blast killed 12 people.")
    second = killed("B", 12, span("5h"), "A second blast in the town killed 12 people.")
    again = killed("C", 14, span("6h"), "The second blast killed 14 people.")

    assert Feature.ANOTHER in found_between(first, second)
    assert Feature.ANOTHER not in found_between(second, again)
    assert log_odds(mention(first), mention(second)) < log_odds(
        mention(first),
        mention(killed("B", 12, span("5h"), "A blast in the town killed 12 people.")),
    )


def test_quakes_of_another_magnitude_are_others_and_agencies_may_differ_a_little() -> None:
    quake = "A magnitude-{} earthquake killed people in the hills.".format
    one = killed("A", 5, span("0h"), quake("5.6"))

    assert Feature.OTHER_MAGNITUDE in found_between(one, killed("B", 5, span("9h"), quake("6.4")))
    assert Feature.OTHER_MAGNITUDE not in found_between(
        one, killed("B", 5, span("9h"), quake("5.9"))
    )


def test_two_reports_that_name_no_country_may_be_of_two_countries() -> None:
    shooting = "A man shot and killed one person."
    one, other = (
        killed(outlet, 1, span(after), shooting, country=None, cause=Cause.FIREARMS)
        for outlet, after in (("A", "0h"), ("B", "12h"))
    )
    in_one_country = (killed("A", 1, span("0h"), shooting), killed("B", 1, span("12h"), shooting))

    assert Feature.NO_COUNTRY in found_between(one, other)
    assert Feature.NO_COUNTRY not in found_between(*in_one_country)


def test_a_toll_that_rises_belongs_to_no_event_of_another_or_unknown_cause() -> None:
    rises = killed("A", 18, span("9d"), "The death toll of the flood rises to 18.")
    crash = killed("B", 3, span("0h"), "A plane crash killed three people.")
    flood = killed("B", 11, span("0h"), "A flood killed 11 people.")

    assert not found_between(crash, rises) & {Feature.CONTINUED, Feature.CONTINUED_LINKED}
    assert Feature.CONTINUED_LINKED in found_between(flood, rises)


def test_one_sentence_with_another_count_on_another_day_is_no_copy() -> None:
    day = "At least {} people are killed in attacks across the strip and in the city.".format
    fingerprint = "ab" * 32
    one = killed("A", 53, span("0h"), day(53), text_fingerprint=fingerprint)
    other = killed("A", 70, span("2d"), day(70), text_fingerprint=fingerprint)
    first, second = mention(one), mention(other)
    first.alike.add(second.id)
    second.alike.add(first.id)

    assert Feature.SAME_TEXT not in features(first, second)
    assert log_odds(first, second) < 0


def test_days_between_reports_speak_against_one_event_if_no_name_is_shared() -> None:
    names = ("escalante", "juan", "abel")
    first = killed("A", 60, span("0h"), "Shelling killed 60 people.", names=names)
    later = killed("B", 60, span("4d"), "Shelling killed 60 people.", names=("barhoum",))
    named = later.model_copy(update={"names": names})
    counted = killed("B", 80, span("4d"), "The toll of the shelling rises to 80.")

    assert Feature.GAP_NAMELESS in found_between(first, later)
    assert Feature.GAP_NAMELESS not in found_between(first, named)
    assert Feature.GAP_NAMELESS not in found_between(first, counted)


def test_a_figure_beside_the_toll_of_a_war_is_no_count_that_goes_on() -> None:
    def report(sentence: str, figure: str) -> Report:
        start = sentence.index(figure)
        evidence = Evidence(
            sentence=sentence, start=0, end=len(sentence), figure=(start, start + len(figure))
        )
        return killed("A", int(figure), span("0h"), sentence, evidence=evidence)

    beside = "Strikes kill at least 30 people, bringing the toll of the war to over 58,000."
    total = "Rescuers find 90 bodies, bringing the death toll to 2205."

    assert not goes_on(report(beside, "30"))
    assert goes_on(report(total, "2205"))
    assert goes_on(report("A quake kills 40 people as the toll rises.", "40"))


def _features_of(actor: str, names: tuple[str, ...]) -> dict[Feature, float]:
    one = killed(
        "A",
        0,
        span("0h"),
        f"{actor} is shot in Pokhara.",
        quantity=Quantity(),
        actor=actor,
        names=("hassan", "douhan", "al-mawasi"),
    )
    many = killed("B", 22, span("2h"), "An air strike kills 22 in Pokhara.", names=names)
    return features(*(ComparableReport(each) for each in held(one, many)))


@pytest.mark.parametrize(
    ("actor", "is_one"),
    [
        ("Hassan Douhan", True),
        ("Hamas spokesperson Hassan Douhan", True),
        ("Hassan Douhan and others", False),
        ("soldiers of Hassan Douhan", False),
        ("people in Hassan Douhan", False),
        ("Palestinians", False),
    ],
)
def test_a_person_killed_alone_is_not_one_of_several_whom_another_text_counts(
    actor: str, *, is_one: bool
) -> None:
    assert (Feature.ONE_AND_MANY in _features_of(actor, ("khan", "yunis"))) is is_one


def test_a_person_whom_the_other_text_names_may_be_one_of_those_it_counts() -> None:
    assert Feature.ONE_AND_MANY not in _features_of("Hassan Douhan", ("douhan", "yunis"))
