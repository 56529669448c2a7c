"""Cleaning keeps offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.services.reading.text import clean


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("1\u00a0000 men", "1 000 men"),
        ("\u201cno\u201d, he\u2019s", '"no", he\'s'),
        ("a&amp;b", "a&    b"),
        ("<b>20</b> dead", "   20     dead"),
        ("one<br>two", "one\n   two"),
        ("so\u00adldiers", "so ldiers"),
        ("\uff12\uff10 dead", "20 dead"),
        ("5 < 6 & 7 > 2", "5 < 6 & 7 > 2"),
    ],
)
def test_odd_characters_and_html_become_plain_at_the_same_length(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text(max_size=300))
def test_any_text_keeps_its_length(text: str) -> None:
    assert len(clean(text)) == len(text)
