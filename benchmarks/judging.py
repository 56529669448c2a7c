"""What judging costs: many synthetic reports through all default rules, in memory.

Run as `python -m benchmarks.judging [REPORTS]`. It prints the rate, the resident memory, the
size of the states, and how long it takes to take all states into the timetable, as at a restart.
"""

import random
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from schemas.countries import COUNTRY_NAMES
from schemas.report import Evidence, Quantity, Report
from schemas.vocabulary import SUBTYPES, Bound, EventType, Modality, Unit
from services.detector.judging.desk import Desk
from services.detector.judging.state import SlotState
from services.detector.judging.world import World
from services.detector.rulebook import load_rules
from services.settings import SEEDS

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
A_DAY = 5_000
"""Reports a day: a hundred thousand articles, of which one in twenty reports something."""


def synthetic(count: int) -> Report:
    """Return the n-th report, drawn from all countries and types, some in busy countries."""
    draw = random.Random(count)  # noqa: S311 - a benchmark, repeatable
    countries = list(COUNTRY_NAMES)
    busy = draw.choice((True, False))
    event_type = draw.choice(list(EventType))
    figure = int(10 ** draw.triangular(0, 5, 0))
    sentence = " ".join(draw.choice(list(COUNTRY_NAMES.values())) for _ in range(25))
    return Report(
        id=blake2b(str(count).encode(), digest_size=16).hexdigest(),
        article_id=f"article-{count}",
        source=f"Outlet {draw.randrange(500)}",
        title=sentence[:60],
        url=f"https://outlet.example/{count}",
        published_at=BEGIN + timedelta(days=count / A_DAY),
        event_type=event_type,
        subtype=draw.choice([*sorted(SUBTYPES.get(event_type, ())), None]),
        quantity=Quantity(low=figure, high=figure, bound=Bound.EXACT),
        unit=draw.choice([Unit.PEOPLE, Unit.TROOPS]),
        modality=Modality.OCCURRED,
        country=countries[draw.randrange(10 if busy else len(countries))],
        text_fingerprint=draw.randbytes(32).hex(),
        evidence=Evidence(sentence=sentence, start=0, end=len(sentence)),
    )


def main(count: int) -> None:
    """Judge and print."""
    rules = load_rules(SEEDS / "rules")
    world = World(rules)
    alerts, judging = 0, 0.0
    for number in range(count):
        report = synthetic(number)
        started = time.perf_counter()
        alerts += len(world.push(report))
        judging += time.perf_counter() - started
        if number % (count // 10) == count // 10 - 1:
            print(f"{number + 1:>9,} {(number + 1) / judging:>7,.0f}/s {_memory():>6,.0f} MB")
    stored = {slot: state.write() for slot, state in world.slots.items()}
    sizes = sorted(len(value) for value in stored.values())
    print(f"{alerts:,} alerts; {len(sizes):,} states, {sum(sizes) / 1e6:.1f} MB in all; bytes:")
    print(f"median {sizes[len(sizes) // 2]:,}, p90 {sizes[len(sizes) * 9 // 10]:,}, {sizes[-1]:,}")
    started = time.perf_counter()
    desk = Desk(rules)
    for slot, value in stored.items():
        desk.know(slot, SlotState.read(value))
    print(f"all states read in {time.perf_counter() - started:.1f} s")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
