"""Traps: words of war and disaster that tell of none."""

import pytest
from reading.told import reports, told


@pytest.mark.parametrize(
    "text",
    [
        "The Popular Mobilization Forces held a press conference in Basra.",
        "The party wants to mobilize young voters.",
        "France pulled out of the climate treaty.",
        "The favourite withdrew from the race with a sore knee.",
        "The two firms struck a deal worth 40 million dollars.",
        "Output fell by 10 per cent in March.",
        "Critics said that the committee killed off the bill.",
        "An air strike hit a bridge near the town.",
        "The novel captured the imagination of 300 reviewers.",
        "In the novel she keeps by her bed, 70,000 people flee the delta.",
        "In his last film, a general sends 3,000 soldiers over the border into Chad.",
        "Police seized 40 kilograms of heroin in Lyon.",
        "The coast guard seized a ship off Oman.",
        "He took a taxi and left 20 minutes later.",
        "The Movement for the Liberation of the Lagoon met in Lagos.",
        "The former minister died of cancer, aged 81.",
        "The museum shows 200 bodies of water by one painter.",
        "The toll road will cost drivers 12 dollars.",
        "She surrendered a two-set lead.",
        "He was jailed for murder charges dating back years.",
        "The ministry lodged a formal protest with the ambassador.",
        "The spacecraft Dove 22 entered orbit.",
    ],
)
def test_other_senses_are_quiet(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rebels captured the town of Bria.", "territorial_capture"),
        ("Rebels captured 20 soldiers near Bria.", "detention/prisoners"),
        ("Police captured 20 suspects near Bria.", "detention/arrest"),
        ("Rebels withdrew from Bria.", "withdrawal"),
        ("Miners went on strike in Bria.", "protest"),
    ],
)
def test_the_object_tells_the_type(text: str, kind: str) -> None:
    assert [line.split()[0] for line in told(text)] == [kind]


def test_men_who_surrender_are_counted_as_troops() -> None:
    assert [report.unit for report in reports("About 340 militants surrendered in Borno.")] == [
        "troops"
    ]


def test_a_match_report_is_no_war() -> None:
    text = (
        "The striker's goal decided the match. 4,000 fans crossed into Wales to see the team, and "
        "the defence surrendered in the second half of the season's last fixture."
    )
    assert told(text) == []
