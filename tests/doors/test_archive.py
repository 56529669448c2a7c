"""The archive comes in with just its rights on Kafka, and is refused with those of another."""

from datetime import UTC, datetime
from threading import Event

import pytest
from archive.archive_process import archiving
from archive.conftest import at
from detector_process import eventually
from doors.conftest import As
from kafka import KafkaProducer
from postgres_server import PostgresServer

from tocsin.schemas.control import Verdict, VerdictFinding
from tocsin.schemas.topics import Topic
from tocsin.services.acl.rights import Service
from tocsin.services.archive.database import Database
from tocsin.services.archive.schema import migrate
from tocsin.services.archive.worker import archive
from tocsin.services.connection import connection
from tocsin.services.problem import Problem
from tocsin.services.settings import Settings

pytestmark = pytest.mark.kafka


@pytest.fixture
def database_of(postgres: PostgresServer, database: str) -> str:
    url = postgres.url(database)
    migrate(Database(Settings.load(database_url=url)))
    return url


def test_the_archive_works_with_just_its_rights(
    as_service: As, database_of: str, postgres: PostgresServer, database: str
) -> None:
    verdict = Verdict(
        id="v",
        alert_id="a",
        rule_id="troops-cross-a-border",
        finding=VerdictFinding.TRUE,
        at=datetime(2024, 4, 12, 8, tzinfo=UTC),
        author="ana",
    )
    board = as_service(Service.BOARD)
    producer = KafkaProducer(**connection(board))
    producer.send(board.topic(Topic.CONTROLS), verdict.write(), b"v").get(timeout=30)
    producer.close()

    with archiving(at(as_service(Service.ARCHIVE), database_of)) as pages:
        pages.wait_ready()
        eventually(
            lambda: postgres.ask("SELECT id FROM verdicts", database) == [("v",)] or None,
            60,
            "the verdict is stored",
        )


def test_with_the_rights_of_another_it_does_not_start(as_service: As, database_of: str) -> None:
    feeder = at(as_service(Service.FEEDER), database_of, archive_http_port=0)

    with pytest.raises(Problem, match=r"READ topic .*alerts"):
        archive(feeder, Event(), lambda: None)
