"""Which alerts nobody has acknowledged yet, and who was notified last; in the notifier's file.

A row is made when a route first sends an alert to somebody. What a step leaves waiting is written
in the same transaction as the step itself, so a crash neither skips nor repeats one. An
acknowledgement only stops a row: if the alert grows, or the acknowledgement is taken back, it goes
on. All methods run within a transaction of the store.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import Acknowledgement
from tocsin.services.controls.handling import is_acknowledged, newest_of, rings

TABLES: Final = """
create table if not exists acknowledged (
    alert text primary key, at real not null, payload blob not null
);
create table if not exists escalations (
    route text, alert text, step integer not null, since real, stopped integer not null,
    begun real not null, payload blob not null, primary key (route, alert)
);
create index if not exists escalations_by_alert on escalations (alert);
"""


@dataclass(frozen=True, slots=True)
class Escalation:
    """An alert on its way up a route."""

    route: str
    alert: Alert
    step: int
    """Who was notified last: 0 the route's own targets, 1 those of its first step."""
    since: datetime | None
    """When that was; None while they are still to be notified."""
    stopped: bool
    """Somebody has acknowledged it."""
    begun: datetime


class Escalations:
    """Reads and writes the rows."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def hear(self, said: Acknowledgement, now: datetime) -> None:
        """Take an acknowledgement: it stops what it covers."""
        known = self.acknowledgement(said.alert_id)
        if newest_of([said] if known is None else [known, said]) != said:
            return
        self._database.execute(
            "insert or replace into acknowledged values (?, ?, ?)",
            (said.alert_id, said.at.timestamp(), said.write()),
        )
        for row in self._of(said.alert_id):
            self._stop(row) if self.needs_nobody(row.alert) else self._go_on(row, now)

    def acknowledgement(self, alert_id: str) -> Acknowledgement | None:
        """Return the acknowledgement of an alert that counts."""
        row = self._database.execute(
            "select payload from acknowledged where alert = ?", (alert_id,)
        ).fetchone()
        return None if row is None else Acknowledgement.read_along(row[0])

    def needs_nobody(self, alert: Alert) -> bool:
        """Return whether an alert is ongoing and somebody has seen it as bad as it is."""
        return rings(alert) and is_acknowledged(alert, self.acknowledgement(alert.id))

    def came(self, alert: Alert) -> None:
        """Take a revision of an alert that is on its way up; one that ended leaves it."""
        for row in self._of(alert.id):
            if alert.revision < row.alert.revision:
                continue  # Kafka repeats an older one after a crash of the detector
            if not rings(alert):
                self._database.execute("delete from escalations where alert = ?", (alert.id,))
                return
            self._database.execute(
                "update escalations set payload = ? where route = ? and alert = ?",
                (alert.write(), row.route, alert.id),
            )
            if row.stopped and not self.needs_nobody(alert):
                # it has grown: it starts again when the route's own targets are notified of that
                self._set(row, step=0, since=None, stopped=False)

    def told(self, route: str, step: int, alert: Alert, now: datetime) -> None:
        """Note that those of a step are being notified of an alert: from now on they have time."""
        if not rings(alert) or self.needs_nobody(alert):
            return
        if step == 0:
            self._database.execute(
                "insert or ignore into escalations values (?, ?, 0, null, 0, ?, ?)",
                (route, alert.id, now.timestamp(), alert.write()),
            )
        for row in self._of(alert.id):
            if row.route == route and row.step == step and row.since is None:
                self._set(row, step=step, since=now, stopped=row.stopped)

    def climb(self, one: Escalation, now: datetime | None) -> None:
        """Note that those of the next step are to be notified; `now` if nobody is left to tell."""
        self._set(one, step=one.step + 1, since=now, stopped=False)

    def lane_gone(self, route: str, step: int, now: datetime) -> None:
        """Release those who waited for a target that the routes no longer have."""
        self._database.execute(
            "update escalations set since = ? where route = ? and step = ? and since is null",
            (now.timestamp(), route, step),
        )

    def waiting(self, until: datetime) -> list[Escalation]:
        """Return what nobody has acknowledged, and whose last step was notified by then."""
        return self._rows(
            "where not stopped and since <= ? order by since, route, alert", until.timestamp()
        )

    def open(self) -> dict[str, int]:
        """Return how many alerts nobody has acknowledged, by route."""
        return dict(
            self._database.execute(
                "select route, count(*) from escalations where not stopped group by route"
            )
        )

    def routes_open(self, alert_id: str) -> set[str]:
        """Return the routes in which nobody has acknowledged an alert."""
        return {row.route for row in self._of(alert_id) if not row.stopped}

    def forget(self, before: datetime) -> None:
        """Forget what began so long ago that nothing will follow."""
        stamp = before.timestamp()
        self._database.execute("delete from escalations where begun < ?", (stamp,))
        self._database.execute(
            "delete from acknowledged where at < ? "
            "and alert not in (select alert from escalations)",
            (stamp,),
        )

    def _stop(self, row: Escalation) -> None:
        if row.since is None and row.step > 0:
            # nobody of that step was notified, and nobody will be: it is as if it had not come
            self._set(row, step=row.step - 1, since=row.begun, stopped=True)
        else:
            self._set(row, step=row.step, since=row.since, stopped=True)

    def _go_on(self, row: Escalation, now: datetime) -> None:
        """The acknowledgement was taken back, or covers less than what is known by now."""
        if row.stopped:
            self._set(row, step=row.step, since=now, stopped=False)

    def _of(self, alert_id: str) -> list[Escalation]:
        return self._rows("where alert = ?", alert_id)

    def _rows(self, which: str, value: str | float) -> list[Escalation]:
        rows = self._database.execute(
            f"select route, step, since, stopped, begun, payload from escalations {which}",  # noqa: S608 - ours
            (value,),
        )
        return [
            Escalation(
                route,
                Alert.read_along(payload),
                step,
                None if since is None else datetime.fromtimestamp(since, UTC),
                bool(stopped),
                datetime.fromtimestamp(begun, UTC),
            )
            for route, step, since, stopped, begun, payload in rows
        ]

    def _set(self, row: Escalation, *, step: int, since: datetime | None, stopped: bool) -> None:
        self._database.execute(
            "update escalations set step = ?, since = ?, stopped = ? where route = ? and alert = ?",
            (
                step,
                None if since is None else since.timestamp(),
                stopped,
                row.route,
                row.alert.id,
            ),
        )
