"""The roles that deploy/postgres makes: the archive works in its own, Grafana's can only read."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from archive.archive_process import archiving
from archive.conftest import Ask, at, ring, wait_for
from postgres_server import PostgresServer
from psycopg.sql import SQL, Identifier
from pydantic import SecretStr
from watcher.alert_cases import alert

from tocsin.services.archive.database import Database
from tocsin.services.archive.schema import migrate
from tocsin.services.settings import Settings

pytestmark = pytest.mark.kafka

ROLES = Path(__file__).resolve().parents[2] / "deploy" / "postgres" / "roles.sql"
SECRETS = {"TOCSIN_ARCHIVE_PASSWORD": "it's \\ secret", "TOCSIN_GRAFANA_DATABASE_PASSWORD": "read"}


@pytest.fixture
def roles(postgres: PostgresServer, database: str, ask: Ask) -> Iterator[None]:
    done = subprocess.run(
        [postgres.programs / "psql", postgres.url(database), "-f", ROLES],
        env=SECRETS,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    yield
    for role in ("tocsin_archive", "tocsin_grafana"):
        ask(f"DROP OWNED BY {role} CASCADE")
        ask(f"DROP ROLE {role}")


def as_role(settings: Settings, postgres: PostgresServer, database: str, role: str) -> Settings:
    """Settings of a role as docker-compose.yml has them: address and password apart."""
    variable = (
        "TOCSIN_ARCHIVE_PASSWORD"
        if role == "tocsin_archive"
        else "TOCSIN_GRAFANA_DATABASE_PASSWORD"
    )
    url = postgres.url(database, role)
    return at(settings, url, database_password=SecretStr(SECRETS[variable]))


@pytest.mark.usefixtures("roles")
def test_the_archive_works_in_its_role_and_grafana_can_only_read(
    archived_by_nobody: Settings, postgres: PostgresServer, database: str, ask: Ask
) -> None:
    archive = as_role(archived_by_nobody, postgres, database, "tocsin_archive")
    migrate(Database(archive))
    ring(archive, alert("a"))
    with archiving(archive):
        wait_for(ask, 1)

    reader = Database(as_role(archive, postgres, database, "tocsin_grafana"))
    with reader.connect() as connection:
        for view in ("current_alerts", "alerts_per_day", "alert_sources", "rule_precision"):
            connection.execute(SQL("SELECT * FROM {}").format(Identifier(view)))
        assert connection.execute("SELECT id FROM current_alerts").fetchall() == [("a",)]
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            connection.execute("DELETE FROM alert_revisions")
        connection.rollback()
        connection.execute("SET TRANSACTION READ WRITE")  # whoever asks for it gets no further
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM alert_revisions")
        connection.rollback()
        connection.execute("SET TRANSACTION READ WRITE")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE public.mine ()")
