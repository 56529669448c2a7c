"""A real archive, in a process of its own as a user has it, or in a thread that starts faster."""

import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import tocsin_command
from detector_process import eventually

from tocsin.services.archive.worker import archive
from tocsin.services.broker.ports import free_port
from tocsin.services.settings import Settings


class Pages:
    """What an archive serves."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}"

    def get(self, path: str) -> tuple[int, str]:
        """Return status and body of a page; 0 while nobody serves it."""
        try:
            with urlopen(self._address + path, timeout=10) as answer:  # noqa: S310 - our own port
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()
        except URLError:
            return 0, ""

    def wait_ready(self) -> None:
        eventually(lambda: self.get("/ready")[0] == 200 or None, 60, "/ready says 200")

    def metric(self, name: str) -> float:
        """Return the value of a metric without labels, or with those written in the name."""
        lines = self.get("/metrics")[1].splitlines()
        return float(next(line for line in lines if line.startswith(f"{name} ")).split()[-1])


class ArchiveProcess:
    """`tocsin archive` with its log in a file."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self.pages = Pages(settings.archive_http_port)
        self._log = log
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                tocsin_command.command("archive"),
                env=tocsin_command.environment(settings),
                stdout=out,
                stderr=out,
            )

    @property
    def log(self) -> str:
        return self._log.read_text()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(10)

    def end(self) -> int:
        """Ask it to end and return its status."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(30)


@contextmanager
def archive_process(settings: Settings, folder: Path) -> Iterator[ArchiveProcess]:
    """Run an archive while the block runs; kill it at the end if it still runs."""
    own = settings.model_copy(update={"archive_http_port": free_port("127.0.0.1")})
    process = ArchiveProcess(own, folder / f"archive-{time.monotonic_ns()}.log")
    try:
        yield process
    finally:
        process.kill()


@contextmanager
def archiving(settings: Settings) -> Iterator[Pages]:
    """Run an archive in a thread while the block runs; let it end as SIGTERM does."""
    own = settings.model_copy(update={"archive_http_port": free_port("127.0.0.1")})
    stopping = Event()
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(archive, own, stopping, lambda: None)
        try:
            yield Pages(own.archive_http_port)
        finally:
            stopping.set()
        running.result(60)
