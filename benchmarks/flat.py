"""Is the cost of an article flat, from the ten thousandth to the two millionth? Time and memory.

One detector works through a backlog of the 3 % mix, judging included. What it has done, its
processor time and its memory are looked at as it goes; a row is what lies between two marks.
Beside them stands a yardstick: what one and the same filler takes another process to read just
then. A virtual machine is not equally fast all the time; where both grow, it was the machine.
Runs in the peers' environment, which has the fast producer.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from filling import fill
from measured_process import DetectorProcess, detecting, kafka
from mix import mixed
from reading import batches
from result import Cell, Result, Table, options

from tocsin.services.encoders.choice import BUILT_IN, encoder_named
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics

SHARE_TOLD = 0.03
MARKS = (10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 1_500_000, 2_000_000)
LOOK_EVERY = 0.5
YARDSTICK_TEXTS = 100
"""Read at every look: 3 ms on the other core."""
PATIENCE_SECONDS = 60.0
SECONDS_PER_ARTICLE = 0.002
"""A detector that takes longer is given up."""


@dataclass(frozen=True)
class Sight:
    """How far a detector is."""

    at: float
    done: float
    cpu: float
    megabytes: float
    yardstick: float
    """Processor seconds that the yardstick took, in all."""
    lengths: int
    """How often it was laid on."""


class Yardstick:
    """One filler, read again and again."""

    def __init__(self) -> None:
        self._texts = [next(mixed(1, SHARE_TOLD))] * YARDSTICK_TEXTS
        self._encoder = encoder_named(BUILT_IN)
        self.seconds = 0.0
        self.lengths = 0

    def lay_on(self) -> None:
        self.seconds += batches(self._encoder, self._texts)
        self.lengths += YARDSTICK_TEXTS


def sight(process: DetectorProcess, yardstick: Yardstick) -> Sight:
    done = process.metric("tocsin_articles_total")
    yardstick.lay_on()
    return Sight(
        time.perf_counter(),
        done,
        process.cpu_seconds(),
        process.megabytes(),
        yardstick.seconds,
        yardstick.lengths,
    )


def watched(process: DetectorProcess, count: int, yardstick: Yardstick) -> Iterator[Sight]:
    """Yield what is seen at each mark, and when all is done and judged."""
    marks = [mark for mark in MARKS if mark < count]
    deadline = time.monotonic() + PATIENCE_SECONDS + count * SECONDS_PER_ARTICLE
    while True:
        seen = sight(process, yardstick)
        if marks and seen.done >= marks[0]:
            marks = [mark for mark in marks if mark > seen.done]
            yield seen
        if seen.done >= count and process.metric("tocsin_consumer_lag") == 0:
            yield sight(process, yardstick)
            return
        if time.monotonic() > deadline:
            print(f"only {seen.done:,.0f} of {count:,} were done", file=sys.stderr)
            yield seen
            return
        time.sleep(LOOK_EVERY)


def row(before: Sight, after: Sight) -> list[Cell]:
    done = max(1.0, after.done - before.done)
    return [
        f"{before.done:,.0f} to {after.done:,.0f}",
        done / (after.at - before.at),
        cpu(before, after) * 1e6,
        read_time(before, after) * 1e6,
        after.megabytes,
    ]


def table(seen: list[Sight]) -> Table:
    rows = [row(before, after) for before, after in pairwise(seen)]
    if len(seen) > 2:  # noqa: PLR2004 - the first slice holds what is done once
        rows.append(["all but the first slice", *row(seen[1], seen[-1])[1:]])
    columns = ("articles", "articles/s", "CPU µs/article", "yardstick µs", "MB at the end")
    return Table("Flat cost, one process, judging included", columns, rows)


def note_flatness(result: Result, seen: list[Sight]) -> None:
    """Compare the last slice with the early ones that hold nothing done once."""
    if len(seen) < 5:  # noqa: PLR2004 - too short to tell
        return
    _, first, _, third, *_ = seen
    change = cpu(seen[-2], seen[-1]) / cpu(first, third)
    told = f"{third.done:,.0f}"
    result.at_most(f"CPU of an article at the end, of that before {told}", 1.1, change)
    machine = read_time(seen[-2], seen[-1]) / read_time(first, third)
    result.at_most("the same, in lengths of the yardstick", 1.05, change / machine)
    growth = seen[-1].megabytes / third.megabytes
    result.at_most(f"memory at the end, of that after {told} articles", 1.25, growth)


def cpu(before: Sight, after: Sight) -> float:
    return (after.cpu - before.cpu) / max(1.0, after.done - before.done)


def read_time(before: Sight, after: Sight) -> float:
    return (after.yardstick - before.yardstick) / max(1, after.lengths - before.lengths)


def main() -> None:
    """Work through a backlog and print a row for each slice of it."""
    parser = options(__doc__)
    parser.add_argument("--count", type=int, default=2_000_000)
    given = parser.parse_args()
    result = Result("flat")
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as name, kafka(Path(name)) as settings:
        filled(settings, given.count)
        with detecting(settings, Path(name)) as process:
            yardstick = Yardstick()
            seen = [sight(process, yardstick)]
            for one in watched(process, given.count, yardstick):
                seen.append(one)
                result.tables = [table(seen)]
                result.save(given.save)
        note_flatness(result, seen)
        result.save(given.save)
    sys.stdout.write("\n".join(result.markdown()))


def filled(settings: Settings, count: int) -> None:
    ensure_topics(settings)
    began = time.perf_counter()
    fill(settings, mixed(count, SHARE_TOLD))
    print(f"filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
