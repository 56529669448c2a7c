"""An archive with topics and a database of its own, and what goes in and comes out."""

from collections.abc import Callable

import psycopg
import pytest
from detector_process import eventually
from kafka_records import produce
from postgres_server import PostgresServer
from pydantic import SecretStr

from tocsin.schemas.alert import Alert
from tocsin.schemas.topics import Topic
from tocsin.services.archive.database import Database
from tocsin.services.archive.schema import migrate
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics

Ask = Callable[[str], list[tuple[object, ...]]]


def at(settings: Settings, url: str, **changes: object) -> Settings:
    """Return the settings with another address of the database."""
    return settings.model_copy(update={"database_url": SecretStr(url), **changes})


def send(settings: Settings, topic: Topic, *values: bytes | None) -> None:
    records = [(f"key-{number}".encode(), value) for number, value in enumerate(values)]
    produce(settings.bootstrap_servers, settings.topic(topic), records)


def ring(settings: Settings, *alerts: Alert) -> None:
    records = [(one.id.encode(), one.write()) for one in alerts]
    produce(settings.bootstrap_servers, settings.topic(Topic.ALERTS), records)


def wait_for(ask: Ask, count: int, table: str = "alert_revisions") -> None:
    eventually(
        lambda: ask(f"SELECT count(*) FROM {table}") == [(count,)] or None,  # noqa: S608 - ours
        60,
        f"{count} rows in {table}",
    )


@pytest.fixture
def at_database(postgres: PostgresServer, database: str) -> Settings:
    """Settings of an empty database, without a Kafka."""
    return Settings.load(database_url=postgres.url(database), database_wait=30, archive_http_port=0)


@pytest.fixture
def archived_by_nobody(settings: Settings, at_database: Settings) -> Settings:
    """Settings with topics, and an empty database."""
    ensure_topics(settings)
    names = ("database_url", "database_wait", "archive_http_port")
    return settings.model_copy(update={name: getattr(at_database, name) for name in names})


@pytest.fixture
def archived(archived_by_nobody: Settings) -> Settings:
    """Settings with topics, and a database with the schema."""
    migrate(Database(archived_by_nobody))
    return archived_by_nobody


@pytest.fixture
def ask(postgres: PostgresServer, database: str) -> Ask:
    """Give how to ask the database of this test; an empty answer while it is away."""

    def asked(statement: str) -> list[tuple[object, ...]]:
        try:
            return postgres.ask(statement, database)
        except psycopg.OperationalError:
            return []

    return asked
