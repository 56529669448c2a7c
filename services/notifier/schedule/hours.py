"""Hours of the week, by the clocks of a zone: when nights are quiet and who is on call. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
)

_DAY_MINUTES: Final = 24 * 60
_WEEK_MINUTES: Final = 7 * _DAY_MINUTES


class Weekday(StrEnum):
    """A day of the week, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


WEEK: Final = tuple(Weekday)


def _lower(given: object) -> object:
    return given.lower() if isinstance(given, str) else given


def _is_quoted(given: object) -> object:
    # YAML takes 22:00 without quotes for a number of base 60
    if isinstance(given, int | float):
        message = 'a time in quotes, such as "22:00"'
        raise ValueError(message)  # noqa: TRY004 - pydantic reports a ValueError
    return given


def _has_no_zone(given: time) -> time:
    if given.tzinfo is not None:
        message = "a time without a zone; set `zone`"
        raise ValueError(message)
    return given


ClockTime = Annotated[time, BeforeValidator(_is_quoted), AfterValidator(_has_no_zone)]
AnyCaseDay = Annotated[Weekday, BeforeValidator(_lower)]


class Hours(BaseModel):
    """From `begin` to `end` on some days; an end that is no later is that of the next day.

    So 22:00 to 07:00 on Friday ends on Saturday, and 00:00 to 00:00 is the whole day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    days: tuple[Weekday, ...] = Field(default=WEEK, min_length=1, description="On which they begin")
    begin: ClockTime
    end: ClockTime

    @field_validator("days", mode="before")
    @classmethod
    def _in_any_case(cls, given: object) -> object:
        return tuple(map(_lower, given)) if isinstance(given, list | tuple) else given


def known_zone(zone: str) -> str:
    """Return the zone.

    Raises:
        ValueError: the name is unknown.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        message = f"unknown time zone {zone!r}; such as UTC or Africa/Nairobi"
        raise ValueError(message) from None
    return zone


def end_of(hours: Hours, zone: str, moment: datetime) -> datetime | None:
    """Return when the hours that contain a moment end; None if none do."""
    clock = ZoneInfo(zone)
    today = moment.astimezone(clock).date()
    ends = []
    for day in (today - timedelta(days=1), today):
        if WEEK[day.weekday()] not in hours.days:
            continue
        last = day + timedelta(days=1) if hours.end <= hours.begin else day
        # compared in UTC: within one zone Python compares what clocks show, which may come twice
        begin = datetime.combine(day, hours.begin, clock).astimezone(UTC)
        end = datetime.combine(last, hours.end, clock).astimezone(UTC)
        if begin <= moment < end:
            ends.append(end)
    return max(ends, default=None)


def first_gap(every: Iterable[Hours]) -> str | None:
    """Return the first time of the week that no hours cover, as "sat 19:00 to mon 07:00"."""
    covered = sorted(span for hours in every for span in _spans(hours))
    at = 0
    for begin, end in covered:
        if begin > at:
            return f"{_in_words(at)} to {_in_words(begin)}"
        at = max(at, end)
    return None if at >= _WEEK_MINUTES else f"{_in_words(at)} to {_in_words(_WEEK_MINUTES)}"


def _spans(hours: Hours) -> Iterable[tuple[int, int]]:
    """Yield the minutes of the week, from Monday on; what passes its end begins it again."""
    begin, end = _minutes(hours.begin), _minutes(hours.end)
    length = end - begin if end > begin else end - begin + _DAY_MINUTES
    for day in hours.days:
        first = WEEK.index(day) * _DAY_MINUTES + begin
        last = first + length
        yield first, min(last, _WEEK_MINUTES)
        if last > _WEEK_MINUTES:
            yield 0, last - _WEEK_MINUTES


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _in_words(minutes: int) -> str:
    day, rest = divmod(minutes % _WEEK_MINUTES, _DAY_MINUTES)
    return f"{WEEK[day]} {rest // 60:02}:{rest % 60:02}"
