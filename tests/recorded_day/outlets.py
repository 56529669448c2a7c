"""A day of 200 outlets, the same each time: what they publish and when, and how they behave."""

import random
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

HOUR: Final = 3_600
DAY: Final = 24 * HOUR
KEPT: Final = 20
"""Items that a feed shows."""

_PARAGRAPH: Final = (
    "The river rose by {} centimetres over night, and {} families left their homes by boat. "
    "The road to the capital is cut in {} places, and the market of the lower town is closed."
)


class Form(StrEnum):
    """How a feed is written."""

    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"
    JSON = "json"


class Trouble(StrEnum):
    """What an outlet has of it on this day."""

    NONE = "none"
    BUSY = "busy"
    """429 from 6 to 8, with Retry-After in seconds."""
    DOWN = "down"
    """503 from 9 to 11, with Retry-After as a date."""
    BROKEN = "broken"
    """500 from 12 to 15."""
    DEAD = "dead"
    """Nobody listens."""
    MOVED = "moved"
    """Its feed is behind a redirect."""
    SLOW = "slow"
    """Takes longer than anybody waits, from 18 to 20."""
    NO_FEED = "no feed"
    """From 3 to 4 there is a page of excuses in its place."""


_TROUBLES: Final = {
    3: Trouble.BUSY,
    7: Trouble.DOWN,
    9: Trouble.NO_FEED,
    11: Trouble.BROKEN,
    13: Trouble.DEAD,
    17: Trouble.MOVED,
    19: Trouble.SLOW,
}
RETRY_AFTER: Final = 2_700
STORMS: Final = {
    Trouble.BUSY: (6 * HOUR, 8 * HOUR),
    Trouble.DOWN: (9 * HOUR, 11 * HOUR),
    Trouble.BROKEN: (12 * HOUR, 15 * HOUR),
    Trouble.SLOW: (18 * HOUR, 20 * HOUR),
    Trouble.NO_FEED: (3 * HOUR, 4 * HOUR),
}


@dataclass(frozen=True, slots=True)
class Story:
    """One story of the day, in seconds since its beginning."""

    number: int
    published: float
    changed: float | None
    """When its text was changed, if it was."""
    page: str
    """What becomes of who asks for its page: `there`, `gone`, `closed` to robots, `moved`."""

    def text(self, at: float) -> tuple[str, ...]:
        """Return its paragraphs as they are at a moment."""
        extra = 1000 if self.changed is not None and at >= self.changed else 0
        return tuple(_PARAGRAPH.format(self.number + extra, 7 * part, part) for part in range(1, 5))


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet on a host of its own."""

    number: int
    form: Form
    interval: float | None
    """Seconds between two looks that it names; by `ttl` and its kin, or by Cache-Control."""
    etag: bool
    last_modified: bool
    full_pages: bool
    """Whether the feeder is told to take the pages behind the items."""
    crawl_delay: float
    trouble: Trouble
    stories: tuple[Story, ...]

    @property
    def host(self) -> str:
        return f"127.1.{self.number // 250}.{self.number % 250 + 1}"

    @property
    def path(self) -> str:
        return "/old-feed" if self.trouble is Trouble.MOVED else "/feed"

    def storms(self, at: float) -> bool:
        """Whether its trouble is on at a moment of the day."""
        begin, end = STORMS.get(self.trouble, (0, 0))
        return begin <= at < end


def outlets(count: int) -> list[Outlet]:
    """Return the day's outlets; the same for the same count."""
    return [_outlet(number) for number in range(count)]


def _outlet(number: int) -> Outlet:
    chance = random.Random(number)  # noqa: S311 - the same day each time
    form = list(Form)[number % 4]
    intervals = (None, 600.0, 1_800.0, HOUR) if form is not Form.RDF else (None, HOUR)
    return Outlet(
        number,
        form,
        intervals[number // 4 % len(intervals)],
        etag=number % 3 != 0,
        last_modified=number % 5 != 0,
        full_pages=number % 4 in {0, 3},
        crawl_delay=5.0 if number % 10 == 4 else 0.0,
        trouble=_TROUBLES.get(number % 20, Trouble.NONE),
        stories=tuple(_stories(chance)),
    )


def _stories(chance: random.Random) -> list[Story]:
    # some stood there the evening before, the others come through the day, few by night
    times = sorted(
        [
            *(chance.uniform(-6 * HOUR, 0) for _ in range(8)),
            *(chance.triangular(0, DAY, 11 * HOUR) for _ in range(chance.randrange(10, 34))),
        ]
    )
    return [
        Story(
            number,
            published,
            published + chance.uniform(HOUR, 3 * HOUR) if chance.random() < 1 / 8 else None,
            chance.choices(("there", "gone", "closed", "moved"), (16, 1, 1, 2))[0],
        )
        for number, published in enumerate(times)
    ]
