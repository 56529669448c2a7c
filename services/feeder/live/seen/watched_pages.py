"""Pages that are fetched again for a while: a story may change although its item does not."""

import sqlite3
from dataclasses import dataclass
from typing import Final

from tocsin.services.feeder.live.web.answers import Validators

_AFTER: Final = (3_600.0, 14_400.0, 57_600.0)
"""Seconds from one fetch of a page to the next; three fetches, as tolls rise in the first day."""


@dataclass(frozen=True, slots=True)
class WatchedPage:
    """A page as it was last seen."""

    validators: Validators
    looks: int


class WatchedPages:
    """The pages of all sources, in the store of what was seen."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def begin(self, source: str, item: bytes, validators: Validators, now: float) -> None:
        """Watch the page of an item that was just read."""
        self._put(source, item, WatchedPage(validators, 0), now)

    def looked(
        self, source: str, item: bytes, page: WatchedPage, validators: Validators, now: float
    ) -> None:
        """Note one more look; after the last one the page is no longer watched."""
        looks = page.looks + 1
        if looks < len(_AFTER):
            self._put(source, item, WatchedPage(validators, looks), now)
        else:
            self._db.execute("DELETE FROM pages WHERE item=?", (item,))

    def due(self, source: str, now: float) -> dict[bytes, WatchedPage]:
        """Return the pages of a source that are to be fetched again."""
        rows = self._db.execute(
            "SELECT item, etag, last_modified, looks FROM pages WHERE source=? AND due<=?",
            (source, now),
        )
        return {
            item: WatchedPage(Validators(etag, last_modified), looks)
            for item, etag, last_modified, looks in rows.fetchall()
        }

    def give_up(self, source: str, now: float) -> None:
        """Stop watching what is still due: its items have left the source."""
        self._db.execute("DELETE FROM pages WHERE source=? AND due<=?", (source, now))

    def _put(self, source: str, item: bytes, page: WatchedPage, now: float) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO pages VALUES (?,?,?,?,?,?)",
            (
                source,
                item,
                page.validators.etag,
                page.validators.last_modified,
                page.looks,
                now + _AFTER[page.looks],
            ),
        )
