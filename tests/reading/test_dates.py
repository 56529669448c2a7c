"""Dates: which words are one, and what time they mean, seen from publication."""

import time
from datetime import UTC, datetime

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.services.reading.dates.find import DateKind, Interval, Tense, find_dates, resolve

PUBLISHED = datetime(2025, 6, 18, 14, 30, tzinfo=UTC)  # a Wednesday


def day(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


def meant(text: str, tense: Tense = Tense.PAST) -> Interval | None:
    (mention,) = find_dates(text)
    return resolve(mention, PUBLISHED, tense)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on 12 March 2024", "2024-03-12", "2024-03-13"),
        ("on March 12, 2024", "2024-03-12", "2024-03-13"),
        ("on Tuesday, March 12", "2025-03-12", "2025-03-13"),
        ("on the 12th of March", "2025-03-12", "2025-03-13"),
        ("on 3 Dec.", "2024-12-03", "2024-12-04"),
        ("2024-03-12", "2024-03-12", "2024-03-13"),
        ("03/12/2024", "2024-03-12", "2024-03-13"),
        ("12.03.2024", "2024-03-12", "2024-03-13"),
        ("March 12-14, 2024", "2024-03-12", "2024-03-15"),
        ("between 12 and 14 March", "2025-03-12", "2025-03-15"),
        ("from 28 March to 3 April", "2025-03-28", "2025-04-04"),
        ("in March", "2025-03-01", "2025-04-01"),
        ("in September", "2024-09-01", "2024-10-01"),
        ("September 2015", "2015-09-01", "2015-10-01"),
        ("in 2019", "2019-01-01", "2020-01-01"),
        ("early 2016", "2016-01-01", "2016-07-01"),
        ("since 2023", "2023-01-01", None),
        ("before 2020", None, "2020-01-01"),
        ("after 2020", "2021-01-01", None),
        ("the 1990s", "1990-01-01", "2000-01-01"),
        ("2014-15", "2014-01-01", "2016-01-01"),
        ("from 2010 to 2018", "2010-01-01", "2019-01-01"),
        ("in the 19th century", "1800-01-01", "1900-01-01"),
        ("on Monday", "2025-06-16", "2025-06-17"),
        ("on Wednesday", "2025-06-18", "2025-06-19"),
        ("on Thursday", "2025-06-12", "2025-06-13"),
        ("last Friday", "2025-06-13", "2025-06-14"),
        ("over the weekend", "2025-06-14", "2025-06-16"),
        ("yesterday", "2025-06-17", "2025-06-18"),
        ("today", "2025-06-18", "2025-06-19"),
        ("overnight", "2025-06-17", "2025-06-18"),
        ("last week", "2025-06-09", "2025-06-16"),
        ("last month", "2025-05-01", "2025-06-01"),
        ("late last month", "2025-05-16", "2025-06-01"),
        ("earlier this year", "2025-01-01", "2025-06-18"),
        ("two years ago", "2023-06-18", "2023-06-19"),
        ("a decade ago", "2015-06-18", "2015-06-19"),
        ("the past three days", "2025-06-15", "2025-06-18"),
        ("last March", "2025-03-01", "2025-04-01"),
    ],
)
def test_a_date_of_the_past_is_the_last_one_that_fits(
    text: str, start: str | None, end: str | None
) -> None:
    assert meant(text) == Interval(day(start), day(end))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on Monday", "2025-06-23", "2025-06-24"),
        ("on 12 March", "2026-03-12", "2026-03-13"),
        ("in September", "2025-09-01", "2025-10-01"),
        ("at the weekend", "2025-06-21", "2025-06-23"),
        ("next week", "2025-06-23", "2025-06-30"),
        ("in two weeks", "2025-07-02", "2025-07-03"),
        ("tomorrow", "2025-06-19", "2025-06-20"),
    ],
)
def test_a_date_of_the_future_is_the_next_one_that_fits(text: str, start: str, end: str) -> None:
    assert meant(text, Tense.FUTURE) == Interval(day(start), day(end))


@pytest.mark.parametrize(
    "text",
    [
        "20 people died",
        "2,019 soldiers",
        "killed 20 in Homs",
        "they march to the border",
        "it may be true",
        "2024 soldiers",
        "the second division",
        "Flight 302",
    ],
)
def test_what_is_not_a_date_is_none(text: str) -> None:
    assert find_dates(text) == ()


def test_a_full_date_needs_no_publication_and_a_weekday_does() -> None:
    (full,) = find_dates("on 12 March 2024")
    (weekday,) = find_dates("on Monday")
    assert resolve(full, None) == Interval(day("2024-03-12"), day("2024-03-13"))
    assert resolve(weekday, None) is None


def test_a_day_that_no_calendar_has_is_no_time() -> None:
    (mention,) = find_dates("on 31 February 2024")
    assert resolve(mention, PUBLISHED) is None


def test_a_mention_has_its_offsets_and_its_kind() -> None:
    text = "In September 2015 and again on Monday, thousands fled."
    mentions = find_dates(text)
    assert [(m.text, m.kind) for m in mentions] == [
        ("September 2015", DateKind.MONTH),
        ("Monday", DateKind.WEEKDAY),
    ]
    assert [text[m.start : m.end] for m in mentions] == [m.text for m in mentions]


WORDS = st.lists(
    st.sampled_from(
        "in on since March may 12 2024 31 February Monday last next week two years ago the of to - "
        ", 1990s 2014-15 century days weekend before between and 9999 1000 day".split()
    ),
    max_size=30,
).map(" ".join)


def test_a_time_that_ends_before_it_begins_is_none() -> None:
    (mention,) = find_dates("1990s to 1000 March")

    assert resolve(mention, datetime(2026, 3, 9, tzinfo=UTC)) is None


@settings(max_examples=examples(100))
@given(
    st.one_of(WORDS, st.text(max_size=150)),
    st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 1)),  # noqa: DTZ001 - the zone is set below
    st.sampled_from(Tense),
)
def test_any_text_gives_dates_in_order_that_resolve_or_are_none(
    text: str, published: datetime, tense: Tense
) -> None:
    done = 0
    for mention in find_dates(text):
        assert done <= mention.start < mention.end <= len(text)
        interval = resolve(mention, published.replace(tzinfo=UTC), tense)
        if interval is not None and interval.start is not None and interval.end is not None:
            assert interval.start <= interval.end
        done = mention.end


@pytest.mark.parametrize(
    "piece", ["1 ", "1-", "march ", "2000 ", "one day ", "may 1 to ", "last ", "in ", "20-"]
)
def test_no_text_of_200_kb_takes_over_a_second(piece: str) -> None:
    text = (piece * 200_000)[:200_000]
    started = time.process_time()
    find_dates(text)
    assert time.process_time() - started < 1
