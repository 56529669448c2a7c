"""How long the seen-store takes for a lookup and a settled item, with a million items in it.

While lookups go on, another thread folds what was written into the file, as in the feeder.
Beside the time by the wall stands that on the processor: a busy machine makes the former long.
"""

import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

from tocsin.services.feeder.live.seen.store import ItemOutcome, Pending, Seen, SeenItem, item_id

ITEMS = 1_000_000
LOOKUPS = 100_000
SETTLED = 10_000
FOLD_EVERY = 1.0


def fill(seen: Seen) -> None:
    """Put the items in as one transaction: a year's work is not what is measured."""
    seen._db.execute("BEGIN")  # noqa: SLF001 - see above
    seen._db.executemany(  # noqa: SLF001 - the same
        "INSERT INTO items VALUES (?,?,0,20000)",
        ((item_id("wire", str(number)), b"x" * 16) for number in range(ITEMS)),
    )
    seen._db.execute("COMMIT")  # noqa: SLF001 - the same
    seen.fold()


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds by the wall, and those on the processor."""
    began, worked = time.perf_counter(), time.thread_time()
    work()
    return time.perf_counter() - began, time.thread_time() - worked


def settled(seen: Seen, number: int) -> None:
    pending = Pending(
        f"https://wire.example/{number}", "new", item_id("new", str(number)),
        SeenItem(b"x" * 16, 0), b"x" * 16, b"x" * 32, ItemOutcome.FED, 0.0,
    )  # fmt: skip
    seen.begin(pending)
    seen.settle(pending, time.time())


def measured(what: str, times: list[tuple[float, float]]) -> None:
    for name, column in (
        (what, [wall for wall, _ in times]),
        ("  on the processor", [work for _, work in times]),
    ):
        cuts = quantiles(column, n=1000)
        p50, p99, p999, most = (
            1000 * one for one in (cuts[499], cuts[989], cuts[998], max(column))
        )
        print(f"{name:30} p50 {p50:.3f}  p99 {p99:.3f}  p99.9 {p999:.3f}  max {most:.3f} ms")


def main() -> None:
    chance = random.Random(7)  # noqa: S311 - the same places each time
    ended = threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        seen = Seen(Path(folder) / "seen.sqlite")
        print(f"filled with {ITEMS:,} items in {timed(lambda: fill(seen))[0]:.0f} s", end=", ")
        print(f"{(Path(folder) / 'seen.sqlite').stat().st_size / 1e6:.0f} MB")

        def fold() -> None:
            while not ended.wait(FOLD_EVERY):
                seen.fold()

        folding = threading.Thread(target=fold)
        folding.start()
        try:
            for what in ("lookup", "lookup again"):
                items = [
                    # half of them are not there
                    item_id("wire", str(chance.randrange(2 * ITEMS)))
                    for _ in range(LOOKUPS)
                ]
                measured(what, [timed(lambda item=item: seen.entry(item)) for item in items])
            times, lookups = [], []
            for number in range(SETTLED):
                times.append(timed(lambda number=number: settled(seen, number)))
                item = item_id("wire", str(chance.randrange(2 * ITEMS)))
                lookups.append(timed(lambda item=item: seen.entry(item)))
            measured("noted as pending and settled", times)
            measured("lookup between two of these", lookups)
            steps = seen.forget(90, time.time())
            measured(
                "one of 256 steps of forgetting", [timed(lambda: next(steps)) for _ in range(256)]
            )
        finally:
            ended.set()
            folding.join()
            seen.close()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
