"""The ledger: what was fed against what became of it, read from the topics themselves."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass
from typing import TypeVar

from chaos.world import Fed, Outcome
from kafka.consumer.fetcher import ConsumerRecord

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.dead_letter import DeadLetter
from tocsin.schemas.report import Report
from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.subscription.records import TopicRecords
from tocsin.services.subscription.start import FromBeginning

T = TypeVar("T")


@dataclass(frozen=True)
class Ledger:
    """Counts, and everything that is not as it must be."""

    fed: int
    lag: int
    reported: int
    dead: int
    alerts: int
    repeats: int
    """Exact repeats of alert revisions; harmless."""
    faults: tuple[str, ...]


def reckon(settings: Settings, fed: Sequence[Fed], lag: int) -> Ledger:
    """Read reports, dead letters and alerts, and compare with what was fed."""
    faults = [] if lag == 0 else [f"{lag} messages are not acknowledged"]
    reports = {report.id: report for report in _all(settings, Topic.REPORTS, Report.read)}
    letters = {letter.key: letter for letter in _all(settings, Topic.DEAD_LETTERS, DeadLetter.read)}
    rings = {message.figure for message in fed if message.outcome is Outcome.RINGS}
    dead = {message.key: message.reason for message in fed if message.outcome is Outcome.DEAD}
    faults += _differences("report", {report.quantity.figure for report in reports.values()}, rings)
    faults += _differences("dead letter", letters.keys(), dead.keys())
    faults += [
        f"dead letter of {letter.key!r} says {letter.reason}"
        for letter in letters.values()
        if dead.get(letter.key) != letter.reason
    ]
    revisions: defaultdict[tuple[str, int], Counter[bytes]] = defaultdict(Counter)
    initial: defaultdict[int | None, set[str]] = defaultdict(set)
    for alert in _all(settings, Topic.ALERTS, Alert.read):
        revisions[alert.id, alert.revision][alert.write()] += 1
        if alert.kind is AlertKind.INITIAL:
            initial[alert.quantity.figure].add(alert.id)
    faults += _differences("alert", initial.keys(), rings)
    faults += [
        f"figure {figure} rang {len(ids)} times" for figure, ids in initial.items() if len(ids) > 1
    ]
    faults += [
        f"alert {one} has {len(all_)} versions" for one, all_ in revisions.items() if len(all_) > 1
    ]
    return Ledger(
        fed=len(fed),
        lag=lag,
        reported=len(reports),
        dead=len(letters),
        alerts=len(initial),
        repeats=sum(versions.total() - 1 for versions in revisions.values()),
        faults=tuple(faults),
    )


def _differences(what: str, found: AbstractSet[object], due: AbstractSet[object]) -> list[str]:
    missing, surplus = due - found, found - due
    told = (
        [f"{len(missing)} {what}s are missing, such as {next(iter(missing))!r}"] if missing else []
    )
    if surplus:
        told.append(f"{len(surplus)} {what}s are too many, such as {next(iter(surplus))!r}")
    return told


def _all(settings: Settings, topic: Topic, read: Callable[[bytes], T]) -> Iterator[T]:
    with closing(TopicRecords(settings, [topic], FromBeginning(), print)) as records:
        record: ConsumerRecord
        for record in records.until_now():
            if record.value is not None:
                yield read(record.value)
