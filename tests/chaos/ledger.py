"""The ledger: what was fed against what became of it, read from the topics themselves."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from chaos import crowd
from chaos.stage import Account, Stage
from chaos.world import Outcome

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.dead_letter import DeadLetter
from tocsin.schemas.report import Report
from tocsin.schemas.topics import Topic
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.rules.rulebook import load_rules

_HEARD_WITHIN = 60


@dataclass(frozen=True)
class Ledger:
    """Counts, and everything that is not as it must be."""

    fed: int
    lag: int
    deleted: int
    """Articles that Kafka deleted before they were acknowledged."""
    reported: int
    dead: int
    alerts: int
    revisions: int
    repeats: int
    """Exact repeats of alert revisions; harmless."""
    faults: tuple[str, ...]


def reckon(stage: Stage) -> Ledger:
    """Read reports, dead letters and alerts, and compare with what was fed."""
    account, lag = stage.account, stage.topics.unread()
    reports = {
        Report.read(value).article_id.encode() for value in stage.topics.values(Topic.REPORTS)
    }
    letters = [DeadLetter.read(value) for value in stage.topics.values(Topic.DEAD_LETTERS)]
    published = Counter(stage.published())
    alerts = [Alert.read(value) for value in published]
    faults = [
        *account.wrong,
        *stage.detectors.wrong,
        *([f"{lag} messages are not acknowledged"] if lag else []),
        *_reports(account, reports),
        *_letters(account, letters),
        *_rings(account, alerts),
        *_versions(alerts),
        *_differences("revision", published.keys(), set(_undisturbed(stage))),
        *_unheard(stage),
    ]
    return Ledger(
        fed=len(account.fed),
        lag=lag,
        deleted=len(account.deleted),
        reported=len(reports),
        dead=len({letter.key for letter in letters}),
        alerts=len({alert.id for alert in alerts}),
        revisions=len(alerts),
        repeats=published.total() - len(published),
        faults=tuple(faults),
    )


def _reports(account: Account, found: AbstractSet[bytes]) -> list[str]:
    due = {one.key for one in account.fed if one.outcome in {Outcome.RINGS, Outcome.REPORTED}}
    return _differences("report", found, due, account.deleted)


def _letters(account: Account, letters: list[DeadLetter]) -> list[str]:
    reasons = {one.key: one.reason for one in account.fed if one.outcome is Outcome.DEAD}
    found = {letter.key for letter in letters}
    return _differences("dead letter", found, reasons.keys(), account.deleted) + [
        f"dead letter of {letter.key!r} says {letter.reason}"
        for letter in letters
        if letter.key in reasons and reasons[letter.key] != letter.reason
    ]


def _rings(account: Account, alerts: list[Alert]) -> list[str]:
    """Compare with what must ring once each, by its figure."""
    loud = [one for one in account.fed if one.outcome is Outcome.RINGS]
    deleted = {one.figure for one in loud if one.key in account.deleted}
    rang: defaultdict[int | None, set[str]] = defaultdict(set)
    for alert in alerts:
        if alert.kind is AlertKind.INITIAL and alert.country != crowd.COUNTRY:
            rang[alert.quantity.figure].add(alert.id)
    return _differences("alert", rang.keys(), {one.figure for one in loud}, deleted) + [
        f"figure {figure} rang {len(ids)} times" for figure, ids in rang.items() if len(ids) > 1
    ]


def _versions(alerts: list[Alert]) -> list[str]:
    versions = Counter((alert.id, alert.revision) for alert in alerts)
    return [f"alert {one} has {count} versions" for one, count in versions.items() if count > 1]


def _undisturbed(stage: Stage) -> Iterator[bytes]:
    """Yield what a judge of each partition publishes who is never disturbed."""
    judges: defaultdict[int, InMemoryJudge] = defaultdict(
        lambda: InMemoryJudge(load_rules(stage.settings.rules))
    )
    known: set[str] = set()
    for record in stage.topics.records(Topic.REPORTS):
        report = Report.read(record.value)
        if report.id not in known:  # a kill of who reads sends some again
            known.add(report.id)
            yield from (alert.write() for alert in judges[record.partition].push(report))


def _unheard(stage: Stage) -> list[str]:
    try:
        stage.heard_by_now(_HEARD_WITHIN)
    except AssertionError as error:
        return [str(error)]
    return []


def _differences(
    what: str,
    found: AbstractSet[object],
    due: AbstractSet[object],
    may_be_missing: AbstractSet[object] = frozenset(),
) -> list[str]:
    missing, surplus = due - found - may_be_missing, found - due
    told = []
    if missing:
        told.append(f"{len(missing)} {what}s are missing, such as {next(iter(missing))!r}")
    if surplus:
        told.append(f"{len(surplus)} {what}s are too many, such as {next(iter(surplus))!r}")
    return told
