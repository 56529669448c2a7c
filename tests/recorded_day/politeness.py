"""Whether the feeder was polite, by its own log of what it asked for and when."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from recorded_day.outlets import RETRY_AFTER, Outlet, Trouble

_CLOCK: Final = 0.01
"""Seconds of the day by which two readings of the clock may differ in rounding."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, as the feeder's log has it; times in seconds since 1970, by its clock."""

    host: str
    path: str
    began: float
    ended: float
    answer: str


@dataclass(slots=True)
class Politeness:
    """What was found; each list names what should not have been."""

    requests: int = 0
    looks: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    least_pause: float = float("inf")
    """Seconds between the end of a request to a host and the next one to it."""
    least_wait: float = float("inf")
    """Between two looks at a source, as a part of the interval that it names."""
    overlapping: list[str] = field(default_factory=list)
    too_soon: list[str] = field(default_factory=list)
    not_left_alone: list[str] = field(default_factory=list)
    against_robots: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Return all that should not have been."""
        return self.overlapping + self.too_soon + self.not_left_alone + self.against_robots


def requests_of(log: Iterable[dict[str, Any]]) -> list[Request]:
    """Return what the feeder's log says that it asked for, in the order of asking."""
    found = []
    for line in log:
        if line["event"] == "web_asked":
            parts = urlsplit(line["address"])
            host, path = parts.hostname or "", parts.path
            found.append(Request(host, path, line["began"], line["ended"], line["answer"]))
    return sorted(found, key=lambda one: one.began)


def judge(
    requests: Sequence[Request], outlets: Sequence[Outlet], pause: float, least: float, usual: float
) -> Politeness:
    """Hold what was asked for against what each outlet wants.

    Args:
        requests: in the order of asking.
        outlets: of the day.
        pause: seconds that the settings keep between two requests to one host.
        least: seconds below which a source is never asked again, whatever it names.
        usual: seconds where it names none.
    """
    by_host = defaultdict(list)
    for one in requests:
        by_host[one.host].append(one)
    found = Politeness(len(requests), answers=Counter(one.answer for one in requests))
    for outlet in outlets:
        of_host = by_host[outlet.host]
        _judge_pauses(found, of_host, pause)
        named = max(outlet.interval or usual, least)
        _judge_looks(found, outlet, of_host, (usual, named))
        found.not_left_alone.extend(_asked_while_busy(outlet, of_host))
        found.against_robots.extend(_against_robots(outlet, of_host))
    return found


def _judge_pauses(found: Politeness, of_host: Sequence[Request], pause: float) -> None:
    for one, other in itertools.pairwise(of_host):
        gap = other.began - one.ended
        found.least_pause = min(found.least_pause, gap)
        if gap < pause - _CLOCK:
            found.overlapping.append(f"{one} and {other}: {gap:.2f} s between them")


def _judge_looks(
    found: Politeness, outlet: Outlet, of_host: Sequence[Request], intervals: tuple[float, float]
) -> None:
    """Judge by the usual interval until the feed has answered, then by the one that it names."""
    interval, named = intervals
    looks = [one for one in of_host if one.path == outlet.path]
    found.looks += len(looks)
    for one, other in itertools.pairwise(looks):
        interval = named if one.answer in {"fetched", "redirect"} else interval
        waited = (other.began - one.began) / interval
        found.least_wait = min(found.least_wait, waited)
        if waited < 1:
            found.too_soon.append(f"{one} and {other}: {waited:.0%} of {interval:.0f} s")


def _asked_while_busy(outlet: Outlet, of_host: Sequence[Request]) -> Iterator[str]:
    if outlet.trouble not in {Trouble.BUSY, Trouble.DOWN}:
        return
    for one, other in itertools.pairwise(of_host):
        # a date is reckoned from when the outlet wrote it, and has whole seconds
        since = one.began if outlet.trouble is Trouble.DOWN else one.ended
        if one.answer == "busy" and other.began - since < RETRY_AFTER - 1 - _CLOCK:
            yield f"{one} and {other}: Retry-After was {RETRY_AFTER} s"


def _against_robots(outlet: Outlet, of_host: Sequence[Request]) -> Iterator[str]:
    has_robots = outlet.number % 10 != 6
    asked_robots = False
    for one, other in itertools.pairwise([*of_host, *of_host[-1:]]):
        asked_robots = asked_robots or one.path == "/robots.txt"
        if one.path in {outlet.path, "/feed", "/robots.txt"}:
            continue
        if not asked_robots:
            yield f"{one} before robots.txt"
        if has_robots and one.path.startswith("/closed/"):
            yield f"{one} is closed to robots"
        if other is not one and other.began - one.ended < outlet.crawl_delay - _CLOCK:
            yield f"{one} and {other}: Crawl-delay is {outlet.crawl_delay} s"
