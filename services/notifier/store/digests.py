"""What digests gather, in the notifier's file; all methods run within its transactions.

Of each alert of a route it holds the newest revision and the one that the last digest had. A
digest that is due is written whole, for each target, before its first try: after a crash the same
one is sent again, whatever came meanwhile.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from tocsin.schemas.alert import Alert
from tocsin.services.notifier.digest import Digest, DigestEntry, State, digest, entry
from tocsin.services.notifier.lane import Lane, read_lane

TABLES: Final = """
create table if not exists digest_alerts (
    route text, alert text, told blob, newest blob not null, revision integer not null,
    changed integer not null, heard real not null, primary key (route, alert)
);
create index if not exists digest_alerts_by_alert on digest_alerts (alert);
create table if not exists digest_turns (
    route text primary key, since real not null
);
create table if not exists digests_under_way (
    lane text, message text, payload blob not null, primary key (lane, message)
);
"""
_LONGEST_WITHOUT_NEWS: Final = timedelta(days=60)
"""Then an alert is gone whose end never came: its detector lost it."""

AcknowledgedBy = Callable[[Alert], str | None]


class Digests:
    """Reads and writes what digests need."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def gather(self, alert: Alert, routes: Collection[str], now: datetime) -> None:
        """Keep a revision for the digests of the routes that it takes, or that know the alert."""
        known: dict[str, int] = dict(
            self._database.execute(
                "select route, revision from digest_alerts where alert = ?", (alert.id,)
            )
        )
        for route, revision in known.items():
            if alert.silenced_by is not None and route not in routes:
                self._database.execute(
                    "delete from digest_alerts where route = ? and alert = ?", (route, alert.id)
                )
            elif alert.revision > revision:
                self._database.execute(
                    "update digest_alerts set newest = ?, revision = ?, changed = 1, heard = ? "
                    "where route = ? and alert = ?",
                    (alert.write(), alert.revision, now.timestamp(), route, alert.id),
                )
        for route in routes:
            if route not in known and not alert.has_ended:
                self._database.execute(
                    "insert into digest_alerts values (?, ?, null, ?, ?, 1, ?)",
                    (route, alert.id, alert.write(), alert.revision, now.timestamp()),
                )

    def since(self, route: str, now: datetime) -> datetime:
        """Return until when the last digest of a route reached; a new route begins now."""
        self._database.execute(
            "insert or ignore into digest_turns values (?, ?)", (route, now.timestamp())
        )
        (stamp,) = self._database.execute(
            "select since from digest_turns where route = ?", (route,)
        ).fetchone()
        return datetime.fromtimestamp(stamp, UTC)

    def set_out(
        self, route: str, lanes: Iterable[Lane], now: datetime, acknowledged_by: AcknowledgedBy
    ) -> Digest:
        """Write the digest that is due, for each lane, and begin to gather for the next one."""
        self._database.execute(
            "delete from digest_alerts where route = ? and heard < ?",
            (route, (now - _LONGEST_WITHOUT_NEWS).timestamp()),
        )
        entries = self._entries(route, acknowledged_by)
        told = digest(route, self.since(route, now), now, entries)
        for lane in lanes:
            self._database.execute(
                "insert into digests_under_way values (?, ?, ?)",
                (str(lane), _message_id(lane, now), told.write()),
            )
        self._begin_anew(route, entries, now)
        return told

    def under_way(self) -> list[tuple[Lane, str]]:
        """Return the digests that were begun and not noted as sent, the oldest first."""
        rows = self._database.execute(
            "select lane, message from digests_under_way order by message"
        )
        return [(read_lane(lane), message) for lane, message in rows]

    def written(self, lane: Lane, message: str) -> Digest:
        """Return a digest that was begun."""
        (payload,) = self._database.execute(
            "select payload from digests_under_way where lane = ? and message = ?",
            (str(lane), message),
        ).fetchone()
        return Digest.read_along(payload)

    def tell(self, lane: Lane, message: str) -> None:
        """Note that a digest is done with: sent, or given up."""
        self._database.execute(
            "delete from digests_under_way where lane = ? and message = ?", (str(lane), message)
        )

    def _entries(self, route: str, acknowledged_by: AcknowledgedBy) -> list[DigestEntry]:
        rows = self._database.execute(
            "select told, newest, changed from digest_alerts where route = ?", (route,)
        )
        found = []
        for told, newest, changed in rows:
            alert = Alert.read_along(newest)
            found.append(
                entry(
                    alert,
                    None if told is None else Alert.read_along(told),
                    changed=bool(changed),
                    acknowledged_by=acknowledged_by(alert),
                )
            )
        return found

    def _begin_anew(self, route: str, told: Iterable[DigestEntry], now: datetime) -> None:
        goes_on = {one.alert.id for one in told if one.state is not State.ENDED}
        rows = self._database.execute(
            "select alert from digest_alerts where route = ?", (route,)
        ).fetchall()
        self._database.executemany(
            "delete from digest_alerts where route = ? and alert = ?",
            [(route, alert) for (alert,) in rows if alert not in goes_on],
        )
        self._database.execute(
            "update digest_alerts set told = newest, changed = 0 where route = ?", (route,)
        )
        self._database.execute(
            "insert or replace into digest_turns values (?, ?)", (route, now.timestamp())
        )


def _message_id(lane: Lane, now: datetime) -> str:
    return f"digest.{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.{lane.way}.{lane.target}"
