"""PostgreSQL away for minutes while alerts come: nothing is lost, and it is caught up soon."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from archive.archive_process import archive_process
from archive.conftest import Ask, wait_for
from kafka_records import produce
from postgres_server import PostgresServer
from watcher.alert_cases import alert

from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings

pytestmark = pytest.mark.kafka

AWAY_SECONDS = 150
PER_SECOND = 25


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_database_that_is_away_for_minutes_loses_nothing(
    archived: Settings,
    ask: Ask,
    postgres: PostgresServer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ended = Event()
    sent: list[str] = []

    def ring_on() -> None:
        while not ended.wait(1 / PER_SECOND):
            one = alert(f"alert-{len(sent):05}")
            record = one.id.encode(), one.write()
            produce(archived.bootstrap_servers, archived.topic(Topic.ALERTS), [record])
            sent.append(one.id)

    with ThreadPoolExecutor(1) as threads, archive_process(archived, tmp_path) as process:
        process.pages.wait_ready()
        ringing = threads.submit(ring_on)
        try:
            wait_for(ask, 5)
            postgres.stop()
            stopped, before = time.monotonic(), len(sent)
            ended.wait(AWAY_SECONDS)  # the outage itself is what is tested
            memory = process.pages.metric("process_resident_memory_bytes") / 2**20
            away, meanwhile = time.monotonic() - stopped, len(sent) - before
        finally:
            postgres.start()
            ended.set()
        back = time.monotonic()
        ringing.result(60)
        wait_for(ask, len(sent))
        caught_up = time.monotonic() - back
        process.pages.wait_ready()
        log = process.log
        assert process.end() == 0

    with capsys.disabled():
        print(  # noqa: T201 - the report of this test
            f"\narchive: PostgreSQL away for {away:.0f} s, {meanwhile:,} alerts meanwhile, all "
            f"there {caught_up:.1f} s after it was back; {memory:.0f} MiB of memory till then"
        )
    assert meanwhile > AWAY_SECONDS  # they came all the time
    assert ask('SELECT id FROM alert_revisions ORDER BY id COLLATE "C"') == [(one,) for one in sent]
    assert log.count("database_away") == log.count("database_back") == 1
