"""A report tells how sure it is to be read right."""

from reading.told import reports

from services.detector.reading.confidence.sign import Sign
from services.detector.reading.confidence.table import SIGNS


def confidence(text: str, title: str | None = None) -> float:
    (report,) = reports(text, title)
    assert report.confidence is not None
    return report.confidence


def test_a_plain_sentence_is_surer_than_one_full_of_doubt() -> None:
    plain = confidence("A quake killed 14 people in Nepal on Monday.")
    doubtful = confidence('Allegedly "14 people" were killed, with 90 others near, by "a quake".')

    assert 0 < doubtful < plain < 1


def test_the_same_figure_told_again_makes_it_surer_and_another_one_less_sure() -> None:
    once = confidence("A quake killed 14 people in Nepal.")
    again = confidence("A quake killed 14 people in Nepal. Fourteen people were killed in Nepal.")
    otherwise = confidence("A quake killed 14 people in Nepal. Ten people were killed in Nepal.")

    assert otherwise < once <= again


def test_every_weight_is_moderate() -> None:
    """No sign decides alone: a table that says so was fitted on too few reports."""
    assert set(SIGNS) <= set(Sign)
    assert all(abs(weight) < 3 for weight in SIGNS.values())
