"""Which figure belongs to which event."""

import pytest
from reading.told import reports, told

from schemas.vocabulary import Unit


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("A quake killed 14 people in Nepal.", ["casualties/killed 14 exact occurred NPL"]),
        ("In Nepal 14 people were killed.", ["casualties/killed 14 exact occurred NPL"]),
        ("Fourteen killed in Nepal quake", ["casualties/killed 14 exact occurred NPL"]),
        (
            "The deaths of 14 people in Nepal were confirmed.",
            ["casualties/killed 14 exact occurred NPL"],
        ),
        (
            "The death toll in Nepal rose from 11 to at least 14.",
            ["casualties/killed 14 min occurred NPL"],
        ),
        (
            "A bomb in Mali left six dead and dozens wounded.",
            ["casualties/killed 6 exact occurred MLI", "casualties/injured 24 vague occurred MLI"],
        ),
        (
            "Twelve soldiers and three civilians were killed in Mali.",
            ["casualties/killed 15 exact occurred MLI"],
        ),
        (
            "The blast killed two guards, a cook and four visitors in Mali.",
            ["casualties/killed 7 exact occurred MLI"],
        ),
        (
            "Police in Chad arrested 40 people, nine of them minors.",
            ["detention/arrest 40 exact occurred TCD"],
        ),
        (
            "Forty people, most of them farmers, were arrested in Chad.",
            ["detention/arrest 40 exact occurred TCD"],
        ),
        (
            "The number of families displaced in Chad has risen to 1,900.",
            ["displacement 1900 exact occurred TCD"],
        ),
        (
            "Fighting in Chad forced 8,000 villagers to flee their homes.",
            ["displacement 8000 exact occurred TCD"],
        ),
        (
            "Rebels in Chad captured three towns and 60 soldiers.",
            [
                "detention/prisoners 60 exact occurred TCD",
                "territorial_capture 3 exact occurred TCD",
            ],
        ),
        (
            "Some 700 deserters gave themselves up and crossed into Chad.",
            ["surrender 700 approx occurred TCD", "border_crossing 700 approx occurred TCD"],
        ),
        (
            "Killed: 12. Missing: 3.",
            [
                "casualties/killed 12 exact occurred -",
                "casualties/missing 3 exact occurred -",
            ],
        ),
        (
            "Evacuation orders were issued for 2,500 residents of Turin.",
            ["evacuation 2500 exact announced ITA"],
        ),
    ],
)
def test_the_figure_of_an_event(text: str, events: list[str]) -> None:
    assert told(text) == events


def test_a_second_group_told_in_the_same_breath_is_added() -> None:
    text = "Troops killed 30 gunmen in Mali in a battle in which four soldiers also died."
    assert told(text) == ["casualties/killed 34 exact occurred MLI"]


def test_other_animals_and_things_are_no_people() -> None:
    assert told("The drought in Kenya killed 4,000 cattle and ruined 300 farms.") == []
    assert told("At least nine herders and 400 goats were killed in Kenya.") == [
        "casualties/killed 9 min occurred KEN"
    ]


def test_a_tally_counts_what_it_is_a_number_of() -> None:
    (crossing,) = reports(
        "The number of Chadian soldiers who crossed into Niger on Monday has risen to 1,214."
    )

    assert crossing.quantity.low == 1214
    assert crossing.unit is Unit.TROOPS
