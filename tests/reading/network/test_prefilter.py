"""Which sentences the network reads: nearly all that tell of an event, and few of the others."""

import json
from pathlib import Path

import pytest
from shipped_network import shipped

from tocsin.services.reading.network.passage import passages_of
from tocsin.services.reading.network.prefilter import NUMBER, Prefilter, words_of
from tocsin.services.reading.sentences import Sentence, split_sentences
from tocsin.services.reading.text import clean

KEPT_OUT = Path(__file__).parents[3] / "training" / "labels" / "written"


def test_a_word_counts_by_its_beginning_and_names_do_not() -> None:
    assert words_of("Rebels surrendered to Chadian soldiers") == words_of(
        "Rebels surrender to Malian soldiers"
    )


def test_all_numbers_are_one_word() -> None:
    assert NUMBER in words_of("Some 40 people fled")
    assert NUMBER in words_of("Thousands fled")
    assert NUMBER not in words_of("People fled")


def test_a_headline_in_capitals_has_words() -> None:
    assert words_of("TROOPS CROSS BORDER") == {"border", "cross", "troops"}


def test_the_weights_of_its_words_decide() -> None:
    prefilter = Prefilter({"fled": 300, "librar": -300}, bias=-100, least=0)

    assert prefilter.passes("They fled.")
    assert not prefilter.passes("The library fled.")


@pytest.mark.parametrize(
    "text",
    [
        "The council adopted the budget for the new library and thanked the staff.",
        "The orchestra opened its season with a symphony.",
        "The minister opened a new bridge and praised the engineers.",
    ],
)
def test_what_is_far_from_any_event_is_not_read(text: str) -> None:
    assert not shipped().prefilter.passes(text)


def is_read(sentence: Sentence) -> bool:
    return shipped().prefilter.passes(sentence.text)


def test_hardly_an_event_is_in_sentences_that_are_not_read() -> None:
    """At most 5 in 1,000, on passages that nothing was taught from."""
    events = missed = 0
    for name in ("w06", "w12", "w14"):
        for line in (KEPT_OUT / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            text = clean(row["text"])
            passages = passages_of(split_sentences(text), text, is_read)
            read = [range(one.start, one.start + len(one.text)) for one in passages]
            for event in row["events"]:
                at = event["spans"]["trigger"][0]
                events += 1
                missed += not any(at in one for one in read)

    assert events > 1_000
    assert missed <= events * 5 // 1_000
