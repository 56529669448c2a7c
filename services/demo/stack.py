"""Kafka, the topics, a detector and a board on this machine, for as long as they are needed."""

import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.broker.guarded import GuardedProcess
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

Tell = Callable[[str], None]

_READY_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 15.0
_LOOK_EVERY: Final = 0.1


@contextmanager
def running(settings: Settings, folder: Path, tell: Tell) -> Iterator[Settings]:
    """Run a broker, a detector and a board in `folder` while the block runs.

    Yields:
        The settings that lead to them: addresses and ports are chosen free.

    Raises:
        Problem: one of them does not start; the message says where its log is.
    """
    tell("Starting Kafka (the first time fetches it: about 44 MB and 80 MB of Java)")
    with EmbeddedKafka(folder / "kafka", cache_dir=settings.cache_dir) as kafka:
        board_port = _free_port(settings.board_port)
        here = settings.model_copy(
            update={
                "bootstrap_servers": kafka.bootstrap_servers,
                "http_port": _free_port(),
                "board_host": "127.0.0.1",
                "board_read_token": None,
                "board_port": board_port,
                "board_url": f"http://localhost:{board_port}",
                "state_dir": folder / "state",
            }
        )
        tell(f"Kafka serves at {here.bootstrap_servers}; making the topics")
        ensure_topics(here, tell)
        tell("Starting the detector and the board")
        with (
            _service("detector", f"{here.http_host}:{here.http_port}", here, folder),
            _service("board", f"{here.board_host}:{here.board_port}", here, folder),
        ):
            yield here


@contextmanager
def _service(name: str, address: str, settings: Settings, folder: Path) -> Iterator[None]:
    log = folder / f"{name}.log"
    process = GuardedProcess(
        [sys.executable, "-m", "tocsin", name],
        folder,
        log,
        environment=settings.as_environment(),
    )
    try:
        _wait_until_ready(process, name, address, log)
        yield
    finally:
        process.stop(_STOP_SECONDS)


def _wait_until_ready(process: GuardedProcess, name: str, address: str, log: Path) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while not _is_ready(address):
        if process.wait(_LOOK_EVERY) is not None:
            lines = log.read_text("utf-8", errors="replace").splitlines()
            message = f"the {name} ended at its start:\n  " + "\n  ".join(lines[-5:])
            raise Problem(message, ExitStatus.UNAVAILABLE)
        if time.monotonic() > deadline:
            message = f"the {name} is not ready after {_READY_SECONDS:.0f} s; its log is {log}"
            raise Problem(message, ExitStatus.UNAVAILABLE)


def _is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://{address}/ready", timeout=1) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's OK
    except (urllib.error.URLError, OSError):
        return False


def _free_port(wanted: int = 0) -> int:
    """Return the wanted port if it is free, else any that is."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
