"""The file of what was seen: its tables, and how SQLite is to treat it."""

import sqlite3
from pathlib import Path
from typing import Final

from tocsin.services.problem import Problem

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS items (
    item BLOB PRIMARY KEY, digest BLOB NOT NULL, attempts INTEGER NOT NULL, day INTEGER NOT NULL,
    article TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages (
    source TEXT NOT NULL, item BLOB NOT NULL, etag TEXT, last_modified TEXT,
    looks INTEGER NOT NULL, due REAL NOT NULL, PRIMARY KEY (source, item)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
    article BLOB PRIMARY KEY, source TEXT NOT NULL, digest BLOB NOT NULL, day INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pending (
    article TEXT PRIMARY KEY, source TEXT NOT NULL, item BLOB NOT NULL, item_digest BLOB NOT NULL,
    attempts INTEGER NOT NULL, digest BLOB NOT NULL, value_digest BLOB NOT NULL,
    outcome TEXT NOT NULL, since REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (
    name TEXT PRIMARY KEY, address TEXT NOT NULL, etag TEXT, last_modified TEXT,
    failures INTEGER NOT NULL, next_at REAL NOT NULL, interval REAL, quarantine TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ledger (
    source TEXT, outcome TEXT, count INTEGER NOT NULL, PRIMARY KEY (source, outcome)
) WITHOUT ROWID;
"""
_VERSION: Final = 4
_MAPPED: Final = 1 << 30
"""Bytes of the file that are read in place at most: some 15 million items."""
_PAGES_UNFOLDED: Final = 20_000


def opened(file: Path) -> sqlite3.Connection:
    """Connect to the file, or make it."""
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    # a power cut may cost the last commits, which are then looked up on Kafka
    db.execute("PRAGMA synchronous=NORMAL")
    # read in place: a lookup copies nothing, and the system keeps what is asked for often
    db.execute(f"PRAGMA mmap_size={_MAPPED}")
    # `fold` does it beside; this is for when nobody calls that
    db.execute(f"PRAGMA wal_autocheckpoint={_PAGES_UNFOLDED}")
    return db


def prepare(db: sqlite3.Connection, file: Path) -> None:
    """Make the tables, or those of an older version like ours.

    Raises:
        Problem: it is of a version that we do not know.
    """
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version not in {0, 1, 2, 3, _VERSION}:
        message = f"{file} has version {version}, but this Tocsin knows {_VERSION}"
        raise Problem(message)
    db.executescript(_SCHEMA)
    # versions 1 to 3 had fewer
    for table, name, kind in (
        ("sources", "interval", "REAL"),
        ("sources", "quarantine", "TEXT"),
        ("items", "article", "TEXT"),
    ):
        if name not in {row[1] for row in db.execute(f"PRAGMA table_info({table})")}:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    db.execute(f"PRAGMA user_version={_VERSION}")
