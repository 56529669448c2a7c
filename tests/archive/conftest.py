"""An archive's settings: topics and a database of its own."""

from collections.abc import Callable

import psycopg
import pytest
from postgres_server import PostgresServer

from services.archive.database import Database
from services.archive.schema import migrate
from services.settings import Settings
from services.topics import ensure_topics

Ask = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture
def at_database(postgres: PostgresServer, database: str) -> Settings:
    """Settings of an empty database, without a Kafka."""
    return Settings.load(database_url=postgres.url(database), database_wait=30, archive_http_port=0)


@pytest.fixture
def archived(settings: Settings, at_database: Settings) -> Settings:
    """Settings with topics, and a database with the schema."""
    ensure_topics(settings)
    migrate(Database(at_database))
    names = ("database_url", "database_wait", "archive_http_port")
    return settings.model_copy(update={name: getattr(at_database, name) for name in names})


@pytest.fixture
def ask(postgres: PostgresServer, database: str) -> Ask:
    """Give how to ask the database of this test; an empty answer while it is away."""

    def asked(statement: str) -> list[tuple[object, ...]]:
        try:
            return postgres.ask(statement, database)
        except psycopg.OperationalError:
            return []

    return asked
