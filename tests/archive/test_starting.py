"""What is wrong at the start ends it with one clear line; a schema is made and checked."""

import socket
from threading import Event

import psycopg
import pytest
from archive.conftest import Ask, at
from postgres_server import PostgresServer
from pydantic import SecretStr
from tocsin_command import run

from tocsin.services.archive.database import Database
from tocsin.services.archive.schema import check_schema, migrate
from tocsin.services.archive.worker import archive
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings

PASSWORD = "tell-nobody-1"  # noqa: S105 - of a role that lives as long as a test


def refused(settings: Settings) -> str:
    """Return in which words the archive does not start."""
    with pytest.raises(Problem) as told:
        archive(settings, Event(), lambda: None)
    assert PASSWORD not in str(told.value)
    return str(told.value)


@pytest.mark.parametrize("level", ["info", "debug"])
@pytest.mark.parametrize("arguments", [(), ("migrate",)])
def test_what_is_wrong_is_one_line_and_a_status(arguments: tuple[str, ...], level: str) -> None:
    url = f"postgresql://u:{PASSWORD}@127.0.0.1:1/tocsin"
    nobody = Settings.load(
        database_url=url, database_wait=0.5, archive_http_port=0, log_level=level
    )

    done = run(nobody, ["archive", *arguments])

    assert done.returncode == ExitStatus.UNAVAILABLE
    assert "Traceback" not in done.stderr
    assert PASSWORD not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("tocsin: no PostgreSQL at 127.0.0.1:1, ")


def test_without_an_address_it_says_how_one_looks() -> None:
    assert "TOCSIN_DATABASE_URL is not set" in refused(Settings.load())


@pytest.mark.parametrize("url", [f"postgresql://u:{PASSWORD}@[x", f"password={PASSWORD} prot=1"])
def test_an_address_that_is_invalid_is_reported_without_its_secret(url: str) -> None:
    line = refused(Settings.load(database_url=url))

    assert "TOCSIN_DATABASE_URL is not the address" in line


def test_nobody_at_the_address_is_waited_for_and_then_told() -> None:
    url = f"postgresql://u:{PASSWORD}@127.0.0.1:1/tocsin"

    line = refused(Settings.load(database_url=url, database_wait=1, archive_http_port=0))

    assert "no PostgreSQL at 127.0.0.1:1, database tocsin, user u within" in line
    assert "Connection refused" in line


def test_a_wrong_password_or_database_is_reported_at_once(
    at_database: Settings, postgres: PostgresServer, database: str
) -> None:
    wrong = at(at_database, postgres.url(database, "nobody_here", PASSWORD), database_wait=300)
    missing = at(at_database, postgres.url("no_such_database"), database_wait=300)

    assert "refused the login" in refused(wrong)
    assert 'database "no_such_database" does not exist' in refused(missing)


@pytest.mark.parametrize("beside", [False, True], ids=["in the address", "beside it"])
def test_no_log_at_any_level_holds_the_password(
    at_database: Settings, postgres: PostgresServer, database: str, ask: Ask, *, beside: bool
) -> None:
    role = f"logged_{database}"
    ask(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")
    url = postgres.url(database, role, None if beside else PASSWORD)
    password = SecretStr(PASSWORD) if beside else None
    mine = at(at_database, url, database_password=password, log_level="debug", database_wait=1)
    try:
        done = run(mine, ["archive"])
        migrated = run(mine, ["archive", "migrate"])
    finally:
        ask(f"DROP ROLE {role}")

    # let in, it misses the schema and the right to make it
    assert "has no schema" in done.stderr
    assert "permission denied" in migrated.stderr
    for text in (done.stdout, done.stderr, migrated.stdout, migrated.stderr):
        assert PASSWORD not in text


def test_a_database_that_holds_no_unicode_is_reported(
    at_database: Settings, postgres: PostgresServer, ask: Ask
) -> None:
    ask("CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0")
    try:
        line = refused(at(at_database, postgres.url("ascii")))
    finally:
        ask("DROP DATABASE ascii WITH (FORCE)")

    assert line.endswith("is encoded in SQL_ASCII; the database must use UTF8")


def test_a_missing_older_or_newer_schema_is_reported_with_what_mends_it(
    at_database: Settings, ask: Ask
) -> None:
    assert "has no schema; this program needs 0003. Run `tocsin archive migrate`" in refused(
        at_database
    )
    made = run(at_database, ["archive", "migrate"])
    assert made.stdout == "the schema is up to date: 0003\n", made.stderr

    ask("UPDATE alembic_version SET version_num = '9999'")

    assert "schema 9999, which is newer than this program knows" in refused(at_database)
    with pytest.raises(Problem, match="run a newer Tocsin"):
        migrate(Database(at_database))


def test_migrating_again_changes_nothing(at_database: Settings, ask: Ask) -> None:
    database = Database(at_database)
    migrate(database)
    ask("INSERT INTO kafka_offsets VALUES ('t', 'id', 0, 7)")

    assert migrate(database) == "0003"
    check_schema(database)
    assert ask("SELECT next_offset FROM kafka_offsets") == [(7,)]


def test_missing_rights_are_each_named(
    at_database: Settings, postgres: PostgresServer, database: str, ask: Ask
) -> None:
    role = f"reader_{database}"
    ask(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")
    reader = at(at_database, postgres.url(database, role, PASSWORD))
    try:
        with pytest.raises(Problem, match="permission denied for schema public"):
            migrate(Database(reader))
        migrate(Database(at_database))
        assert "permission denied for table alembic_version" in refused(reader)
        ask(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
        others = "verdicts, acknowledgements, assignments, comments, kafka_offsets"
        ask(f"GRANT INSERT, UPDATE, DELETE ON {others} TO {role}")
        line = refused(reader)
    finally:
        ask(f"DROP OWNED BY {role}")
        ask(f"DROP ROLE {role}")

    assert line.endswith(
        "the role lacks the right to DELETE on alert_revisions, INSERT on alert_revisions, "
        "UPDATE on alert_revisions"
    )


def test_the_password_may_come_beside_the_address(
    at_database: Settings, postgres: PostgresServer, database: str, ask: Ask
) -> None:
    role = f"archive_{database}"
    ask(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")
    beside = at(at_database, postgres.url(database, role), database_password=SecretStr(PASSWORD))
    try:
        with Database(beside).connect() as connection:
            assert connection.execute("SELECT current_user").fetchone() == (role,)
        assert PASSWORD not in Database(beside).where
        with pytest.raises(Problem, match="refused the login"):
            Database(at(beside, postgres.url(database, role), database_password=None)).connect()
    finally:
        ask(f"DROP ROLE {role}")


def test_nothing_of_a_failed_migration_stays(
    at_database: Settings, postgres: PostgresServer, database: str
) -> None:
    with psycopg.connect(postgres.url(database), autocommit=True) as connection:
        connection.execute("CREATE TABLE rule_precision ()")  # in the way of the last view

    with pytest.raises(Problem, match='relation "rule_precision" already exists'):
        migrate(Database(at_database))

    assert postgres.ask(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'", database
    ) == [("rule_precision",)]


def test_a_taken_port_is_reported_with_its_setting(at_database: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = refused(at_database.model_copy(update={"archive_http_port": port}))

    assert f"cannot listen on 127.0.0.1:{port}" in line
    assert "TOCSIN_ARCHIVE_HTTP_PORT" in line
