"""How the board words and draws an alert."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watcher.alert_cases import alert, source

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.report import Evidence, Quantity
from tocsin.schemas.vocabulary import Bound, MsgType, Severity, Status
from tocsin.services.board.showing.alert_page import alert_page
from tocsin.services.board.showing.chart import HEIGHT, WIDTH, chart
from tocsin.services.board.showing.row import DisplayStatus, quote, row
from tocsin.services.board.showing.timeline import timeline
from tocsin.services.board.showing.words import ago, clock, figure_of, range_of, web_link
from tocsin.services.board.state.answers import Answers
from tocsin.services.stories.place import where

NOW = datetime(2024, 4, 12, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("quantity", "parts"),
    [
        (Quantity(low=1037, high=1037, bound=Bound.EXACT), ("", "1,037", "troops")),
        (Quantity(low=1000, bound=Bound.MIN), ("at least", "1,000", "troops")),
        (Quantity(high=300, bound=Bound.MAX), ("up to", "300", "troops")),
        (Quantity(low=90, high=90, bound=Bound.APPROX), ("about", "90", "troops")),
        (Quantity(low=30, high=50, bound=Bound.RANGE), ("", "30\N{EN DASH}50", "troops")),
        (Quantity(low=2000, bound=Bound.VAGUE), ("", "thousands", "troops")),
        (Quantity(), ("", "\N{EM DASH}", "troops")),
        (Quantity(low=1, high=1, bound=Bound.EXACT), ("", "1", "soldier")),
    ],
)
def test_a_figure_has_three_parts(quantity: Quantity, parts: tuple[str, str, str]) -> None:
    figure = figure_of(alert(quantity=quantity))

    assert (figure.qualifier, figure.number, figure.unit) == parts


def test_a_figure_without_unit_counts_what_the_title_says() -> None:
    counted = alert(
        unit=None,
        quantity=Quantity(low=5, high=5, bound=Bound.EXACT),
        title="Displacement: 5 incidents, Sudan",
    )

    assert figure_of(counted).unit == "incidents"


def test_a_place_is_named_as_people_say_it() -> None:
    assert where(alert()) == "Myanmar → Thailand"
    assert where(alert(from_country=None)) == "Mae Sot, Thailand"
    assert where(alert(from_country=None, place=None)) == "Thailand"
    assert where(alert(from_country=None, place=None, country=None)) == "Country unknown"


def test_what_sources_disagree_on_is_a_range_and_agreement_is_none() -> None:
    assert range_of(alert(low=900, high=1214)) == "900\N{EN DASH}1,214"
    assert range_of(alert(low=900, high=900)) == ""
    assert range_of(alert()) == ""


@pytest.mark.parametrize(
    ("past", "told"),
    [
        (timedelta(seconds=-5), "now"),
        (timedelta(seconds=59), "now"),
        (timedelta(minutes=12, seconds=50), "12 min"),
        (timedelta(hours=23, minutes=59), "23 h"),
        (timedelta(days=59), "59 d"),
        (timedelta(days=248), "8 mo"),
        (timedelta(days=800), "2 y"),
    ],
)
def test_times_are_short_and_relative(past: timedelta, told: str) -> None:
    assert ago(NOW - past, NOW) == told


def test_a_clock_names_the_year_only_if_it_is_another_one() -> None:
    assert clock(NOW, NOW) == "12 Apr, 12:00"
    assert clock(NOW - timedelta(days=365), NOW) == "13 Apr 2023, 12:00"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//host.example/x",
        "https://",
        "https://[broken",
        "ftp://host.example/x",
        " javascript:alert(1)",
        None,
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert web_link(url) is None


def test_a_web_address_becomes_a_link() -> None:
    assert web_link("https://gazette.example/1?a=b") == "https://gazette.example/1?a=b"


@given(sentence=st.text(max_size=80), start=st.integers(0, 100), length=st.integers(0, 100))
def test_a_quote_marks_its_figure_or_nothing_and_loses_no_letter(
    sentence: str, start: int, length: int
) -> None:
    evidence = Evidence(sentence=sentence, start=0, end=0, figure=(start, start + length))
    shown = quote(evidence, "en")

    def letters(text: str) -> str:
        return re.sub(r"\W", "", text)

    assert letters(shown.before + shown.figure + shown.after) == letters(
        quote(Evidence(sentence=sentence, start=0, end=0), "en").before
    )
    assert not any("\u202a" <= letter <= "\u202e" for letter in shown.before + shown.after)


def test_a_figure_late_in_a_long_sentence_is_still_seen_in_the_list() -> None:
    sentence = "word " * 60 + "1,000 soldiers crossed"
    evidence = Evidence(sentence=sentence, start=0, end=len(sentence), figure=(300, 305))
    shown = row(alert(sources=(source(evidence=evidence),))).quote

    assert shown.figure == "1,000"
    assert shown.before.startswith("… word")
    assert len(shown.before) < 120


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, DisplayStatus.LIVE),
        ({"kind": AlertKind.EXPIRED}, DisplayStatus.EXPIRED),
        ({"status": Status.EXERCISE}, DisplayStatus.EXERCISE),
        ({"status": Status.TEST}, DisplayStatus.TEST),
        ({"msg_type": MsgType.CANCEL, "status": Status.EXERCISE}, DisplayStatus.RETRACTED),
    ],
)
def test_what_is_less_than_a_live_alert_says_so(
    changes: dict[str, object], standing: DisplayStatus
) -> None:
    assert row(alert(**changes)).standing is standing


def revisions(*figures: int) -> list[Alert]:
    return [
        alert(
            revision=number + 1,
            quantity=Quantity(low=figure, high=figure, bound=Bound.EXACT),
            low=min(figures[: number + 1]),
            high=max(figures[: number + 1]),
            last_published_at=NOW + timedelta(hours=number),
            sources=tuple(
                source(
                    one,
                    published_at=NOW + timedelta(hours=one),
                    quantity=Quantity(low=figures[one], high=figures[one], bound=Bound.EXACT),
                )
                for one in range(number + 1)
            ),
        )
        for number, figure in enumerate(figures)
    ]


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=12))
def test_every_figure_lies_within_the_chart(figures: list[int]) -> None:
    drawn = chart(revisions(*figures))

    assert drawn is not None
    assert len(drawn.dots) == len(figures)
    for dot in drawn.dots:
        assert 0 <= dot.x <= WIDTH
        assert 0 <= dot.y <= HEIGHT
    assert 2 <= len(drawn.ticks) <= 6
    heights = [tick.at for tick in drawn.ticks]
    assert heights == sorted(heights, reverse=True)


def test_one_moment_is_no_chart_and_figures_of_a_sequence_are_none() -> None:
    assert chart(revisions(900)) is None
    assert alert_page(revisions(900, 1214), Answers()).chart is not None
    sequence = [one.model_copy(update={"related": ("a", "b")}) for one in revisions(900, 1214)]
    assert alert_page(sequence, Answers()).chart is None


def test_a_story_tells_what_each_revision_changed_and_what_is_not_held() -> None:
    told = alert_page(revisions(900, 1214)[1:], Answers())

    assert told.earlier == 1
    assert told.revisions[0].figure == "1,214 troops"
    assert [one.figure for one in told.sources] == ["1,214", "900"]


def test_each_source_says_why_it_is_one_event_with_another() -> None:
    first = source(1, source="Border Wire")
    second = source(
        2,
        joined_with=first.report_id,
        joined_because="same cause, places 12 km apart, same day",
    )

    told = alert_page([alert(sources=(first, second))], Answers())

    assert [one.joined for one in told.sources] == [
        "with Border Wire: same cause, places 12 km apart, same day",
        "",
    ]


def test_every_reason_for_a_revision_has_words() -> None:
    for change in Change:
        assert alert_page([alert(change=change)], Answers()).revisions[0].change


def test_the_fullest_day_has_full_height_and_the_worst_is_at_the_foot() -> None:
    days = timeline(
        {
            date(2024, 4, 11): Counter({Severity.MINOR: 3, Severity.EXTREME: 1}),
            date(2024, 4, 12): Counter(),
        }
    )

    worst, mild = days[0].bars
    assert (worst.severity, mild.severity) == (Severity.EXTREME, Severity.MINOR)
    assert (worst.y, worst.height) == (42.0, 14.0)
    assert (mild.y, mild.height) == (0.0, 42.0)
    assert (days[1].count, days[1].bars) == (0, ())


def test_totals_and_sequences_say_what_they_are() -> None:
    total = alert(title="Total within 7 days: Border crossing, 5,000 people, Thailand")
    both = alert(
        title="Sequence: soldiers cross, then a call-up. Call-up: 3,000 reservists, Thailand",
        related=("a", "b"),
    )

    assert row(total).event == "Total within 7 days: Border crossing"
    assert row(both).event == "Sequence: soldiers cross, then a call-up"
    assert row(alert()).event == "Border crossing"
