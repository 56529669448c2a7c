"""A real archive in a process of its own, and how to wait for what it stores."""

import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import tocsin_command
from detector_process import eventually

from services.settings import Settings


class ArchiveProcess:
    """`tocsin archive` with its log in a file."""

    def __init__(self, settings: Settings, log: Path) -> None:
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

    def get(self, path: str) -> tuple[int, str]:
        """Return status and body of a page."""

        def said() -> str | None:
            assert self._process.poll() is None, f"the archive ended:\n{self.log}"
            found = re.search(r"http_listening.*?port.{0,12}?=.{0,6}?(\d+)", self.log)
            return found and found.group(1)

        port = eventually(said, 60, "http_listening in the log")
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def wait_ready(self) -> None:
        eventually(lambda: self.get("/ready")[0] == 200 or None, 60, "/ready says 200")

    def metric(self, name: str) -> float:
        """Return the value of a metric without labels, or with those written in the name."""
        lines = self.get("/metrics")[1].splitlines()
        return float(next(line for line in lines if line.startswith(f"{name} ")).split()[-1])

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(10)

    def end(self) -> int:
        """Ask it to end and return its status."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(30)


@contextmanager
def archive(settings: Settings, folder: Path) -> Iterator[ArchiveProcess]:
    """Run an archive while the block runs; kill it at the end if it still runs."""
    process = ArchiveProcess(settings, folder / f"archive-{time.monotonic_ns()}.log")
    try:
        yield process
    finally:
        process.kill()
