"""How a figure stands to the others of its event, by the words before it."""

import pytest

from tocsin.services.reading.languages.figure_relation import standing


@pytest.mark.parametrize(
    "before",
    [
        "By evening the death toll had risen to ",
        "The bombing brought the number of dead to ",
        "The count stands at ",
        "for a total of ",
    ],
)
def test_a_toll_given_later_is_the_total(before: str) -> None:
    assert standing(before).total


@pytest.mark.parametrize("before", ["The blast killed ", "He travelled to ", "At the station "])
def test_a_plain_figure_is_not(before: str) -> None:
    assert not standing(before).total


def test_another_comes_on_top() -> None:
    assert standing("In the evening another ").more
    assert not standing("In the evening ").more


def test_an_earlier_figure_no_longer_holds() -> None:
    assert standing("The army said 54 died, after first announcing that ").superseded
    assert not standing("The army said that ").superseded
