"""What the network reads at once: each wanted sentence once, with the one before it."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.services.reading.network.passage import MOST_CHARACTERS, passages_of
from tocsin.services.reading.sentences import split_sentences

FILLING = "Nothing else of note was said by anybody in the long debate that day. " * 12
TEXT = (
    FILLING + "The river rose. Some 4,000 people fled Gaza. It was dark. "
    "Police arrested 20 men in Lyon. They were let go. " + FILLING
)


def passages(text: str, *words: str) -> list[str]:
    sentences = split_sentences(text)
    wanted = passages_of(sentences, text, lambda one: any(word in one.text for word in words))
    return [one.text for one in wanted]


def test_a_wanted_sentence_has_the_one_before_as_context() -> None:
    assert passages(TEXT, "fled") == ["The river rose. Some 4,000 people fled Gaza."]


def test_neighbours_are_read_together() -> None:
    (one,) = passages(TEXT, "fled", "arrested")

    assert one.startswith("The river rose. Some 4,000 people fled Gaza.")
    assert one.endswith("It was dark. Police arrested 20 men in Lyon.")


def test_a_short_text_is_read_whole() -> None:
    text = "Rain fell. Some 4,000 people fled Gaza. It was dark. None of this has happened."
    assert passages(text, "fled") == [text]
    assert passages(text, "nothing of it") == []


def test_the_counts_and_places_of_a_passage_are_those_that_rules_find() -> None:
    sentences = split_sentences(TEXT)
    (one,) = passages_of(sentences, TEXT, lambda sentence: "fled" in sentence.text)

    assert [figure.quantity.low for figure in one.figures] == [4000]
    assert [place.country for place in one.places] == ["PSE"]
    assert TEXT[one.start :].startswith(one.text)


@given(st.lists(st.tuples(st.integers(1, 400), st.booleans()), min_size=1, max_size=30))
def test_each_wanted_sentence_is_read_once_and_no_passage_is_longer_than_needed(
    lengths: list[tuple[int, bool]],
) -> None:
    said = [
        f"{'Yes' if wanted else 'No'}{number} {'x' * length}."
        for number, (length, wanted) in enumerate(lengths)
    ]
    text = " ".join(said)
    sentences = split_sentences(text)
    found = list(passages_of(sentences, text, lambda one: one.text.startswith("Yes")))

    read = [sentence.text for one in found for sentence in one.sentences]
    assert len(read) == len(set(read))
    assert {one for one in read if one.startswith("Yes")} == {
        one.text for one in sentences if one.text.startswith("Yes")
    }
    for one in found:
        few = len(one.sentences) <= 3  # itself and its neighbours
        assert few or len(one.text) <= MOST_CHARACTERS
