"""`tocsin broker` as a user runs it: it ends as it is told to, and never leaves Java behind."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from broker.processes import await_that, descendants, has_ended

from tocsin.services.broker.readiness import cluster_at
from tocsin.services.problem import ExitStatus

START_SECONDS = 60

Start = Callable[..., "Broker"]


class Broker:
    """A running `tocsin broker`."""

    def __init__(self, data: Path, address_file: Path, *options: str) -> None:
        self.data = data
        self._address_file = address_file
        command = [sys.executable, "-m", "tocsin", "broker", "--data", str(data)]
        self.process = subprocess.Popen(
            [*command, "--address-file", str(address_file), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def address(self) -> str:
        """Return where it serves, as soon as it says so."""
        assert await_that(
            lambda: self._address_file.exists() or self.process.poll() is not None, START_SECONDS
        )
        assert self.process.poll() is None, self.process.communicate()
        return self._address_file.read_text().strip()

    def java(self) -> int:
        """Return the id of its Java process, the last of the line."""
        return descendants(self.process.pid)[-1]

    def end(self) -> tuple[int, str, str]:
        """Wait for its end; return exit status and what it wrote."""
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all: each test has to start on what the one before left."""
    return tmp_path_factory.mktemp("a broker") / "its data"


@pytest.fixture
def start(data: Path, tmp_path: Path) -> Iterator[Start]:
    brokers: list[Broker] = []

    def start_one(*options: str) -> Broker:
        brokers.append(Broker(data, tmp_path / f"address-{len(brokers)}", *options))
        return brokers[-1]

    yield start_one
    for each in brokers:
        with suppress(ProcessLookupError):
            each.process.kill()
        each.process.communicate()


@pytest.mark.kafka
def test_it_serves_until_it_is_asked_to_end(start: Start, tmp_path: Path) -> None:
    broker = start()
    address = broker.address()
    assert cluster_at(address, patience=10)
    family = descendants(broker.process.pid)

    second_status, _, second_error = start().end()
    assert second_status == ExitStatus.UNAVAILABLE
    assert second_error.endswith("use another folder with --data\n")

    broker.process.send_signal(signal.SIGTERM)
    status, out, err = broker.end()
    assert status == ExitStatus.OK
    assert f"export TOCSIN_BOOTSTRAP_SERVERS={address}\n" in out
    assert err.endswith("Kafka has stopped; its messages are kept\n")
    assert (broker.data / "topics" / ".kafka_cleanshutdown").exists()
    assert all(has_ended(pid) for pid in family)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.kafka
def test_killed_it_leaves_no_java(start: Start) -> None:
    broker = start()
    broker.address()
    family = descendants(broker.process.pid)
    assert not has_ended(broker.java())
    broker.process.kill()
    assert await_that(lambda: all(has_ended(pid) for pid in family))


@pytest.mark.kafka
def test_it_fails_with_kafkas_last_words_when_java_dies(start: Start) -> None:
    broker = start()
    broker.address()
    os.kill(broker.java(), signal.SIGKILL)
    status, _, err = broker.end()
    assert status == ExitStatus.UNAVAILABLE
    assert "tocsin: Kafka exited unexpectedly with status 137.\n" in err
    assert "(KafkaRaftServer)" in err
    assert "Traceback" not in err


@pytest.mark.kafka
def test_interrupted_while_it_starts_it_ends_in_order(start: Start) -> None:
    broker = start()
    assert await_that(lambda: len(descendants(broker.process.pid)) == 2, START_SECONDS)
    family = descendants(broker.process.pid)
    broker.process.send_signal(signal.SIGINT)
    assert broker.end()[0] == ExitStatus.OK
    assert all(has_ended(pid) for pid in family)


def test_a_told_port_that_is_taken_is_refused_at_once(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        status, out, err = start("--port", str(port)).end()
    assert status == ExitStatus.UNAVAILABLE
    assert out == ""
    assert err.splitlines()[-1].startswith(f"tocsin: port {port} on 127.0.0.1 is in use")
