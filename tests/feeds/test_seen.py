"""What was seen survives, is forgotten in time, and is folded into its file beside the work."""

import sqlite3
from pathlib import Path

import pytest

from tocsin.services.feeder.live.seen.store import (
    ItemOutcome,
    Pending,
    Seen,
    SeenItem,
    SourceState,
    item_id,
)
from tocsin.services.feeder.live.web.answers import Validators
from tocsin.services.problem import Problem

DAY = 86_400.0
NOW = 20_000 * DAY


def seen_item(store: Seen, name: str, at: float) -> bytes:
    """Feed one item, as it is when the broker has confirmed it."""
    item = item_id("A", name)
    pending = Pending(name, "A", item, SeenItem(b"d", 0), b"w", b"v", ItemOutcome.FED, at)
    store.begin(pending)
    store.settle(pending, at)
    return item


def test_what_no_source_has_named_for_long_is_forgotten_and_the_rest_is_not(tmp_path: Path) -> None:
    store = Seen(tmp_path / "seen.sqlite")
    old = [seen_item(store, f"old {number}", NOW - 91 * DAY) for number in range(500)]
    new = [seen_item(store, f"new {number}", NOW - 89 * DAY) for number in range(500)]
    store.unchanged("A", old[:3], NOW)

    steps = sum(1 for _ in store.forget(90, NOW))

    assert steps == 256
    assert all(store.entry(one) for one in [*old[:3], *new])
    assert not any(store.entry(one) for one in old[3:])
    assert store.article("old 7") is None
    assert store.article("new 7") is not None
    store.close()


def test_what_is_checkpointed_in_the_background_is_in_the_file(tmp_path: Path) -> None:
    store = Seen(tmp_path / "seen.sqlite")
    item = seen_item(store, "1", NOW)

    store.fold()

    # read as if the log beside it were lost
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes((tmp_path / "seen.sqlite").read_bytes())
    with sqlite3.connect(copy) as alone:
        assert alone.execute("SELECT item FROM items").fetchall() == [(item,)]
    store.close()


def test_a_file_of_a_version_to_come_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "seen.sqlite"
    with sqlite3.connect(file) as later:
        later.execute("PRAGMA user_version=99")
    with pytest.raises(Problem, match="has version 99, but this Tocsin knows 4"):
        Seen(file)


def test_a_store_of_the_version_before_is_taken_over(tmp_path: Path) -> None:
    file = tmp_path / "seen.sqlite"
    Seen(file).close()
    with sqlite3.connect(file) as before:
        before.execute("ALTER TABLE sources DROP COLUMN interval")
        before.execute("ALTER TABLE sources DROP COLUMN quarantine")
        before.execute("INSERT INTO sources VALUES ('A', 'http://a.example/', NULL, NULL, 2, 7.0)")
        before.execute("PRAGMA user_version=1")

    store = Seen(file)
    taken_over = store.source("A")
    later = SourceState("http://a.example/", Validators("e"), 0, 8.0, 3_600.0, "too slow")
    store.put_source("A", later)

    assert taken_over == SourceState("http://a.example/", Validators(), 2, 7.0, None)
    assert store.source("A") == later
    store.close()
