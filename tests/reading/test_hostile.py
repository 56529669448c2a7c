"""No text may stop the stream."""

import time

import pytest
from reading.told import reports

_SIZE = 200_000
_PIECES = [
    "killed ",
    "20 people were killed ",
    "killed , 20 , and ",
    "killed 20 ) , ",
    '"killed 20" ',
    "<p killed",
    "&#8217;",
    "20 killed\n",
    "Police arrested 20 people in Syria. ",
    "who were killed 20 ",
    "more than at least ",
    "Paris London Kyiv killed 20 people in Syria, ",
    "in March 2020 since 2019 killed 20 people on Monday ",
    "\u200b20 killed\u00a0",
    "to ",
    "1,",
    "(",
]


@pytest.mark.parametrize("piece", _PIECES)
def test_two_hundred_kilobytes_of_anything_take_less_than_a_second(piece: str) -> None:
    text = (piece * (_SIZE // len(piece) + 1))[:_SIZE]
    reports("Twelve people were killed in Kyiv.")  # loads what is loaded once
    started = time.process_time()
    reports(text)
    assert time.process_time() - started < 1.0


def test_thousands_of_quiet_articles_are_read_in_a_second() -> None:
    quiet = ("The council adopted the budget for the new library and thanked the staff. " * 40)[
        :2600
    ]
    started = time.process_time()
    for _ in range(2000):
        reports(quiet)
    assert 2000 / (time.process_time() - started) > 8000
