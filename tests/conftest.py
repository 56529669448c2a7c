"""A real Kafka and a real PostgreSQL for tests, and names that no other test uses."""

import signal
import uuid
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis
import pytest
from postgres_server import PostgresServer

from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.broker.ports import free_port
from tocsin.services.settings import Settings

# Property tests try the same examples each time, so that chance blocks no landing. `make fuzz`
# tries fresh ones and prints what reproduces a failure.
hypothesis.settings.register_profile("fixed", derandomize=True, deadline=None)
hypothesis.settings.register_profile("fresh", max_examples=500, deadline=None, print_blob=True)
hypothesis.settings.load_profile("fixed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to write what is shown now as what is expected, to be read in the difference."""
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files anew")
    parser.addoption("--raise-floors", action="store_true", help="raise the floors of quality")


def pytest_configure() -> None:
    """Let Ctrl-C reach the programs under test: a shell's background jobs ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start one Kafka for the whole session and give its bootstrap servers."""
    data = tmp_path_factory.mktemp("kafka")
    with EmbeddedKafka(
        data, cache_dir=Settings.load().cache_dir, port=free_port("127.0.0.1")
    ) as broker:
        yield broker.bootstrap_servers


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Start one PostgreSQL for the whole session; a test that stops it starts it again."""
    # not under pytest's own folder, which is closed to the user that PostgreSQL runs as
    with TemporaryDirectory(prefix="tocsin-postgres-") as folder:
        server = PostgresServer(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()


@pytest.fixture
def database(postgres: PostgresServer) -> Iterator[str]:
    """Make an empty database that no other test uses and give its name."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    postgres.ask(f"CREATE DATABASE {name}")
    yield name
    postgres.ask(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def topic_prefix() -> str:
    """Give a prefix under which no other test has topics."""
    return f"test-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def settings(kafka: str, topic_prefix: str, tmp_path: Path) -> Settings:
    """Give settings for the session's Kafka with topics, group and state of their own."""
    return Settings.load(
        bootstrap_servers=kafka,
        topic_prefix=topic_prefix,
        application_id=f"{topic_prefix}-detector",
        http_port=0,
        state_dir=tmp_path / "state",
    )
