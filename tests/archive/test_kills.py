"""Killed at random points, the archive neither loses nor doubles: a ledger says so."""

import logging
import random
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from archive.archive_process import archive_process
from archive.conftest import Ask, ring, wait_for
from detector_process import eventually
from kafka_records import produce
from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings

log = logging.getLogger(__name__)

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(1500)]

SEED = 20_261_124


def revisions(count: int) -> list[Alert]:
    """Two revisions of each of half as many alerts, the second ones later than all first ones."""
    first = [alert(f"alert-{number}") for number in range(count // 2)]
    second = [
        one.model_copy(update={"revision": 2, "kind": AlertKind.UPDATE, "change": Change.FIGURE_UP})
        for one in first
    ]
    return [*first, *second]


def paced(alerts: Iterable[Alert]) -> Iterator[tuple[bytes, bytes]]:
    """Give them so slowly that the archive stores many small batches while they come."""
    for one in alerts:
        time.sleep(0.002)
        yield one.id.encode(), one.write()


@pytest.mark.parametrize(
    ("kills", "count"), [(3, 1_500), pytest.param(20, 5_000, marks=pytest.mark.long)]
)
def test_no_kill_loses_or_doubles_a_revision(
    archived: Settings, ask: Ask, tmp_path: Path, kills: int, count: int
) -> None:
    expected = revisions(count)
    chance = random.Random(SEED)  # noqa: S311 - when to kill
    size = len(expected) // (kills + 1)
    topic = archived.topic(Topic.ALERTS)

    for number in range(kills):
        portion = expected[number * size : (number + 1) * size]
        with ThreadPoolExecutor(1) as threads, archive_process(archived, tmp_path) as process:
            process.pages.wait_ready()
            sent = threads.submit(produce, archived.bootstrap_servers, topic, paced(portion))
            goal = rows(ask) + chance.randint(1, size - 1)
            eventually(lambda goal=goal: rows(ask) >= goal or None, 120, f"{goal} rows")
            time.sleep(chance.uniform(0, 0.02))  # anywhere within a transaction, too
            process.kill()
            log.info("kill %s: %s of %s rows", number + 1, rows(ask), len(expected))
        sent.result()
    ring(archived, *expected[kills * size :])
    with archive_process(archived, tmp_path):
        wait_for(ask, len(expected))

    assert ask('SELECT id, revision FROM alert_revisions ORDER BY id COLLATE "C", revision') == (
        sorted((one.id, one.revision) for one in expected)
    )
    assert ask("SELECT count(*) FROM current_alerts WHERE revision = 2") == [(count // 2,)]
    # it would go on at the end of the topic: nothing is left, nothing was skipped
    assert ask("SELECT sum(next_offset)::int FROM kafka_offsets") == [(len(expected),)]


def rows(ask: Ask) -> int:
    (count,) = ask("SELECT count(*) FROM alert_revisions")[0]
    assert isinstance(count, int)
    return count
