"""Reading whole articles."""

import re
from datetime import UTC, datetime

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped_network import shipped

from tocsin.schemas.article import ArticleText
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import Bound, EventType, Modality, Subtype
from tocsin.services.reading.reader import read


def reports(text: str, title: str | None = None) -> tuple[Report, ...]:
    published = datetime(2026, 3, 9, tzinfo=UTC)
    return read(ArticleText(id="a", text=text, title=title, published_at=published), shipped())


def only(text: str) -> Report:
    found = reports(text)
    assert len(found) == 1, [(one.event_type, one.subtype, one.quantity) for one in found]
    return found[0]


def test_a_crossing_is_read_with_its_figure_and_where_they_came_to() -> None:
    report = only("A total of 1,037 soldiers crossed the border into Thailand early on Monday.")
    assert report.event_type is EventType.BORDER_CROSSING
    assert report.quantity.figure == 1037
    assert report.country == "THA"


@pytest.mark.parametrize(
    "text",
    [
        "The striker killed off the match with two late goals.",
        "The drought killed 300 cattle.",
        "Parliament passed 20 laws and went home.",
        "The two sides struck a deal in March.",
    ],
)
def test_figurative_and_other_uses_are_quiet(text: str) -> None:
    assert reports(text) == ()


def test_two_subtypes_of_one_sentence_are_two_reports_with_their_own_figures() -> None:
    found = reports(
        "A bus fell into a ravine near Quito, killing at least 12 people and injuring 30."
    )
    assert [(one.subtype, one.quantity.figure, one.quantity.bound) for one in found] == [
        (Subtype.KILLED, 12, Bound.MIN),
        (Subtype.INJURED, 30, Bound.EXACT),
    ]


def test_a_part_of_a_total_is_no_event_of_its_own() -> None:
    report = only("Forty people, including seven children, were killed when a ferry sank.")
    assert report.quantity.figure == 40


def test_the_same_article_gives_equal_reports_with_equal_ids() -> None:
    text = "Police arrested 24 protesters in Tbilisi. Three people were killed in a fire in Riga."
    assert reports(text) == reports(text)
    assert len({report.id for report in reports(text)}) == len(reports(text))


def test_a_title_that_the_text_repeats_is_read_once() -> None:
    title = "Blast kills 30 in Lima"
    text = f"{title}\n\nA blast killed 30 people in Lima on Sunday."
    assert [report.evidence.part for report in reports(text, title)] == ["text"]


def test_a_title_of_its_own_is_evidence_if_only_it_says_so() -> None:
    found = reports("The fire broke out at noon.", "Fire kills 30 in Lima")
    assert [(one.evidence.part, one.quantity.figure) for one in found] == [("title", 30)]


def test_a_future_decision_is_announced_and_a_condition_hypothetical() -> None:
    assert only("Poland will send 2,000 troops to Latvia.").modality is Modality.ANNOUNCED
    conditional = only("Poland would send 2,000 troops to Latvia if it were asked.")
    assert conditional.modality is Modality.HYPOTHETICAL


@settings(max_examples=examples(50), deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=600))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    reports(text)


_PIECES = """killed 20 soldiers were , and of the who after Syria border crossed to evacuate # 3,000
dead ( ) . ; including several troops withdraw from said that would not toll rose &amp; <b> \u2019
1\u00a0000 people have been arrested protest in March 2020 hostage taken \u200b"""
_WORDS = st.sampled_from(re.split(r"[ \n]", _PIECES))


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(_WORDS, max_size=80), st.sampled_from([" ", "  ", "\n"]))
def test_the_offsets_of_evidence_hold_in_any_text(words: list[str], space: str) -> None:
    text = space.join(words)
    for report in reports(text):
        evidence = report.evidence
        assert text[evidence.start : evidence.end] == evidence.sentence
        if evidence.figure is not None:
            low, high = evidence.figure
            assert 0 <= low < high <= len(evidence.sentence)
