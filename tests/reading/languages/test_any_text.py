"""Whatever a text holds: figures and places are in it, in order, and never raise."""

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.services.reading.languages.choice import KNOWN, language_named
from tocsin.services.reading.text import clean

_LANGUAGES = sorted(set(KNOWN) - {"en"})
_WORDS = st.sampled_from(
    "40 1.037 1 037 12,5 2018 \u0665\u0666\u0664 - -- ' . , ( mil tausend \u0442\u044b\u0441. bin "
    "ribu \u0623\u0644\u0641 elfu de y und \u0648 na entre bis \u0434\u043e kati ya soldados "
    "Soldaten askerin watu 14:30 % 2-1 M23 \u0438 e".split()
)
_TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(_WORDS, max_size=14).map(" ".join),
    st.lists(_WORDS, max_size=14).map("".join),
)


@pytest.mark.parametrize("code", _LANGUAGES)
@given(text=_TEXTS)
@settings(max_examples=examples(150), deadline=None)
def test_figures_and_places_lie_in_their_text_in_order(code: str, text: str) -> None:
    language, cleaned = language_named(code), clean(text)
    for found in (language.figures(cleaned), language.places(cleaned)):
        behind = 0
        for one in found:
            assert behind <= one.start < one.end <= len(cleaned)
            behind = one.end
    assert language.figures(cleaned) == language.figures(cleaned)


@pytest.mark.parametrize("code", _LANGUAGES)
def test_a_hostile_text_takes_no_long_time(code: str) -> None:
    language = language_named(code)
    for text in ("1." * 20_000, "mil " * 10_000, "A" * 40_000, "- 1 " * 10_000, "\u0648" * 40_000):
        language.figures(text)
        language.places(text)
