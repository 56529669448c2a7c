"""The gate lets through what may hold an event, and little else."""

import pytest

from services.detector.reading.gate import candidates
from services.detector.reading.sentences import split_sentences


def passes(text: str) -> bool:
    found = candidates(text)
    return any(found.holds(sentence) for sentence in split_sentences(text))


@pytest.mark.parametrize(
    "text",
    [
        "Nine were KILLED.",
        "\u2014Evacuations began\u2014",
        "The pull-out of 300 men",
        "300 soldiers crossed",
        "They took twelve nurses hostage",
        "He was taken into custody",
    ],
)
def test_trigger_words_pass_in_any_case_and_between_any_marks(text: str) -> None:
    assert passes(text)


@pytest.mark.parametrize(
    "text",
    [
        "The budget skilled overarching",
        "She reached the door and left",
        "Shares fell and then gained",
        "",
    ],
)
def test_parts_of_words_and_common_verbs_alone_do_not(text: str) -> None:
    assert not passes(text)


def test_a_longer_trigger_hides_no_shorter_one() -> None:
    assert passes("Fell to pieces, and 20 people marched onward")


def test_offsets_hold_behind_letters_that_grow_when_lowered() -> None:
    text = "\u0130" * 40 + " nine were killed"
    assert candidates(text).strong == (text.index("killed"),)
