"""One event told twice is one report."""

import pytest
from reading.told import told


def test_a_headline_and_its_story_are_one_event_with_the_more_exact_figure() -> None:
    text = "Dozens killed in Lima fire\n\nA fire in Lima killed 31 people, the mayor said."
    assert told(text) == ["casualties/killed 31 exact occurred PER"]


def test_a_later_toll_wins() -> None:
    text = "A fire in Lima killed 31 people. By evening the death toll had risen to 34."
    assert told(text) == ["casualties/killed 34 exact occurred PER"]


def test_a_toll_that_the_text_takes_back_is_dropped() -> None:
    text = "The army said 54 soldiers died in Mali, after first announcing that eight had died."
    assert told(text) == ["casualties/killed 54 exact occurred MLI"]


def test_two_countries_are_two_events() -> None:
    text = "Floods killed 20 people in Kenya. Landslides killed 12 people in Uganda."
    assert told(text) == [
        "casualties/killed 20 exact occurred KEN",
        "casualties/killed 12 exact occurred UGA",
    ]


def test_an_old_figure_beside_a_new_one_stays_apart() -> None:
    text = "Some 700 soldiers crossed into Chad on Sunday. In 2019 about 2,000 soldiers crossed."
    assert told(text) == [
        "border_crossing 700 approx occurred TCD",
        "border_crossing 2000 approx historical TCD",
    ]


def test_a_toll_of_long_ago_is_no_event() -> None:
    assert told("The mine, where 29 men were killed in 1997, will close.") == []


@pytest.mark.parametrize(
    "text",
    [
        (
            "Twin bombs killed at least 20 people in Jolo, Philippines, on Sunday. "
            "The confirmed deaths are fourteen civilians and five soldiers, police said."
        ),
        "A bomb killed at least 20 people in Jolo, Philippines. Fourteen of the dead were vendors.",
    ],
)
def test_a_count_of_some_of_the_dead_is_no_second_event(text: str) -> None:
    assert told(text) == ["casualties/killed 20 min occurred PHL"]


@pytest.mark.parametrize("words", ["with five of them badly hurt", "including five seriously hurt"])
def test_those_who_are_badly_hurt_are_not_added_to_the_hurt(words: str) -> None:
    assert told(f"A bus crash in Cuba left 33 people injured, {words}, the ministry said.") == [
        "casualties/injured 33 exact occurred CUB"
    ]


def test_another_attack_is_another_event() -> None:
    text = "An attack killed 30 soldiers in Mali on Sunday. Another attack killed 12 on Monday."
    assert told(text) == [
        "casualties/killed 30 exact occurred MLI",
        "casualties/killed 12 exact occurred MLI",
    ]


def test_a_place_that_only_its_sentence_names_is_another_event() -> None:
    text = (
        "A bomb killed 12 people in Quetta, Pakistan, on Monday, police said. "
        "Five people were killed in Gulistanabad, a village in the north."
    )
    assert [line.split(" occurred")[0] for line in told(text)] == [
        "casualties/killed 12 exact",
        "casualties/killed 5 exact",
    ]


def test_a_text_that_comes_back_to_its_event_tells_it_once() -> None:
    text = (
        "A building collapsed in Aleppo, Syria, on Saturday and killed eleven people. "
        "The collapse, which killed eleven people, left one child alive."
    )
    assert told(text) == ["casualties/killed 11 exact occurred SYR"]


def test_reservists_who_are_sent_somewhere_are_one_event() -> None:
    text = "The president ordered 280 reservists called up to the frontier of Namibia on Monday."
    assert len(told(text)) == 1


def test_a_headline_that_names_the_country_they_left_is_of_the_same_crossing() -> None:
    text = (
        "Soldiers flee Myanmar by the hundred, Thai army says\n\n"
        "MAE SOT, Thailand - A total of 1,037 Myanmar soldiers crossed the border into Thailand "
        "on Monday, the Thai army said."
    )
    crossings = [line for line in told(text) if line.startswith("border_crossing")]
    assert crossings == ["border_crossing 1037 exact occurred THA"]
