"""What the notifier knows of stories, in its file: so that a further measure is not a fresh alarm.

Of each alert of a story the newest revision is kept, with one source. What a message says of its
stories is noted when it is begun: after a crash it says the same, whatever came meanwhile.
All methods run within a transaction of the store.
"""

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from tocsin.schemas.alert import Alert
from tocsin.services.notifier.lane import Lane
from tocsin.services.notifier.store.so_far import NOTHING_SO_FAR, SoFar
from tocsin.services.stories.story import is_taken_back

TABLES: Final = """
create table if not exists story_alerts (
    alert text primary key, story text not null, revision integer not null, at real not null,
    payload blob not null
);
create index if not exists story_alerts_of on story_alerts (story);
create table if not exists stories_so_far (
    lane text, message text, payload blob not null, primary key (lane, message)
);
"""


class StoryAlerts:
    """Reads and writes the rows."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def came(self, alert: Alert, now: datetime) -> None:
        """Keep the newest revision of an alert of a story; the story may be new too."""
        if alert.story_id is None:
            return
        kept = alert.model_copy(update={"sources": alert.sources[-1:]})
        self._database.execute(
            "insert into story_alerts values (?, ?, ?, ?, ?) on conflict (alert) do update set "
            "story = excluded.story, revision = excluded.revision, at = excluded.at, "
            "payload = excluded.payload where excluded.revision > revision",
            (alert.id, alert.story_id, alert.revision, now.timestamp(), kept.write()),
        )

    def so_far(self, lane: Lane, alerts: Iterable[Alert]) -> SoFar:
        """Return what is known of the stories of alerts that a lane is about to send."""
        due = {alert.id: alert for alert in alerts}
        stories = sorted({one.story_id for one in due.values() if one.story_id is not None})
        others: list[Alert] = []
        known: list[str] = []
        for story in stories:
            others += self._others(story, due)
            told = self._database.execute(
                "select 1 from told join story_alerts using (alert) where lane = ? and story = ?",
                (str(lane), story),
            )
            if told.fetchone() is not None:
                known.append(story)
        return SoFar(known=tuple(known), others=tuple(others))

    def set_out(self, lane: Lane, message: str, so_far: SoFar) -> None:
        """Note what a message says of its stories, before its first try."""
        if so_far != NOTHING_SO_FAR:
            self._database.execute(
                "insert or replace into stories_so_far values (?, ?, ?)",
                (str(lane), message, so_far.write()),
            )

    def of(self, lane: Lane, message: str) -> SoFar:
        """Return what a message that was begun says of its stories."""
        row = self._database.execute(
            "select payload from stories_so_far where lane = ? and message = ?",
            (str(lane), message),
        ).fetchone()
        return NOTHING_SO_FAR if row is None else SoFar.read_along(row[0])

    def done(self, lane: Lane, message: str) -> None:
        """Forget what a message said."""
        self._database.execute(
            "delete from stories_so_far where lane = ? and message = ?", (str(lane), message)
        )

    def forget(self, before: datetime) -> None:
        """Forget the alerts that nothing came of since then."""
        self._database.execute("delete from story_alerts where at < ?", (before.timestamp(),))

    def _others(self, story: str, due: dict[str, Alert]) -> list[Alert]:
        """Return the other alerts of a story that people may hear of."""
        rows = self._database.execute(
            "select payload from story_alerts where story = ? order by alert", (story,)
        )
        alerts = (Alert.read_along(payload) for (payload,) in rows)
        return [
            one
            for one in alerts
            if one.id not in due and one.silenced_by is None and not is_taken_back(one)
        ]
