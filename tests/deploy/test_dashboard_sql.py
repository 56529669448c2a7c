"""Every SQL of every dashboard is asked of a real PostgreSQL that holds the archive's schema."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import LiteralString
from uuid import uuid4

import psycopg
import pytest
from postgres_server import PostgresServer
from seed_reports import seed_reports

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.topics import Topic
from tocsin.schemas.vocabulary import EventType, Severity, Status
from tocsin.services.archive.database import Database
from tocsin.services.archive.rows import row_of
from tocsin.services.archive.schema import migrate
from tocsin.services.archive.store import ArchiveStore, RowBatch
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import SEEDS, Settings

ROOT = Path(__file__).resolve().parents[2]
DASHBOARDS = ROOT / "deploy" / "grafana" / "dashboards"
ROLES = ROOT / "deploy" / "postgres" / "roles.sql"
READER = "tocsin_grafana"


def _questions() -> dict[str, str]:
    """Return SQL by the title of its panel or the name of its variable."""
    found = {}
    for file in sorted(DASHBOARDS.glob("*.json")):
        board = json.loads(file.read_text(encoding="utf-8"))
        found |= {
            panel["title"]: target["rawSql"]
            for panel in board["panels"]
            for target in panel.get("targets", ())
            if "rawSql" in target
        }
        found |= {
            variable["name"]: variable["query"]
            for variable in board.get("templating", {}).get("list", ())
            if variable["type"] == "query"
        }
    return found


QUESTIONS = _questions()


class AsGrafana:
    """Asks as Grafana does: macros and variables filled in, as the role that may only read."""

    def __init__(self, connection: psycopg.Connection, since: datetime, until: datetime) -> None:
        self._connection = connection
        self._since, self._until = since.isoformat(), until.isoformat()

    def ask(self, title: str, **chosen: tuple[str, ...]) -> list[dict[str, object]]:
        """Return the rows by the names of their columns."""
        cursor = self._connection.execute(self._filled(QUESTIONS[title], chosen).encode())
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def execute(self, statement: LiteralString) -> None:
        """Run a statement that is not a panel's."""
        self._connection.execute(statement)

    def _filled(self, statement: str, chosen: dict[str, tuple[str, ...]]) -> str:
        everything = {
            "country": tuple(
                str(row[0]) for row in self._connection.execute(QUESTIONS["country"].encode())
            ),
            "type": tuple(EventType),
            "severity": tuple(Severity),
        }
        for name, values in (everything | chosen).items():
            quoted = ",".join(f"'{value}'" for value in values)
            statement = statement.replace(f"${{{name}:sqlstring}}", quoted)
        statement = re.sub(
            r"\$__timeFilter\((\w+)\)",
            rf"\1 BETWEEN '{self._since}' AND '{self._until}'",
            statement,
        )
        statement = re.sub(
            r"\$__timeGroupAlias\((\w+), \$__interval\)",
            r'floor(extract(epoch from \1)/86400)*86400 AS "time"',
            statement,
        )
        statement = statement.replace("$__timeFrom()", f"'{self._since}'")
        statement = statement.replace("$__timeTo()", f"'{self._until}'")
        assert "$" not in statement
        return statement


def _seed_alerts() -> list[Alert]:
    world = InMemoryJudge(load_rules(SEEDS / "rules"))
    return [alert for _, report in seed_reports() for alert in world.push(report)]


@pytest.fixture(scope="module")
def grafana(postgres: PostgresServer) -> Iterator[AsGrafana]:
    """Give the archive's database with the seeds' alerts and two verdicts."""
    name = f"test_{uuid4().hex[:12]}"
    postgres.ask(f"CREATE DATABASE {name}")
    try:
        _make_roles(postgres, name)
        owner = Database(Settings.load(database_url=postgres.url(name, "tocsin_archive", "a")))
        migrate(owner)
        alerts = _seed_alerts()
        store = ArchiveStore(owner)
        store.write(RowBatch([row_of(Topic.ALERTS, alert.write()) for alert in alerts], {}))
        store.close()
        postgres.ask(_VERDICTS, name)
        postgres.ask(_ACKNOWLEDGED, name)
        newest = max(alert.detected_at for alert in alerts)
        with psycopg.connect(postgres.url(name, READER, "g"), autocommit=True) as connection:
            yield AsGrafana(connection, newest - timedelta(days=60), newest + timedelta(minutes=1))
    finally:
        postgres.ask(f"DROP DATABASE {name} WITH (FORCE)")
        for role in ("tocsin_archive", READER):
            postgres.ask(f"DROP ROLE IF EXISTS {role}")


_VERDICTS = """INSERT INTO verdicts
SELECT 'v-' || id, id, rule_id, CASE WHEN number = 1 THEN 'false' ELSE 'true' END, now(), 'desk', ''
FROM (SELECT id, rule_id, row_number() OVER (ORDER BY id) AS number FROM current_alerts) AS numbered
WHERE number <= 2"""


# two alerts, 10 and 20 minutes after they were detected
_ACKNOWLEDGED = """INSERT INTO acknowledgements
SELECT 'a-' || id, id, revision, severity, figure, false,
    detected_at + number * interval '10 minutes', 'Ann', ''
FROM (
    SELECT *, row_number() OVER (ORDER BY id) AS number FROM alert_revisions
    WHERE revision = 1 AND status = 'Actual'
    AND id IN (SELECT id FROM current_alerts WHERE kind = 'initial')
) AS numbered
WHERE number <= 2"""


def _make_roles(postgres: PostgresServer, database: str) -> None:
    """Run the committed roles as PostgreSQL's image does."""
    subprocess.run(
        [postgres.programs / "psql", postgres.url(database), "-f", ROLES],
        env={
            **os.environ,
            "TOCSIN_ARCHIVE_PASSWORD": "a",
            "TOCSIN_GRAFANA_DATABASE_PASSWORD": "g",
        },
        check=True,
        capture_output=True,
    )


def _number(value: object) -> float:
    """Return what PostgreSQL gives as a bigint or a numeric."""
    return float(str(value))


@pytest.mark.parametrize("title", QUESTIONS)
def test_a_panel_shows_the_seeds(grafana: AsGrafana, title: str) -> None:
    rows = grafana.ask(title)
    assert rows
    assert any(value is not None for row in rows for value in row.values())


def test_a_choice_narrows_every_panel_on_alerts(grafana: AsGrafana) -> None:
    for chosen in ({"country": ("XX",)}, {"type": ("none",)}, {"severity": ("none",)}):
        assert grafana.ask("Alerts", **chosen)[0]["alerts"] < grafana.ask("Alerts")[0]["alerts"]
        for title in ("Latest alerts", "Map", "Alerts by type", "People affected"):
            assert len(grafana.ask(title, **chosen)) < len(grafana.ask(title)), title


def test_the_table_has_each_alert_once_in_its_latest_state(grafana: AsGrafana) -> None:
    last = {alert.id: alert for alert in _seed_alerts()}
    rows = grafana.ask("Latest alerts")
    assert {(row["id"], row["revision"], row["title"]) for row in rows} == {
        (alert.id, alert.revision, alert.title) for alert in last.values()
    }


def test_curves_begin_early_and_have_a_time_for_each_value(grafana: AsGrafana) -> None:
    for title in (
        "Alerts by type",
        "Alerts by country",
        "Alerts by severity",
        "People affected",
        "Alerts per day against usual",
    ):
        times = [row["time"] for row in grafana.ask(title)]
        assert times == sorted(times), title  # type: ignore[type-var]


def test_the_baseline_is_the_mean_of_the_days_before(grafana: AsGrafana) -> None:
    rows = grafana.ask("Alerts per day against usual")
    days = [_number(row["alerts"]) for row in rows]
    usual = sum(days[-29:-1]) / 28
    assert usual > 0
    assert _number(rows[-1]["usual"]) == pytest.approx(usual)
    assert _number(rows[-1]["spike from"]) == pytest.approx(usual + 3 * usual**0.5)


def test_an_incident_that_two_rules_saw_counts_once_among_people_affected(
    grafana: AsGrafana,
) -> None:
    last = {alert.id: alert for alert in _seed_alerts() if alert.unit == "people"}
    largest: dict[tuple[object, ...], int] = {}
    for alert in last.values():
        key = (alert.first_published_at.date(), alert.event_type, alert.country)
        largest[key] = max(largest.get(key, 0), alert.quantity.figure or 0)
    assert sum(_number(row["value"]) for row in grafana.ask("People affected")) == sum(
        largest.values()
    )


def test_the_precision_of_a_rule_is_from_its_verdicts(grafana: AsGrafana) -> None:
    rows = grafana.ask("Precision by rule")
    assert sum(_number(row["right"]) for row in rows) == 1
    assert sum(_number(row["wrong"]) for row in rows) == 1


def test_what_waits_for_somebody_is_what_nobody_acknowledged(grafana: AsGrafana) -> None:
    ringing = [
        alert
        for alert in {one.id: one for one in _seed_alerts()}.values()
        if alert.kind in {AlertKind.INITIAL, AlertKind.UPDATE} and alert.status is Status.ACTUAL
    ]
    counted = sum(
        _number(grafana.ask(f"{severity}, not acknowledged")[0]["alerts"])
        for severity in ("Extreme", "Severe", "Moderate", "Minor")
    )
    listed = grafana.ask("Not acknowledged")
    assert counted == len(listed) == len(ringing) - 2
    speed = grafana.ask("Time to acknowledge by severity")
    assert sum(_number(row["acknowledged"]) for row in speed) == 2
    assert {_number(row["longest"]) for row in speed} <= {600, 1200}
    (person,) = grafana.ask("Acknowledged by")
    assert (person["author"], _number(person["median"])) == ("Ann", 900)
    right = grafana.ask("Precision by severity")
    assert sum(_number(row["right"]) + _number(row["wrong"]) for row in right) == 2


def test_who_looks_can_change_nothing(grafana: AsGrafana) -> None:
    with pytest.raises(psycopg.Error):
        grafana.execute("DELETE FROM alert_revisions")


def test_an_empty_archive_breaks_no_panel(postgres: PostgresServer, database: str) -> None:
    migrate(Database(Settings.load(database_url=postgres.url(database))))
    now = datetime.now(UTC)
    with psycopg.connect(postgres.url(database), autocommit=True) as connection:
        empty = AsGrafana(connection, now - timedelta(days=7), now)
        assert empty.ask("Alerts") == [{"alerts": 0}]
        for title in QUESTIONS:
            empty.ask(title)
