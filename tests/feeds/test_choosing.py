"""A source's own rules say which of its items are wanted."""

import pytest

from tocsin.services.feeder.live.parsing.feed_document import Item
from tocsin.services.feeder.live.sources.choosing import is_wanted
from tocsin.services.feeder.live.sources.source import ItemMatch, Source

ITEM = Item(
    "1",
    "https://wire.example/Sport/2026/cup-final.html",
    "Cup final: Lions beat Eagles",
    "",
    None,
    text="The Lions won 2-1 in Nairobi on Sunday.\nReports from the stadium.",
    author="Jane Doe, Border Wire",
    sections=("Sport", "East Africa"),
)


def meant(**rule: object) -> bool:
    blocking = Source(
        name="W", url="https://wire.example/", block=(ItemMatch.model_validate(rule),)
    )
    keeping = Source(name="W", url="https://wire.example/", keep=(ItemMatch.model_validate(rule),))
    assert is_wanted(blocking, ITEM) is not is_wanted(keeping, ITEM)
    return is_wanted(keeping, ITEM)


@pytest.mark.parametrize(
    "rule",
    [
        {"words": ["lions"]},
        {"words": ["horoscope", "CUP   FINAL"]},
        {"words": ["sunday. reports"]},
        {"words": ["2-1"]},
        {"section": "sport"},
        {"section": "East  Africa"},
        {"author": "jane doe"},
        {"author": "border wire"},
        {"address": "*/sport/*"},
        {"address": "https://wire.example/*.html"},
        {"section": "Sport", "words": ["final"], "author": "Doe", "address": "*"},
    ],
)
def test_a_rule_means_an_item_by_words_section_author_or_address(rule: dict[str, object]) -> None:
    assert meant(**rule)


@pytest.mark.parametrize(
    "rule",
    [
        {"words": ["lion"]},
        {"words": ["eagle", "port"]},
        {"words": ["(lions|eagles)"]},
        {"section": "Sports"},
        {"section": "Africa"},
        {"author": "John"},
        {"address": "/sport/"},
        {"address": "*/world/*"},
        {"section": "Sport", "words": ["horoscope"]},
    ],
)
def test_a_rule_means_only_items_to_which_all_of_it_applies(rule: dict[str, object]) -> None:
    assert not meant(**rule)


def test_an_item_is_wanted_unless_a_rule_says_otherwise() -> None:
    assert is_wanted(Source(name="W", url="https://wire.example/"), ITEM)


def test_what_one_rule_keeps_another_may_block() -> None:
    source = Source(
        name="W",
        url="https://wire.example/",
        keep=(ItemMatch(section="East Africa"), ItemMatch(section="West Africa")),
        block=(ItemMatch(section="Sport"),),
    )
    news = Item("2", None, "Flood", "", None, sections=("West Africa",))

    assert not is_wanted(source, ITEM)
    assert is_wanted(source, news)


def test_an_item_that_says_nothing_is_meant_by_no_rule() -> None:
    empty = Item("3", None, None, "", None)
    for rule in (
        ItemMatch(words=("a",)),
        ItemMatch(section="a"),
        ItemMatch(author="a"),
        ItemMatch(address="?*"),
    ):
        assert is_wanted(Source(name="W", url="https://wire.example/", block=(rule,)), empty)
