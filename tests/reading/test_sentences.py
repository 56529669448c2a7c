"""Sentences with offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.services.reading.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Gen. Okello left. He slept.", ["Gen. Okello left.", "He slept."]),
        ("The U.S. Army sent No. 5 Squadron.", ["The U.S. Army sent No. 5 Squadron."]),
        ("They left the U.S. The rest stayed.", ["They left the U.S.", "The rest stayed."]),
        ("A headline\nA first line.", ["A headline", "A first line."]),
        ("Two lines of\none sentence.", ["Two lines of\none sentence."]),
        ("He said at 5 p.m. on Monday.", ["He said at 5 p.m. on Monday."]),
        ("", []),
        (" \n \n ", []),
    ],
)
def test_sentences_end_where_people_end_them(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in split_sentences(text)] == sentences


def test_a_line_without_end_is_divided_as_a_short_one_is() -> None:
    one = "Gen. Okello was seen in Kyiv by 20 people."
    assert {found.text for found in split_sentences(f"{one} " * 1_000)} == {one}


@given(st.text(alphabet='Ab .\n?!"U.S', max_size=200))
def test_every_sentence_is_where_it_says_and_none_overlaps(text: str) -> None:
    end = 0
    for sentence in split_sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= end
        end = sentence.end


def test_no_sentence_is_endless() -> None:
    assert all(len(one.text) <= 1000 for one in split_sentences("word " * 5000))
