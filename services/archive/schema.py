"""The schema in PostgreSQL: brought up to date, or checked to be so."""

from pathlib import Path
from typing import Final

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from tocsin.services.archive.database import Database, reason
from tocsin.services.problem import ExitStatus, Problem

MIGRATIONS: Final = Path(__file__).parent / "migrations"

_ONE_AT_A_TIME: Final = 7_011_846_221
"""Key of the advisory lock under which steps are run: two archives may start at once."""


def migrate(database: Database) -> str:
    """Bring the schema up to date in one transaction and return its version.

    Raises:
        psycopg.OperationalError: the database went away.
        Problem: a right that is missing; a schema that is newer than this program.
    """
    config = _config()
    try:
        with _engine_connection(database) as connection, connection.begin():
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
            _refuse_newer(_version(connection), database)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as error:
        raise _told(error, database) from error
    return _head()


def check_schema(database: Database) -> None:
    """Return when the schema is what this program was written for.

    Raises:
        psycopg.OperationalError: the database went away.
        Problem: it is missing, older or newer.
    """
    try:
        with _engine_connection(database) as connection:
            version = _version(connection)
    except DBAPIError as error:
        raise _told(error, database) from error
    if version == _head():
        return
    _refuse_newer(version, database)
    is_at = "has no schema" if version is None else f"has schema {version}, which is older"
    message = (
        f"{database.where} {is_at}; this program needs {_head()}. Run `tocsin archive migrate` once"
    )
    raise Problem(message, ExitStatus.UNAVAILABLE)


def _refuse_newer(version: str | None, database: Database) -> None:
    known = {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}
    if version is not None and version not in known:
        message = (
            f"{database.where} has schema {version}, which is newer than this program knows "
            f"({_head()}); run a newer Tocsin"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE)


def _engine_connection(database: Database) -> Connection:
    engine = create_engine("postgresql+psycopg://", creator=database.connect, poolclass=NullPool)
    return engine.connect()


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def _head() -> str:
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None  # noqa: S101 - there is at least one step
    return head


def _told(error: DBAPIError, database: Database) -> Exception:
    """Return what to raise: the database's own error if waiting may fix it."""
    cause = error.orig
    if isinstance(cause, psycopg.OperationalError) or not isinstance(cause, psycopg.Error):
        return cause if isinstance(cause, Exception) else error
    message = f"{database.where}: the schema cannot be read or changed: {reason(cause)}"
    return Problem(message, ExitStatus.UNAVAILABLE)
