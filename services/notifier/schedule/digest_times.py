"""When a digest is due: once a day or a week, by the clocks of a zone. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict

from tocsin.services.notifier.schedule.hours import WEEK, AnyCaseDay, ClockTime, Weekday, known_zone

_WEEK_DAYS: Final = 7


class Every(StrEnum):
    """How often."""

    DAY = "day"
    WEEK = "week"


class DigestTimes(BaseModel):
    """When a route sends all that it gathered, in one message."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    every: Every
    day: AnyCaseDay = Weekday.MON
    at: ClockTime = time(7)
    zone: Annotated[str, AfterValidator(known_zone)] = "UTC"


def last_due(times: DigestTimes, now: datetime) -> datetime:
    """Return the newest moment, up to now, at which a digest was due."""
    zone = ZoneInfo(times.zone)
    today = now.astimezone(zone).date()
    # from tomorrow back: a clock that is set may bring a moment of another date
    days = (today - timedelta(days=back) for back in range(-1, _WEEK_DAYS + 2))
    moments = (_moment(day, times, zone) for day in days if _is_due_on(day, times))
    return next(moment for moment in moments if moment <= now)


def _is_due_on(day: date, times: DigestTimes) -> bool:
    return times.every is Every.DAY or WEEK[day.weekday()] is times.day


def _moment(day: date, times: DigestTimes, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, times.at, zone).astimezone(UTC)
