"""How long the seen-store takes for a lookup and a settled item, with a million items in it."""

import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from services.feeder.live.seen import Entry, Outcome, Pending, Seen, item_id

ITEMS = 1_000_000
LOOKUPS = 20_000
SETTLED = 2_000


def fill(seen: Seen) -> None:
    """Put the items in as one transaction: a year's work is not what is measured."""
    seen._db.execute("BEGIN")  # noqa: SLF001 - see above
    seen._db.executemany(  # noqa: SLF001 - the same
        "INSERT INTO items VALUES (?,?,0,20000)",
        ((item_id("wire", str(number)), b"x" * 16) for number in range(ITEMS)),
    )
    seen._db.execute("COMMIT")  # noqa: SLF001 - the same


def measured(what: str, times: list[float]) -> None:
    cuts = quantiles(times, n=1000)
    p50, p99, p999 = (1000 * cuts[at] for at in (499, 989, 998))
    print(f"{what}: p50 {p50:.3f} ms, p99 {p99:.3f} ms, p99.9 {p999:.3f} ms")


def main() -> None:
    chance = random.Random(7)  # noqa: S311 - the same places each time
    with tempfile.TemporaryDirectory() as folder:
        seen = Seen(Path(folder) / "seen.sqlite")
        fill(seen)
        lookups, settled = [], []
        for _ in range(LOOKUPS):
            item = item_id("wire", str(chance.randrange(2 * ITEMS)))  # half are not there
            began = time.perf_counter()
            seen.entry(item)
            lookups.append(time.perf_counter() - began)
        for number in range(SETTLED):
            item = item_id("new", str(number))
            pending = Pending(
                f"https://wire.example/{number}", "new", item, Entry(b"x" * 16, 0),
                b"x" * 16, b"x" * 32, Outcome.FED, 0.0,
            )  # fmt: skip
            began = time.perf_counter()
            seen.begin(pending)
            seen.settle(pending, time.time())
            settled.append(time.perf_counter() - began)
        size = (Path(folder) / "seen.sqlite").stat().st_size
        print(f"{ITEMS:,} items, {size / 1e6:.0f} MB")
        measured("lookup", lookups)
        measured("noted as pending and settled", settled)
        seen.close()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
