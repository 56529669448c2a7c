"""A real detector in a process of its own, as a user has it."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from tocsin.services.settings import Settings

Answer = TypeVar("Answer")


def eventually(look: Callable[[], Answer | None], within: float, what: str) -> Answer:
    """Return the first answer that is not None; fail after `within` seconds."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        answer = look()
        if answer is not None:
            return answer
        time.sleep(0.05)  # between two looks; the deadline is what is awaited
    message = f"not within {within} s: {what}"
    raise AssertionError(message)


class DetectorProcess:
    """`tocsin detector` with its log in a file."""

    def __init__(
        self, settings: Settings, log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self._log = log
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tocsin", "detector"],
                env={**os.environ, **settings.as_environment(), **(environment or {})},
                stdout=out,
                stderr=out,
            )

    @property
    def log(self) -> str:
        return self._log.read_text()

    @property
    def address(self) -> str:
        """Return where it serves metrics, once it has said so."""

        def said() -> str | None:
            assert self._process.poll() is None, f"the detector ended:\n{self.log}"
            line = next((one for one in self.log.splitlines() if "http_listening" in one), "")
            found = re.search(r"port\W{1,12}(\d+)", re.sub(r"\x1b\[\d*m", "", line))
            return found and found.group(1)

        return f"http://127.0.0.1:{eventually(said, 240, 'http_listening in the log')}"

    def get(self, path: str) -> tuple[int, str]:
        """Return status and body of a page."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=5) as answer:  # noqa: S310 - our own port
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def wait_ready(self, within: float = 60) -> None:
        """Return when it says that it is ready; while it starts an answer may take long."""

        def ready() -> bool | None:
            with suppress(OSError):
                return self.get("/ready")[0] == 200 or None
            return None

        eventually(ready, within, "/ready says 200")

    def send(self, what: signal.Signals) -> None:
        self._process.send_signal(what)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def ended(self, within: float = 15) -> int:
        return self._process.wait(within)

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(10)


@contextmanager
def detector(settings: Settings, folder: Path) -> Iterator[DetectorProcess]:
    """Run a detector while the block runs; kill it at the end if it still runs."""
    process = DetectorProcess(settings, folder / f"detector-{time.monotonic_ns()}.log")
    try:
        yield process
    finally:
        process.close()
