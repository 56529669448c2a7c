"""Words that make a figure the total of a period, and those that leave it one event's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped_network import shipped

from tocsin.schemas.article import ArticleText
from tocsin.schemas.vocabulary import Scope
from tocsin.services.reading.figures.period import spans_a_period
from tocsin.services.reading.reader import read


def marked(text: str) -> bool:
    """Say whether the figure in brackets is a total."""
    start, end = text.index("["), text.index("]") - 1
    return spans_a_period(text.replace("[", "").replace("]", ""), (start, end))


@pytest.mark.parametrize(
    "text",
    [
        "Strikes killed 51, bringing the official toll to [52,243] throughout the war.",
        "Strikes killed 30 people, bringing the official toll in Gaza to [over 58,000].",
        "Four men were shot dead, taking their number to [41].",
        "Troops killed three people, bringing the total to [23] since the ceasefire began.",
        "Israel carried out 266 attacks since the truce of January 19, killing [132] people.",
        "The strikes since September 2025, all at sea, have killed a total of [37].",
        "Over [124] people have been killed over the last six weeks by bootleg alcohol.",
        "Shootings have left [51] people dead and 56 injured since the beginning of the year.",
        "At least [20] people died in custody this year, the most on record.",
        "Since January 2023, [264] civilians have been killed by mines.",
        "As the death toll for the flooding season increases to [over 400].",
        "The army ended its four-month operation, in which [297] militants were killed.",
        "Police arrested [285] people in a two-month crackdown on drugs.",
        "The total death toll from shootings at such sites increases to [136].",
        "The singer is one of [9,000] people detained since the coup.",
        "The office reports that raids left [89] civilians dead in 10 days.",
        "Cholera killed [40] people in the camps in under three weeks.",
    ],
)
def test_a_figure_of_a_period_or_of_several_events_is_a_total(text: str) -> None:
    assert marked(text)


@pytest.mark.parametrize(
    "text",
    [
        "The army will send [500] soldiers to the border in two weeks.",
        "Shelling killed [12] people in two days.",
        "Hundreds were found under rubble, bringing the death toll to [2,205].",
        "Two more people died of burns, raising the toll from Friday's fire to [62].",
        "The death toll from yesterday's floods rises to [321].",
        "A bus fell into a gorge, killing [31] in the deadliest crash this year.",
        "The bombing, the worst since the war began, killed [40] people.",
        "Russia fired 500 drones, the most since the start of the war, killing [14] people.",
        "At least [46] people were killed in the past 24 hours.",
        "Fighting has killed [80] people since Thursday.",
        "Gunmen fired on a parade that marked the start of the war with Iraq, killing [25].",
        "Uganda took in refugees on Saturday, when [19] people drowned, its worst day since July.",
        "The quake killed [57] people, and 12,000 have been displaced since January.",
    ],
)
def test_a_figure_of_one_event_stays_one(text: str) -> None:
    assert not marked(text)


def test_the_day_and_the_war_are_two_reports_and_only_the_day_is_an_event() -> None:
    text = (
        "At least 51 Palestinians were killed by airstrikes in Gaza on Sunday, bringing the "
        "official death toll to 52,243 throughout the war."
    )
    article = ArticleText(id="a1", published_at="2025-04-27", text=text)
    reports = {one.quantity.figure: one.scope for one in read(article, shipped())}

    assert reports.get(51) is Scope.EVENT
    assert reports.get(52_243) is not Scope.EVENT


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_any_text_is_read_quickly_and_without_fault(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))

    assert spans_a_period(text, (start, end)) in {True, False}
