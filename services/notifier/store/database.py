"""What was read, what waits and what was sent, in one SQLite file: it survives a crash.

A record's offset and the revisions that it leaves waiting are written in one transaction, so a
crash neither skips nor doubles one. A message is noted completely before its first try,
and what a target accepted right after. Only a crash between both sends a message again: the same
alerts under the same id, whatever came meanwhile. Better twice than never.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import Acknowledgement
from tocsin.services.controls.handling import is_acknowledged
from tocsin.services.notifier.digest import Digest
from tocsin.services.notifier.lane import Lane, read_lane
from tocsin.services.notifier.pacing import SentNotification, Waiting
from tocsin.services.notifier.store.digests import TABLES as DIGEST_TABLES
from tocsin.services.notifier.store.digests import Digests
from tocsin.services.notifier.store.escalations import TABLES as ESCALATION_TABLES
from tocsin.services.notifier.store.escalations import Escalation, Escalations
from tocsin.services.notifier.store.so_far import NOTHING_SO_FAR, SoFar
from tocsin.services.notifier.store.stories import TABLES as STORY_TABLES
from tocsin.services.notifier.store.stories import StoryAlerts
from tocsin.services.private_files import private_file
from tocsin.services.problem import ExitStatus, Problem

_TABLES: Final = """
create table if not exists offsets (
    topic text, partition integer, next integer not null, primary key (topic, partition)
);
create table if not exists topics (
    topic text primary key, id text not null
);
create table if not exists waiting (
    lane text, alert text, revision integer not null, since real not null, payload blob not null,
    primary key (lane, alert)
);
create table if not exists under_way (
    lane text, message text not null, place integer not null, alert text, revision integer,
    payload blob not null, primary key (lane, alert, revision)
);
create table if not exists told (
    lane text, alert text, revision integer not null, at real not null, message text not null,
    primary key (lane, alert, revision)
);
create index if not exists told_of on told (alert);
create index if not exists told_lately on told (lane, at);
create index if not exists told_long_ago on told (at);
"""


class NotifierStore:
    """The notifier's memory; one process at a time."""

    def __init__(self, file: Path) -> None:
        """Open the file, or make it.

        Raises:
            Problem: it cannot be had, or another notifier has it.
        """
        try:
            private_file(file)
            self._database = sqlite3.connect(file, isolation_level=None, timeout=1)
            self._database.execute("pragma journal_mode = wal")
            self._database.execute("pragma locking_mode = exclusive")
            self._database.executescript(_TABLES + ESCALATION_TABLES + DIGEST_TABLES + STORY_TABLES)
            self._add_severity()
            self._database.execute("begin immediate")
            self._database.execute("commit")
        except (OSError, sqlite3.Error) as error:
            message = (
                f"{file}: {error}; TOCSIN_NOTIFIER_STATE must be a file that only one notifier uses"
            )
            raise Problem(message, ExitStatus.UNAVAILABLE) from None
        self._escalations = Escalations(self._database)
        self.digests = Digests(self._database)
        self.stories = StoryAlerts(self._database)

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    def offsets(self) -> dict[tuple[str, int], int]:
        """Return the next offset to read by topic and partition; empty at the first start."""
        rows = self._database.execute("select topic, partition, next from offsets")
        return {(topic, partition): offset for topic, partition, offset in rows}

    def topic_ids(self) -> dict[str, str]:
        """Return Kafka's ids of the topics that the offsets belong to."""
        return dict(self._database.execute("select topic, id from topics"))

    def begin_at(self, offsets: Mapping[tuple[str, int], int], ids: Mapping[str, str]) -> None:
        """Note where reading begins: a crash before the first alert must not move it.

        Args:
            offsets: by topic and partition; what is known of these topics beyond is forgotten.
            ids: Kafka's ids of these topics.
        """
        with self._transaction():
            for topic, topic_id in ids.items():
                self._database.execute("delete from offsets where topic = ?", (topic,))
                self._database.execute(
                    "insert or replace into topics values (?, ?)", (topic, topic_id)
                )
            for (topic, partition), offset in offsets.items():
                self._moved(topic, partition, offset)

    def take(
        self,
        alert: Alert | None,
        lanes: Iterable[Lane],
        at: tuple[str, int, int],
        now: datetime,
        digests: Collection[str] = (),
    ) -> int:
        """Note that a record was read, and what waits for it now; return for how many lanes.

        Args:
            alert: the record's; None for one that held none.
            lanes: that the alert takes.
            at: topic, partition and offset of the record.
            now: the present.
            digests: routes that gather the alert for a digest.
        """
        topic, partition, offset = at
        with self._transaction():
            taken = 0
            if alert is not None:
                self._escalations.came(alert)
                self.stories.came(alert, now)
                self.digests.gather(alert, digests, now)
                taken = sum(self._wait(alert, lane, now) for lane in lanes)
            self._moved(topic, partition, offset + 1)
        return taken

    def hear(self, said: Acknowledgement | None, at: tuple[str, int, int], now: datetime) -> None:
        """Note that a control was read; what an acknowledgement cancels no longer waits."""
        topic, partition, offset = at
        with self._transaction():
            if said is not None:
                self._escalations.hear(said, now)
                self._call_off(said.alert_id)
            self._moved(topic, partition, offset + 1)

    def needs_nobody(self, alert: Alert) -> bool:
        """Return whether an alert is ongoing and somebody has seen it as bad as it is."""
        return self._escalations.needs_nobody(alert)

    def unacknowledged(self, until: datetime) -> list[Escalation]:
        """Return what nobody has acknowledged, and whose last step was notified by then."""
        return self._escalations.waiting(until)

    def open(self) -> dict[str, int]:
        """Return how many alerts nobody has acknowledged, by route."""
        return self._escalations.open()

    def climb(self, one: Escalation, lanes: Iterable[Lane], now: datetime) -> None:
        """Let an alert wait for those who are notified next."""
        with self._transaction():
            taken = sum(self._wait(one.alert, lane, now) for lane in lanes)
            self._escalations.climb(one, None if taken else now)

    def begin_digest(self, route: str, now: datetime) -> datetime:
        """Return until when the last digest of a route reached."""
        with self._transaction():
            return self.digests.since(route, now)

    def set_digest_out(self, route: str, lanes: Iterable[Lane], now: datetime) -> Digest:
        """Note the digest that is due, whole, before its first try."""
        with self._transaction():
            return self.digests.set_out(route, lanes, now, self._acknowledged_by)

    def _acknowledged_by(self, alert: Alert) -> str | None:
        said = self._escalations.acknowledgement(alert.id)
        return said.author if said is not None and is_acknowledged(alert, said) else None

    def steps_told(self, alert_id: str, *, only_open: bool) -> list[Lane]:
        """Return the lanes of steps that were notified of an alert, or are being notified.

        Args:
            alert_id: of the alert.
            only_open: leave out those of routes in which somebody has acknowledged it.
        """
        rows = self._database.execute(
            "select lane from told where alert = ?1 "
            "union select lane from waiting where alert = ?1 "
            "union select lane from under_way where alert = ?1 order by lane",
            (alert_id,),
        )
        steps = [lane for (text,) in rows if (lane := read_lane(text)).step]
        if only_open:
            still = self._escalations.routes_open(alert_id)
            return [lane for lane in steps if lane.route in still]
        return steps

    def held(self) -> dict[Lane, int]:
        """Return how many revisions wait or are under way, by lane."""
        rows = self._database.execute(
            "select lane, count(*) from "
            "(select lane from waiting union all select lane from under_way) group by lane"
        )
        return {read_lane(lane): count for lane, count in rows}

    def waiting(self, lane: Lane) -> list[Waiting]:
        """Return what waits for a lane."""
        rows = self._database.execute(
            "select payload, since from waiting where lane = ? order by since, alert", (str(lane),)
        )
        return [
            Waiting(Alert.read_along(payload), datetime.fromtimestamp(since, UTC))
            for payload, since in rows
        ]

    def under_way(self, lane: Lane) -> dict[str, tuple[Alert, ...]]:
        """Return the messages of a lane that were begun and not noted as sent, by their ids."""
        found: dict[str, tuple[Alert, ...]] = {}
        for message, payload in self._database.execute(
            "select message, payload from under_way where lane = ? order by message, place",
            (str(lane),),
        ):
            found[message] = (*found.get(message, ()), Alert.read_along(payload))
        return found

    def set_out(
        self,
        lane: Lane,
        message: str,
        alerts: Iterable[Alert],
        now: datetime,
        *,
        escalates: bool = False,
        so_far: SoFar = NOTHING_SO_FAR,
    ) -> None:
        """Note a message before its first try: after a crash it is this one that is tried again.

        Args:
            lane: that it takes.
            message: its id.
            alerts: that it is about.
            now: the present.
            escalates: whether others are notified if nobody acknowledges them.
            so_far: what the message says of its stories.
        """
        with self._transaction():
            self.stories.set_out(lane, message, so_far)
            for place, alert in enumerate(alerts):
                self._database.execute(
                    "insert into under_way values (?, ?, ?, ?, ?, ?)",
                    (str(lane), message, place, alert.id, alert.revision, alert.write()),
                )
                self._database.execute(
                    "delete from waiting where lane = ? and alert = ? and revision <= ?",
                    (str(lane), alert.id, alert.revision),
                )
                if escalates:
                    self._escalations.told(lane.route, lane.step, alert, now)

    def told(self, lane: Lane, since: datetime) -> list[SentNotification]:
        """Return the messages that a lane sent since then."""
        messages: dict[str, SentNotification] = {}
        for alert, at, message, severity, story in self._database.execute(
            "select told.alert, told.at, message, severity, story from told "
            "left join story_alerts using (alert) where lane = ? and told.at >= ?",
            (str(lane), since.timestamp()),
        ):
            one = messages.get(message) or SentNotification(
                datetime.fromtimestamp(at, UTC), frozenset()
            )
            messages[message] = one.and_of(alert, story, severity)
        return list(messages.values())

    def tell(self, lane: Lane, message: str, now: datetime) -> None:
        """Note that a message is done with: sent, or given up."""
        with self._transaction():
            self._database.execute(
                "insert or ignore into told (lane, alert, revision, at, message, severity) "
                "select lane, alert, revision, ?3, message, json_extract(payload, '$.severity') "
                "from under_way where lane = ?1 and message = ?2",
                (str(lane), message, now.timestamp()),
            )
            self.stories.done(lane, message)
            self._database.execute(
                "delete from under_way where lane = ? and message = ?", (str(lane), message)
            )

    def drop_lane(self, lane: Lane, now: datetime) -> None:
        """Forget what waits for a lane that the routes no longer have."""
        with self._transaction():
            self._database.execute("delete from waiting where lane = ?", (str(lane),))
            self._database.execute("delete from under_way where lane = ?", (str(lane),))
            self._escalations.lane_gone(lane.route, lane.step, now)

    def forget(self, before: datetime) -> None:
        """Forget what was sent so long ago that Kafka cannot repeat it."""
        self._database.execute("delete from told where at < ?", (before.timestamp(),))
        self._escalations.forget(before)
        self.stories.forget(before)

    def _call_off(self, alert_id: str) -> None:
        rows = self._database.execute(
            "select lane, payload from waiting where alert = ?", (alert_id,)
        ).fetchall()
        for lane, payload in rows:
            if read_lane(lane).step and self.needs_nobody(Alert.read_along(payload)):
                self._database.execute(
                    "delete from waiting where lane = ? and alert = ?", (lane, alert_id)
                )

    def leave_no_future(self, now: datetime) -> None:
        """Date nothing after the present: a clock that was ahead would hold its messages back."""
        for table, column in (
            ("waiting", "since"),
            ("told", "at"),
            ("escalations", "since"),
            ("digest_turns", "since"),
        ):
            self._database.execute(
                f"update {table} set {column} = ?1 where {column} > ?1",  # noqa: S608 - our names
                (now.timestamp(),),
            )

    def _wait(self, alert: Alert, lane: Lane, now: datetime) -> int:
        known = self._database.execute(
            "select max(revision) from (select revision from told where lane = ?1 and alert = ?2 "
            "union all select revision from waiting where lane = ?1 and alert = ?2 "
            "union all select revision from under_way where lane = ?1 and alert = ?2)",
            (str(lane), alert.id),
        ).fetchone()[0]
        if known is not None and known >= alert.revision:
            return 0
        # a newer revision takes the place, and keeps the turn, of one that still waits
        self._database.execute(
            "insert into waiting values (?, ?, ?, ?, ?) on conflict (lane, alert) do update "
            "set revision = excluded.revision, payload = excluded.payload",
            (str(lane), alert.id, alert.revision, now.timestamp(), alert.write()),
        )
        return 1

    def _add_severity(self) -> None:
        """Add what the files of earlier versions do not have."""
        columns = {name for _, name, *_ in self._database.execute("pragma table_info(told)")}
        if "severity" not in columns:
            self._database.execute("alter table told add column severity text")

    def _moved(self, topic: str, partition: int, offset: int) -> None:
        self._database.execute(
            "insert into offsets values (?, ?, ?) on conflict (topic, partition) "
            "do update set next = max(next, excluded.next)",
            (topic, partition, offset),
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._database.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._database.execute("rollback")
            raise
        self._database.execute("commit")
