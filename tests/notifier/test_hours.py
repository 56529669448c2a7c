"""Hours of the week by the clocks of a zone, over its changes of time too."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tocsin.services.notifier.schedule.duty import OnCall, Shift
from tocsin.services.notifier.schedule.hours import WEEK, Hours, Weekday, end_of, first_gap

NIGHT = Hours(begin=time(22), end=time(7))
FRIDAY_NIGHT = Hours(begin=time(22), end=time(7), days=(Weekday.FRI,))
EARLY = Hours(begin=time(1), end=time(2, 30))
SUNDAY = Hours(begin=time(0), end=time(0), days=(Weekday.SUN,))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "zone", "moment", "end"),
    [
        (NIGHT, "UTC", "2026-03-09T21:59", None),
        (NIGHT, "UTC", "2026-03-09T22:00", "2026-03-10T07:00"),
        (NIGHT, "UTC", "2026-03-10T06:59", "2026-03-10T07:00"),
        (NIGHT, "UTC", "2026-03-10T07:00", None),
        (NIGHT, "Africa/Nairobi", "2026-03-09T19:00", "2026-03-10T04:00"),
        (FRIDAY_NIGHT, "UTC", "2026-03-14T03:00", "2026-03-14T07:00"),  # a Saturday
        (FRIDAY_NIGHT, "UTC", "2026-03-13T03:00", None),  # the night of Thursday
        (SUNDAY, "UTC", "2026-03-15T12:00", "2026-03-16T00:00"),
        (SUNDAY, "UTC", "2026-03-16T00:00", None),
        # clocks go on an hour in the night to 29 March, and back in that to 25 October
        (NIGHT, "Europe/Berlin", "2026-03-28T22:00", "2026-03-29T05:00"),
        (NIGHT, "Europe/Berlin", "2026-03-28T20:30", None),
        (NIGHT, "Europe/Berlin", "2026-10-24T20:30", "2026-10-25T06:00"),
        # the hour that there is twice
        (EARLY, "Europe/Berlin", "2026-10-25T00:15", "2026-10-25T00:30"),
    ],
)  # fmt: skip
def test_hours_end_by_the_clocks_of_their_zone(
    hours: Hours, zone: str, moment: str, end: str | None
) -> None:
    assert end_of(hours, zone, at(moment)) == (None if end is None else at(end))


def shift(begin: int, end: int, *days: Weekday) -> Hours:
    return Hours(begin=time(begin), end=time(end), days=days or WEEK)


@pytest.mark.parametrize(
    ("every", "gap"),
    [
        ([shift(0, 0)], None),
        ([shift(7, 19), shift(19, 7)], None),
        ([shift(7, 19)], "mon 00:00 to mon 07:00"),
        ([shift(7, 7, Weekday.MON), shift(7, 7, *WEEK[1:5])], "mon 00:00 to mon 07:00"),
        ([shift(7, 7, *WEEK[:5]), shift(8, 7, *WEEK[5:])], "sat 07:00 to sat 08:00"),
        ([shift(0, 0, *WEEK[:6])], "sun 00:00 to mon 00:00"),
    ],
)
def test_a_gap_in_the_week_is_found(every: list[Hours], gap: str | None) -> None:
    assert first_gap(every) == gap


days = st.lists(st.sampled_from(WEEK), min_size=1, unique=True).map(tuple)
hours = st.builds(
    Hours,
    days=days,
    begin=st.integers(0, 23).map(time),
    end=st.integers(0, 23).map(time),
)


@given(st.lists(hours, min_size=1, max_size=6))
def test_a_week_without_a_gap_has_somebody_at_every_hour(every: list[Hours]) -> None:
    moments = [
        datetime(2026, 3, 9 + day, hour, 30, tzinfo=UTC) for day in range(7) for hour in range(24)
    ]
    covered = all(
        any(end_of(one, "UTC", moment) is not None for one in every) for moment in moments
    )

    assert (first_gap(every) is None) == covered


@pytest.mark.parametrize(
    ("given_hours", "named"),
    [
        ({"begin": 1320, "end": "07:00"}, "a time in quotes"),  # YAML's 22:00 without quotes
        ({"begin": "22:00+01:00", "end": "07:00"}, "zone"),
        ({"begin": "22:00", "end": "07:00", "days": ["monday"]}, "'mon'"),
        ({"begin": "22:00", "end": "07:00", "days": []}, "at least 1"),
    ],
)
def test_wrong_hours_are_answered_with_what_would_be_right(
    given_hours: dict[str, object], named: str
) -> None:
    with pytest.raises(ValidationError, match=named):
        Hours.model_validate(given_hours)


def test_days_may_be_written_in_any_case() -> None:
    assert Hours.model_validate(
        {"begin": "22:00", "end": "07:00", "days": ["Mon", "SUN"]}
    ).days == (Weekday.MON, Weekday.SUN)


def test_who_is_on_call_covers_the_week_or_says_who_is_notified_otherwise() -> None:
    day = Shift(begin=time(7), end=time(19), targets=("ann",))

    with pytest.raises(ValidationError, match="nobody is on call from mon 00:00 to mon 07:00"):
        OnCall(name="desk", shifts=(day,))
    assert OnCall(name="desk", shifts=(day,), otherwise=("bo",)).targets == ("ann", "bo")
