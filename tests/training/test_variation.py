"""What changes in a passage while a network learns, and what its labels need to stay."""

import random

from tokenizers import Tokenizer

from tocsin.services.encoders.choice import BUILT_IN, folder_of
from tocsin.training.examples import Example, example_of, own_passage
from tocsin.training.variation import Variation

TEXT = "Police said on Monday that 147 people were killed in the 2016 flood near Goma."
ROW = {
    "id": "one",
    "text": TEXT,
    "events": [
        {
            "type": "casualties",
            "subtype": "killed",
            "quantity": {"low": 147, "high": 147, "bound": "exact"},
            "unit": "people",
            "modality": "occurred",
            "scope": "event",
            "spans": {"trigger": [43, 49], "figure": [[27, 30]]},
        }
    ],
}


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder_of(BUILT_IN) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _varied(times: int) -> tuple[Tokenizer, Example, list[Example]]:
    tokenizer = _tokenizer()
    example = example_of(ROW, tokenizer, own_passage(ROW))
    assert example is not None
    variation = Variation(tokenizer, random.Random(3))  # noqa: S311 - repeatable
    return tokenizer, example, [variation.of(example) for _ in range(times)]


def test_words_are_hidden_and_digits_change_but_not_always() -> None:
    tokenizer, example, varied = _varied(60)
    texts = [tokenizer.decode(one.ids, skip_special_tokens=False) for one in varied]
    assert any("[MASK]" in text for text in texts)
    assert any(" 147 " not in text for text in texts)
    assert example.ids in [one.ids for one in varied]


def test_the_trigger_the_year_and_the_length_of_the_count_stay() -> None:
    tokenizer, example, varied = _varied(60)
    (first, behind, _), *_ = example.spans
    for one in varied:
        assert len(one.ids) == len(example.ids)
        assert one.ids[first:behind] == example.ids[first:behind]
    years = {"2016", "[MASK]"}
    at = tokenizer.encode(TEXT).tokens.index("2016")
    assert {tokenizer.id_to_token(one.ids[at]) for one in varied} <= years
    (start, end), *_ = example.figures
    assert {len(tokenizer.decode(one.ids[start:end])) for one in varied} == {3}


def test_the_same_seed_gives_the_same_changes() -> None:
    assert [one.ids for one in _varied(20)[2]] == [one.ids for one in _varied(20)[2]]
