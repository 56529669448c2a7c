"""The pairs that the same-event scorer is fitted on are whole and do not contradict each other."""

from itertools import combinations
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

PAIRS = Path(__file__).parents[2] / "training" / "labels" / "pairs"
WANTED = 1500


class Pair(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    a: str
    b: str
    label: Literal["same", "different", "same_story_other_measure"]
    story: str | None = None
    measures: tuple[str, ...] = ()
    measures_a: tuple[str, ...] = ()
    measures_b: tuple[str, ...] = ()


def _pairs() -> list[Pair]:
    lines = (line for file in sorted(PAIRS.glob("*.jsonl")) for line in file.open("rb"))
    return [Pair.model_validate_json(line) for line in lines]


def test_there_are_enough_pairs_and_each_is_there_once() -> None:
    pairs = _pairs()
    ends = [frozenset((one.a, one.b)) for one in pairs]

    assert len(pairs) >= WANTED
    assert all(len(end) == 2 for end in ends)
    assert len(ends) == len(set(ends))


def test_a_story_is_named_where_and_only_where_two_items_tell_one() -> None:
    assert all((one.story is None) == (one.label == "different") for one in _pairs())


def test_no_two_items_of_one_story_are_said_to_be_different() -> None:
    stories: dict[str, set[str]] = {}
    for one in _pairs():
        if one.story:
            stories.setdefault(one.story, set()).update((one.a, one.b))
    of_one = {
        frozenset(two) for items in stories.values() for two in combinations(sorted(items), 2)
    }

    assert not [one for one in _pairs() if one.label == "different" and {one.a, one.b} in of_one]
