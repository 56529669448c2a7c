"""Scoring by the rules of the labelling guide."""

from datetime import UTC, datetime

import pytest

from tocsin.schemas.report import Evidence, Quantity, Report
from tocsin.schemas.vocabulary import Bound, EventType, Modality, Subtype
from tocsin.services.evaluation.labels import BadRow, Label, parse_row
from tocsin.services.evaluation.matching import figure_right, figure_scored, pair
from tocsin.services.evaluation.score import score
from tocsin.services.evaluation.summary import summary


def exactly(figure: int) -> Quantity:
    return Quantity(low=figure, high=figure, bound=Bound.EXACT)


def killed(figure: int, *, optional: bool = False, modality: Modality = Modality.OCCURRED) -> Label:
    return Label(
        type=EventType.CASUALTIES,
        subtype=Subtype.KILLED,
        quantity=exactly(figure),
        modality=modality,
        country="KEN",
        optional=optional,
    )


def told(
    figure: int, subtype: Subtype = Subtype.KILLED, modality: Modality = Modality.OCCURRED
) -> Report:
    return Report(
        id=f"{figure}-{subtype}",
        article_id="a",
        published_at=datetime(2026, 3, 9, tzinfo=UTC),
        event_type=EventType.CASUALTIES,
        subtype=subtype,
        quantity=exactly(figure),
        modality=modality,
        country="KEN",
        evidence=Evidence(sentence="...", start=0, end=3),
    )


def test_a_second_report_of_a_matched_event_is_false() -> None:
    pairing = pair((killed(20),), (told(19), told(20)))
    assert [match.report.quantity.figure for match in pairing.matches] == [20]
    assert [report.quantity.figure for report in pairing.false] == [19]


def test_an_optional_label_counts_neither_way() -> None:
    assert pair((killed(20, optional=True),), (told(20),)).false == ()
    assert pair((killed(20, optional=True),), ()).missed == ()


def test_a_label_that_counts_is_matched_before_an_optional_one() -> None:
    pairing = pair((killed(20, optional=True), killed(5)), (told(20),))
    assert len(pairing.matches) == 1


def test_casualties_match_only_their_subtype() -> None:
    pairing = pair((killed(20),), (told(20, Subtype.INJURED),))
    assert len(pairing.missed) == len(pairing.false) == 1


def test_a_label_without_subtype_matches_any() -> None:
    label = Label(type=EventType.CASUALTIES, modality=Modality.OCCURRED)
    assert len(pair((label,), (told(20, Subtype.INJURED),)).matches) == 1


def test_a_figure_is_right_within_one_percent_of_low_or_of_high_if_there_is_no_low() -> None:
    at_most = Quantity(high=300, bound=Bound.MAX)
    assert figure_right(exactly(1000), exactly(1010))
    assert not figure_right(exactly(1000), exactly(1011))
    assert figure_right(at_most, exactly(300))
    assert not figure_right(exactly(3), Quantity())


def test_figures_below_two_are_not_scored() -> None:
    assert not figure_scored(exactly(1))
    assert not figure_scored(Quantity())
    assert figure_scored(exactly(2))


def test_the_measures_of_a_small_corpus() -> None:
    old = Modality.HISTORICAL
    scores = score(
        [
            pair((killed(20), killed(7, modality=old)), (told(20), told(8))),
            pair((), (told(3),)),
        ]
    )
    assert scores.overall.precision == pytest.approx(2 / 3)
    assert scores.overall.recall == 1.0
    assert scores.figure.value == pytest.approx(1 / 2)
    assert scores.modality.value == pytest.approx(1 / 2)
    assert (scores.quiet.right, scores.quiet.total) == (0, 1)
    assert "historical read as occurred: 1" in summary(scores)


def test_an_empty_corpus_has_no_measures_and_no_crash() -> None:
    assert score([]).overall.f1 is None
    assert "texts" in summary(score([]))


def test_a_row_without_events_is_reported_by_what_is_missing() -> None:
    with pytest.raises(BadRow, match="events"):
        parse_row('{"id": "a", "text": "b"}')
