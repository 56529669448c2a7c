"""Numerals: digits, words and vague ones, as texts write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.services.reading.figures.numerals.find import numeral_at


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,037 soldiers", 1037),
        ("20 000 people", 20_000),
        ("20\u00a0000 people", 20_000),
        ("20\u202f000 people", 20_000),
        ("1 414 021 100 people", 1_414_021_100),
        ("1'200 people", 1_200),
        ("1'414'021 people", 1_414_021),
        ("12,34,567", 1_234_567),
        ("1.2 million", 1_200_000),
        ("1.2m people", 1_200_000),
        ("20k", 20_000),
        ("3bn", 3_000_000_000),
        ("13 lakh", 1_300_000),
        ("322 hundred", 32_200),
        ("5 and a half million", 5_500_000),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("two and a half thousand", 2_500),
        ("one million and a half", 1_500_000),
        ("three hundred and thirty-one", 331),
        ("two thousand and two hundred", 2_200),
        ("four hundred fifty thousand", 450_000),
        ("fifty two", 52),
        ("twenty-six", 26),
        ("a hundred and two", 102),
        ("hundred thousand", 100_000),
        ("five point six million", 5_600_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("a couple of", 2),
        ("zero", 0),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, value: int) -> None:
    numeral = numeral_at(text, 0)
    assert numeral is not None
    assert (numeral.value, numeral.vague) == (value, False)


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("dozens of people", 24),
        ("several dozen", 24),
        ("hundreds", 200),
        ("a few hundred", 200),
        ("many hundreds", 200),
        ("thousands", 2_000),
        ("several thousand", 2_000),
        ("a couple of thousand", 2_000),
        ("tens of thousands", 20_000),
        ("several tens of thousands", 20_000),
        ("hundreds of thousands", 200_000),
        ("several hundred thousand", 200_000),
        ("millions", 2_000_000),
        ("hundreds, possibly thousands, of people", 200),
    ],
)
def test_a_vague_number_says_at_least_two_of_its_unit(text: str, low: int) -> None:
    numeral = numeral_at(text, 0)
    assert numeral is not None
    assert (numeral.value, numeral.vague) == (low, True)


@pytest.mark.parametrize("text", ["3.5", "two thirds", "three-quarters", "1.2.3", "1" * 40])
def test_what_is_not_a_whole_number_has_no_value(text: str) -> None:
    numeral = numeral_at(text, 0)
    assert numeral is not None
    assert numeral.value is None


@pytest.mark.parametrize("text", ["several people", "many", "a few", "oned", "tennis", "someone"])
def test_words_without_a_number_are_none(text: str) -> None:
    assert numeral_at(text, 0) is None


def test_numbers_that_do_not_go_together_are_apart() -> None:
    first = numeral_at("423 0000", 0)
    second = numeral_at("twenty twenty", 0)
    assert first is not None
    assert second is not None
    assert (first.value, first.end, second.value, second.end) == (423, 3, 20, 6)


@given(st.integers(min_value=0, max_value=10**14))
def test_grouping_does_not_change_a_number(value: int) -> None:
    for written in (f"{value:,}", f"{value:,}".replace(",", " "), str(value)):
        numeral = numeral_at(written, 0)
        assert numeral is not None
        assert (numeral.value, numeral.end) == (value, len(written))
