"""When a source is asked again: what it says, within bounds, with backoff and jitter; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_JITTER: Final = 0.1
"""So much more of the wait: sources that were asked together drift apart, none comes early."""

_MOST_DOUBLINGS: Final = 16


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds between two looks if a source says nothing, and the least and most."""

    usual: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class PollingHints:
    """What a source says of when to come again, in seconds."""

    interval: float | None = None
    """The longest that it names: `ttl`, `sy:updatePeriod`, `Cache-Control: max-age`."""
    retry_after: float = 0.0


def wait(
    bounds: Bounds, told: float | None, said: PollingHints, failures: int, chance: float
) -> float:
    """Return the seconds until the source is asked again.

    Args:
        bounds: from the settings.
        told: the interval that the sources file gives; it counts before what the source says.
        said: by the source.
        failures: in a row; each doubles the wait.
        chance: between 0 and 1, for the jitter.
    """
    regular = told or min(max(said.interval or bounds.usual, bounds.least), bounds.most)
    longest = max(bounds.most, regular)
    backed_off = min(regular * 2.0 ** min(failures, _MOST_DOUBLINGS), longest)
    jittered = backed_off * (1 + _JITTER * chance)
    return max(jittered, min(said.retry_after, longest))


def max_age(headers: Mapping[str, str]) -> float | None:
    """Return the seconds for which an answer is fresh by `Cache-Control`, RFC 9111, 5.2.2.1."""
    found = re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", headers.get("Cache-Control", ""))
    return float(found.group(1)) if found else None


def retry_after(headers: Mapping[str, str], now: datetime) -> float:
    """Return the seconds that `Retry-After` asks for, RFC 9110, 10.2.3; 0 if it does not."""
    value = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
