"""What judging costs: many synthetic reports through all default rules, in memory.

Run as `python -m benchmarks.judging [REPORTS]`. It prints the rate, the resident memory, the
size of a write, how long it takes to open all states, as at a restart, and the rate at worst.
"""

import itertools
import random
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from tocsin.schemas.event_types.profiles import SUBTYPES
from tocsin.schemas.fields.countries import COUNTRY_NAMES
from tocsin.schemas.report import Evidence, Quantity, Report
from tocsin.schemas.vocabulary import Bound, EventType, Modality, Subtype, Unit
from tocsin.services.detector.state.states import StoredStates
from tocsin.services.judging.partition_processor import PartitionProcessor
from tocsin.services.judging.state.slot_state import JudgedPosition
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import SEEDS

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


class Table(dict[bytes, bytes]):
    """The judge's table with its writes counted, as the changelog gets them."""

    written = 0

    def __setitem__(self, key: bytes, value: bytes) -> None:
        self.written += len(key) + len(value)
        super().__setitem__(key, value)

    def __delitem__(self, key: bytes) -> None:
        self.written += len(key)
        super().__delitem__(key)


def main(count: int) -> None:
    """Judge and print."""
    rules = load_rules(SEEDS / "rules")
    table = Table()
    processor, states = PartitionProcessor(rules), StoredStates(table)
    alerts, judging, writes = 0, 0.0, []
    for number in range(count):
        report = synthetic(number)
        begun, table.written = time.perf_counter(), 0
        place = JudgedPosition(topic="reports", offset=number)
        for change in processor.process(report, lambda slot: states.load(_key(slot)), BEGIN, place):
            alerts += len(change.judgement.alerts)
            states.store(_key(change.slot), change.judgement.state)
            for note in change.notes:
                table[b"0/story:" + note.name.encode()] = note.write()
        judging += time.perf_counter() - begun
        writes.append(table.written)
        if number % (count // 10) == count // 10 - 1:
            print(f"{number + 1:>9,} {(number + 1) / judging:>7,.0f}/s {_memory():>6,.0f} MB")
    print(
        f"{alerts:,} alerts; {len(table):,} entries, {sum(map(len, table.values())) / 1e6:.1f} MB"
    )
    writes.sort()
    print("bytes written a report, all that its time brought included:")
    print(f"median {writes[count // 2]:,}, p90 {writes[count * 9 // 10]:,}, most {writes[-1]:,}")
    begun = time.perf_counter()
    opened = PartitionProcessor(rules)
    for key, state in StoredStates(table).opened(b"0/"):
        opened.know(key.removeprefix(b"0/").decode(), state)
    print(f"all states opened in {time.perf_counter() - begun:.1f} s")
    _crowded()


def _crowded() -> None:
    """Judge in one full state: 200 reports, a hundred incidents, in no order."""
    draw = random.Random(5)  # noqa: S311 - repeatable
    processor, states = PartitionProcessor(load_rules(SEEDS / "rules")), StoredStates(Table())
    drawn = (synthetic(number) for number in itertools.count())
    killed = (one for one in drawn if one.event_type is EventType.CASUALTIES)
    spent, measured = 0.0, 300
    for number, one in enumerate(itertools.islice(killed, 400 + measured)):
        at = BEGIN + timedelta(hours=number * 1.5 - draw.random() * 24)
        changes = {"country": "SDN", "unit": Unit.PEOPLE, "published_at": at}
        report = one.model_copy(update={"subtype": one.subtype or Subtype.KILLED, **changes})
        begun = time.perf_counter()
        place = JudgedPosition(topic="reports", offset=number)
        for change in processor.process(report, lambda slot: states.load(_key(slot)), BEGIN, place):
            states.store(_key(change.slot), change.judgement.state)
        spent += time.perf_counter() - begun if number >= 400 else 0.0  # noqa: PLR2004 - it is full by then
    print(f"in one full state {measured / spent:,.0f}/s")


def _key(slot: str) -> bytes:
    return f"0/{slot}".encode()


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
