"""Figures: what a text counts, under which bound, and what is no count."""

import time

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.schemas.vocabulary import Bound, Unit
from tocsin.services.reading.figures.figure import Figure, FigureKind
from tocsin.services.reading.figures.find import find_figures


def counts(text: str) -> list[Figure]:
    return [figure for figure in find_figures(text) if figure.kind is FigureKind.COUNT]


def only(text: str) -> Figure:
    (figure,) = counts(text)
    return figure


@pytest.mark.parametrize(
    ("text", "low", "high", "bound"),
    [
        ("1,037 soldiers crossed", 1037, 1037, Bound.EXACT),
        ("more than 100 people", 100, None, Bound.MIN),
        ("more than a dozen people", 12, None, Bound.MIN),
        ("at least another 20 people", 20, None, Bound.MIN),
        ("at least some 30 people", 30, None, Bound.MIN),
        ("no fewer than 60 dead", 60, None, Bound.MIN),
        ("upwards of 2,000 troops", 2000, None, Bound.MIN),
        ("in excess of 500 families", 500, None, Bound.MIN),
        ("the toll surpassed 100,000", 100_000, None, Bound.MIN),
        ("those who crossed passed 14,500 on Saturday", 14_500, None, Bound.MIN),
        ("the dead climbed past 60 people", 60, None, Bound.MIN),
        ("1,000+ people", 1000, None, Bound.MIN),
        ("40 or more soldiers", 40, None, Bound.MIN),
        ("20 people or more", 20, None, Bound.MIN),
        ("they came by the hundred", 200, None, Bound.VAGUE),
        ("they came by the thousands", 2000, None, Bound.VAGUE),
        ("up to 300 villagers", None, 300, Bound.MAX),
        ("as many as a thousand servicemen", None, 1000, Bound.MAX),
        ("fewer than 50 soldiers", None, 50, Bound.MAX),
        ("no more than 12 people", None, 12, Bound.MAX),
        ("most of the 165 prisoners", None, 165, Bound.MAX),
        ("nearly 90 people", 90, 90, Bound.APPROX),
        ("some 465 migrants", 465, 465, Bound.APPROX),
        ("an estimated 1.5 million people", 1_500_000, 1_500_000, Bound.APPROX),
        ("about two dozen people", 24, 24, Bound.APPROX),
        ("~400 rebels", 400, 400, Bound.APPROX),
        ("twenty-odd men", 20, 20, Bound.APPROX),
        ("the 1,000 or so migrants", 1000, 1000, Bound.APPROX),
        ("between 30 and 50 people", 30, 50, Bound.RANGE),
        ("30-50 people", 30, 50, Bound.RANGE),
        ("10,000 to 15,000 people", 10_000, 15_000, Bound.RANGE),
        ("two or three villages", 2, 3, Bound.RANGE),
        ("2 to 3 million people", 2_000_000, 3_000_000, Bound.RANGE),
        ("5-10,000 people", 5_000, 10_000, Bound.RANGE),
        ("dozens of civilians", 24, None, Bound.VAGUE),
        ("hundreds more people", 200, None, Bound.VAGUE),
        ("tens of thousands of protesters", 20_000, None, Bound.VAGUE),
        ("a 300-strong force", 300, 300, Bound.EXACT),
        ("1.037 soldiers", 1037, 1037, Bound.EXACT),
    ],
)
def test_the_words_around_a_number_bound_it(
    text: str, low: int | None, high: int | None, bound: Bound
) -> None:
    quantity = counts(text)[-1].quantity
    assert (quantity.low, quantity.high, quantity.bound) == (low, high, bound)


def test_a_definite_number_is_not_bounded_by_what_it_is_about() -> None:
    assert only("talks about the 20 hostages").quantity.bound is Bound.EXACT


def test_the_day_of_a_dateline_begins_no_range() -> None:
    (figure,) = counts("DAVAO, Dec 3 - Forty-three guerrillas came down on Thursday.")
    assert figure.quantity.low == figure.quantity.high == 43


def test_a_rise_gives_the_old_and_the_new_number_and_no_range() -> None:
    assert [f.quantity.low for f in counts("the toll rises from 20 to 30")] == [20, 30]


@pytest.mark.parametrize(
    ("text", "noun", "unit"),
    [
        ("20 Russian soldiers", "soldiers", Unit.TROOPS),
        ("at least 14 other Palestinian civilians", "civilians", Unit.PEOPLE),
        ("800 armed anti-government rebels", "rebels", Unit.PEOPLE),
        ("dozens of Ukrainian troops", "troops", Unit.TROOPS),
        ("14 of the passengers", "passengers", Unit.PEOPLE),
        ("5 members of the security forces", "members", Unit.TROOPS),
        ("20 police officers", "officers", Unit.POLICE),
        ("20 army officers", "officers", Unit.TROOPS),
        ("12 medical staff", "staff", Unit.PEOPLE),
        ("12 border guards", "guards", Unit.TROOPS),
        ("20 Chinese were held", "chinese", Unit.PEOPLE),
        ("300 Syrians", "syrians", Unit.PEOPLE),
        ("12 Palestinian and Israeli children", "children", Unit.PEOPLE),
        ("20,000 reservists", "reservists", Unit.RESERVISTS),
        ("a few hundred families", "families", Unit.HOUSEHOLDS),
        ("three more villages", "villages", Unit.PLACES),
        ("seven border posts", "posts", Unit.PLACES),
        ("3 warships", "warships", Unit.SHIPS),
        ("70 others", "others", Unit.PEOPLE),
        ("12 deaths", "deaths", Unit.PEOPLE),
        ("four bricklayers", "bricklayers", Unit.PEOPLE),
        ("20 rights activists", "activists", Unit.PEOPLE),
        ("300 cattle", "cattle", None),
        ("six helicopters", "helicopters", None),
        ("nearly 90 homes", "homes", None),
        ("20 killed in the attack on soldiers", None, None),
        ("20, among them soldiers", None, None),
    ],
)
def test_a_number_knows_what_it_counts(text: str, noun: str | None, unit: Unit | None) -> None:
    figure = counts(text)[0]
    assert (figure.noun, figure.unit) == (noun, unit)
    if figure.noun_start is not None:
        assert text[figure.noun_start : figure.noun_end].lower() == noun


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("a soldier was killed", "soldier"),
        ("an old man", "man"),
        ("a 34-year-old man", "man"),
        ("a border post fell", "post"),
        ("one of the soldiers", "soldiers"),
    ],
)
def test_one_of_something_is_one(text: str, noun: str) -> None:
    figure = counts(text)[0]
    assert (figure.quantity.low, figure.noun) == (1, noun)


@pytest.mark.parametrize(
    "text",
    [
        "a police station",
        "no one died",
        "one another",
        "one of the worst attacks",
        "a plan",
        "someone, often alone, attended",
        "several people",
    ],
)
def test_what_counts_nothing_is_no_count(text: str) -> None:
    assert counts(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("in 2019 protesters marched", FigureKind.YEAR),
        ("the 1990s", FigureKind.YEAR),
        ("on 12 March", FigureKind.DATE),
        ("the October 7 attacks", FigureKind.DATE),
        ("9/11", FigureKind.DATE),
        ("2018-05-17", FigureKind.DATE),
        ("at 10:30 a.m.", FigureKind.TIME),
        ("at 3 p.m.", FigureKind.TIME),
        ("John Smith, 34, was held", FigureKind.AGE),
        ("aged 34", FigureKind.AGE),
        ("34 years old", FigureKind.AGE),
        ("aged between 20 and 30", FigureKind.AGE),
        ("$20 million", FigureKind.MONEY),
        ("20 million US dollars", FigureKind.MONEY),
        ("€300", FigureKind.MONEY),
        ("40 km from the border", FigureKind.DISTANCE),
        ("300 square miles", FigureKind.DISTANCE),
        ("20 tonnes of flour", FigureKind.DISTANCE),
        ("30% of soldiers", FigureKind.PERCENT),
        ("5 per cent", FigureKind.PERCENT),
        ("12 percent of people", FigureKind.PERCENT),
        ("the 9th Division", FigureKind.ORDINAL),
        ("Resolution 2254", FigureKind.UNIT_NUMBER),
        ("Flight 302", FigureKind.UNIT_NUMBER),
        ("in Sector 7", FigureKind.UNIT_NUMBER),
        ("the BK 117 helicopter that went missing", FigureKind.UNIT_NUMBER),
        ("a Bell 212 helicopter crashed", FigureKind.UNIT_NUMBER),
        ("a King Air 300 surveillance aircraft", FigureKind.UNIT_NUMBER),
        ("an Agusta 109 helicopter is missing", FigureKind.UNIT_NUMBER),
        ("Russia lost 300 aircraft", FigureKind.COUNT),
        ("Iran has 40 fighter jets", FigureKind.COUNT),
        ("NATO 20 aircraft patrolled", FigureKind.COUNT),
        ("In Gaza 40 truck drivers died", FigureKind.COUNT),
        ("Articles 5, 6", FigureKind.UNIT_NUMBER),
        ("a magnitude 6.1 earthquake", FigureKind.UNIT_NUMBER),
        ("won 3-1", FigureKind.SCORE),
        ("a 6-3 ruling", FigureKind.SCORE),
        ("an F-16 jet", FigureKind.WEAPON),
        ("155mm shells", FigureKind.WEAPON),
        ("7.62 mm rounds", FigureKind.WEAPON),
        ("three days", FigureKind.DURATION),
        ("72 hours", FigureKind.DURATION),
        ("a four-day strike", FigureKind.DURATION),
        ("three times", FigureKind.OTHER),
        ("two thirds of voters", FigureKind.OTHER),
        ("+1-222-2222", FigureKind.OTHER),
        ("a 12-storey building", FigureKind.OTHER),
    ],
)
def test_what_is_not_a_count_is_distinguished(text: str, kind: FigureKind) -> None:
    assert find_figures(text)[0].kind is kind


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("2015 migrants arrived", 2015),
        ("at least 2000 soldiers", 2000),
        ("20 may have died", 20),
        ("refugees number 1 911", 1911),
        ("In Gaza, 20, including 3 children, died", 20),
        ("killed 20 in Homs", 20),
    ],
)
def test_a_count_that_looks_like_something_else_stays_one(text: str, low: int) -> None:
    assert counts(text)[0].quantity.low == low


def test_a_crew_of_twelve_is_twelve_and_not_one() -> None:
    assert [(f.quantity.low, f.noun) for f in counts("a 12-member crew")] == [(12, "member")]


ALPHABET = st.text(
    alphabet=st.sampled_from(
        list("0123456789,.-\u2013/:$%+~ \n'\"()")
        + list("aeionstr")
        + ["İ", "ß", "½", "\u00a0", "٣"]
    ),
    max_size=120,
)
PROSE = st.lists(
    st.sampled_from(
        "one two hundred thousand million dozens of the a and more than between 30 2019 1,037 "
        "soldiers people, from to up nearly police officers May 12 $5 aged , . -".split()
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=examples(100))
@given(st.one_of(ALPHABET, PROSE, st.text(max_size=200)))
def test_any_text_gives_figures_in_order_with_true_offsets(text: str) -> None:
    done = 0
    for figure in find_figures(text):
        assert done <= figure.start <= figure.number_start < figure.number_end <= len(text)
        assert figure.number_end <= figure.end or figure.kind is not FigureKind.COUNT
        assert figure.end <= len(text)
        if figure.noun_start is not None:
            assert figure.noun_end is not None
            assert figure.number_start <= figure.noun_start < figure.noun_end <= len(text)
        done = max(figure.end, figure.number_end)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1 ",
        "1-",
        "111,",
        "111 ",
        "1.",
        "a ",
        "a soldier ",
        "one ",
        "hundred and ",
        "1 to ",
    ],
)
def test_no_text_of_200_kb_takes_over_a_second(piece: str) -> None:
    text = (piece * 200_000)[:200_000]
    started = time.process_time()
    find_figures(text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "text",
    [
        "The toll since October 2023 rose to 55,000 people, up from the war's begin.",
        "It brings the toll since the war began in October 2023 to 55,000 people.",
        "It brings the number since 2023 to 55,000 people.",
    ],
)
def test_the_year_of_a_date_begins_no_range(text: str) -> None:
    assert [one.quantity.figure for one in find_figures(text) if one.noun == "people"] == [55_000]
