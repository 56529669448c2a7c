"""One event told twice is one report."""

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
