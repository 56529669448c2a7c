"""A date as feeds and pages write it → the moment that it means, or none; pure.

Nothing is guessed: whatever is not understood refuses the whole date, because a date that is
wrong by a day or by its zone silences or moves an alert, and the page or the time of the look can
stand in for one that is missing.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LONGEST: Final = 80
_EARLIEST_YEAR: Final = 1990
"""Before it there was no web: 1970, 1904 and year 1 are what programs write for no date."""
_NO_DATE: Final = datetime(1999, 11, 30, tzinfo=UTC)
"""What MySQL's 0000-00-00 becomes in PHP."""
_PIVOT: Final = 70
"""Two-digit years from here on are of the last century, RFC 2822, 4.3."""

_MONTHS: Final = {
    name[:length]: number
    for number, name in enumerate(
        "january february march april may june july august september october november "
        "december".split(), start=1,
    )
    for length in range(3, len(name) + 1)
}  # fmt: skip
_WEEKDAYS: Final = frozenset(
    name[:length]
    for name in "monday tuesday wednesday thursday friday saturday sunday".split()
    for length in range(2, len(name) + 1)
)
_HOURS: Final = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "met": 1,
    "cest": 2, "mest": 2, "eet": 2, "cat": 2, "sast": 2, "wat": 1, "eest": 3, "eat": 3, "msk": 3,
    "trt": 3, "gst": 4, "pkt": 5, "ist": 5.5, "npt": 5.75, "bdt": 6, "mmt": 6.5, "ict": 7,
    "wib": 7, "hkt": 8, "sgt": 8, "pht": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5,
    "aest": 10, "acdt": 10.5, "aedt": 11, "nzst": 12, "nzdt": 13, "nst": -3.5, "ndt": -2.5,
    "ast": -4, "adt": -3, "art": -3, "brt": -3, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10,
}  # fmt: skip
_PLACES: Final = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}  # fmt: skip

_ISO: Final = re.compile(
    r"(?P<year>\d{4})(?:(?P<dash>-?)(?P<month>\d\d)(?:(?P=dash)(?P<day>\d\d))?)?"
    r"(?:(?:T|t|\s+|(?<=\d)-(?=\d\d:))(?P<time>\d{1,2}(?::?\d\d){0,2}(?:[.,]\d+)?))?"
    r"\s*(?P<zone>\S.*)?"
)
_SHORT_ISO: Final = re.compile(r"(\d\d)-(\d\d)-(\d\d)")
_SLASHES: Final = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?=\s|T|$)")
_CLOCK: Final = re.compile(
    r"(?<![\d+:-])(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,]\d+)?)?\s*([AaPp])?(?(4)\.?[Mm]\b\.?)"
)
_OFFSET: Final = re.compile(
    r"(?:GMT|UTC|UT|Z)?\s*([+-])(\d{1,2}):?(\d\d)?(?::\d\d)?\s*Z?$", re.IGNORECASE
)
_COMMENT: Final = re.compile(r"\s*\([^()]{0,40}\)\s*$")
_PLACE: Final = re.compile(r"[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_+-]+){1,2}")
_WORD: Final = re.compile(r"[A-Za-z]+|\d+")
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)


def moment_of(text: object) -> datetime | None:
    """Return the moment in the zone that it names; None for no date or an impossible one.

    A time without a zone is read as UTC, as news wires do; a date without a time is its midnight.
    """
    if not isinstance(text, str) or not 4 <= len(text := " ".join(text.split())) <= _LONGEST:  # noqa: PLR2004
        return None
    try:
        found = _iso(text) or _worded(text)
        if found is None or found.astimezone(UTC).year < _EARLIEST_YEAR or found == _NO_DATE:
            return None
    except (ValueError, OverflowError):
        return None
    return found


def _iso(text: str) -> datetime | None:
    """Read RFC 3339, W3C-DTF and their bad habits; a year alone says too little."""
    text = _SLASHES.sub(r"\1-\2-\3", text)
    text = (
        re.sub(r"-(\d)(?=-|\s|T|$)", r"-0\1", text) if re.match(r"\d{4}-\d{1,2}-", text) else text
    )
    if short := _SHORT_ISO.fullmatch(text):
        year, month, day = (int(one) for one in short.groups())
        return datetime(_century(year), month, day, tzinfo=UTC)
    found = _ISO.fullmatch(text)
    if found is None or found["month"] is None:
        return None
    if found["dash"] == "" and found["day"] is None:
        return None  # six digits are more often a number than a month
    zone = _zone(found["zone"]) if found["zone"] else UTC
    if zone is None or (found["zone"] and found["time"] is None):
        return None
    midnight = datetime(
        int(found["year"]), int(found["month"]), int(found["day"] or 1), tzinfo=zone
    )
    return midnight + _since_midnight(found["time"])


def _since_midnight(time: str | None) -> timedelta:
    """Return the time of day; 24:00 is the next midnight, and a leap second the next minute."""
    if time is None:
        return timedelta()
    whole = re.split(r"[.,]", time)[0]
    parts = whole.split(":") if ":" in whole else re.findall(r"\d\d", whole)
    hours, minutes, seconds = (int(one) for one in (*parts, "0", "0")[:3])
    return _checked(hours, minutes, seconds)


def _checked(hours: int, minutes: int, seconds: int) -> timedelta:
    if hours > 24 or minutes > 59 or seconds > 60 or (hours == 24 and minutes + seconds):  # noqa: PLR2004
        message = "no time of day"
        raise ValueError(message)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _worded(text: str) -> datetime | None:
    """Read RFC 822 and its kin: day, month by name, year, time and zone in their usual orders."""
    text = _ORDINAL.sub("", _COMMENT.sub("", text))
    clock = _CLOCK.search(text)
    before, behind = (text[: clock.start()], text[clock.end() :]) if clock else (text, "")
    behind, late_year = _with_year_last(behind.strip(" ,"))
    zone = _zone(behind) if behind else UTC
    day = _day(before.rstrip(" ,T@-") + late_year)
    if zone is None or day is None:
        return None
    year, month, number = day
    return datetime(year, month, number, tzinfo=zone) + _of_clock(clock)


def _with_year_last(behind: str) -> tuple[str, str]:
    """Take the year of asctime, which comes after the time, to the date."""
    found = re.fullmatch(r"(.*?)\s*\b((?:19|20)\d\d)", behind)
    return (found.group(1), f" {found.group(2)}") if found else (behind, "")


def _of_clock(clock: re.Match[str] | None) -> timedelta:
    if clock is None:
        return timedelta()
    hours, minutes, seconds = (int(one or 0) for one in clock.groups()[:3])
    if half := (clock.group(4) or "").lower():
        if not 0 < hours <= 12:  # noqa: PLR2004
            # 16:30 PM is what a program writes that means 16:30
            return _checked(hours, minutes, seconds)
        hours = hours % 12 + (12 if half == "p" else 0)
    return _checked(hours, minutes, seconds)


def _day(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day; a month and year alone are its first day."""
    if re.fullmatch(r"[\w\s,.\-/]*", text) is None:
        return None
    month: int | None = None
    numbers: list[str] = []
    for word in _WORD.findall(text):
        if word.isdigit():
            numbers.append(word)
        elif (known := _MONTHS.get(word.lower())) is not None and month is None:
            month = known
        elif word.lower() == "sept" and month is None:
            month = 9
        elif word.lower() not in _WEEKDAYS:
            return None
    if month is None or not 1 <= len(numbers) <= 2:  # noqa: PLR2004
        return None
    if len(numbers) == 1:
        return (int(numbers[0]), month, 1) if len(numbers[0]) == 4 else None  # noqa: PLR2004
    day, year = numbers if len(numbers[0]) <= 2 else reversed(numbers)  # noqa: PLR2004
    if len(day) > 2 or len(year) not in {2, 4}:  # noqa: PLR2004
        return None
    return (int(year) if len(year) == 4 else _century(int(year)), month, int(day))  # noqa: PLR2004


def _century(year: int) -> int:
    return year + (1900 if year >= _PIVOT else 2000)


def _zone(text: str) -> tzinfo | None:
    """Return the zone; None for what is not one."""
    text = _COMMENT.sub("", text).strip()
    if offset := _OFFSET.fullmatch(text):
        sign, hours, minutes = offset.groups()
        seconds = 3_600 * int(hours) + 60 * int(minutes or 0)
        return timezone(timedelta(seconds=-seconds if sign == "-" else seconds))
    name = text.lower().rstrip(".")
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name]))
    if name in _PLACES or _PLACE.fullmatch(text):
        return _place(_PLACES.get(name, text))
    return None


@lru_cache(maxsize=64)
def _place(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
