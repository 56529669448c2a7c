"""A killed feeder: nothing is lost, nothing stands twice, and its ledger adds up."""

import signal
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random, SystemRandom

import pytest
from feeds.feeder_process import ledger, records, sources_file
from tocsin_command import command, environment, run
from web_server import WebServer, rss, rss_item

from tocsin.services.settings import Settings


def counted(live: Settings) -> int:
    """Return how many items the feeder has settled, while it runs."""
    if not live.seen_file.exists():
        return 0
    with closing(sqlite3.connect(f"file:{live.seen_file}?mode=ro", uri=True)) as store:
        try:
            [(count,)] = store.execute(
                "SELECT coalesce(sum(count), 0) FROM ledger WHERE outcome IN ('fed', 'refused')"
            )
        except sqlite3.OperationalError:  # it has no tables yet
            return 0
    return int(count)


def killed_after(live: Settings, file: Path, log: Path, more: int) -> None:
    """Let a feeder settle so many more items, and kill it in the midst of the next."""
    before = counted(live)
    with log.open("ab") as out:
        process = subprocess.Popen(
            command("feed", "--sources", str(file)), env=environment(live), stdout=out, stderr=out
        )
    try:
        deadline = time.monotonic() + 60
        while counted(live) < before + more:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.002)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(20)
    with closing(sqlite3.connect(live.seen_file)) as store, store:
        store.execute("UPDATE sources SET next_at=0, etag=NULL")  # look at all of it at once


@pytest.mark.kafka
def test_after_kills_at_random_nothing_is_missing_nothing_is_there_twice_and_the_ledger_adds_up(
    live: Settings, server: WebServer, tmp_path: Path
) -> None:
    stories, wordless, of_both = 600, 30, 40
    links = [f"http://wire.example/{number}" for number in range(stories)]
    items = [rss_item(link, f"Story {link}", "Rain.") for link in links]
    bad = [rss_item(f"http://wire.example/wordless/{number}", "", "") for number in range(wordless)]
    server.page("/a.xml", rss(*items, *bad))
    server.page("/b.xml", rss(*items[:of_both]))
    file = sources_file(
        tmp_path,
        {"name": "A", "url": server.address("/a.xml"), "text": "feed"},
        {"name": "B", "url": server.address("/b.xml", "127.0.0.2"), "text": "feed"},
    )
    seed = SystemRandom().randrange(10**6)
    chance = Random(seed)  # noqa: S311 - its seed can be given again
    for _ in range(5):
        killed_after(live, file, tmp_path / "log", chance.randrange(1, 60))

    done = run(live, ["feed", "--once", "--sources", str(file)])
    counts = ledger(live)
    again = run(live, ["feed", "--once", "--sources", str(file)])

    assert done.returncode == again.returncode == 0, done.stderr
    keys = Counter(record.key.decode() for record in records(live, stories))
    assert keys == Counter(link.replace("http:", "https:") for link in links), f"seed {seed}"
    assert counts["fed"] == stories, f"seed {seed}"
    assert counts["refused"] == wordless, f"seed {seed}"
    assert counts["revised"] == 0
    # each item of the whole look was one of them
    assert done.stdout.startswith(f"{stories + wordless + of_both:,} items: "), f"seed {seed}"
    with closing(sqlite3.connect(live.seen_file)) as store:
        assert store.execute("SELECT count(*) FROM pending").fetchall() == [(0,)]
    assert again.stdout.startswith("0 items: ")
