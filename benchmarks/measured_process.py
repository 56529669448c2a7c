"""Detectors in processes of their own, as users have them, and what they cost."""

import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.broker.guarded import GuardedProcess
from tocsin.services.broker.ports import free_port
from tocsin.services.settings import Settings

TICKS = os.sysconf("SC_CLK_TCK")
READY_SECONDS = 60.0
STOP_SECONDS = 15.0


class DetectorProcess:
    """`tocsin detector`; it does not outlive this process."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self._log = folder / f"{settings.detector_id}.log"
        self.started = time.perf_counter()
        self._process = GuardedProcess(
            [sys.executable, "-m", "tocsin", "detector"],
            Path.cwd(),
            self._log,
            environment=settings.as_environment(),
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_ready(self) -> float:
        """Return the seconds from its start until `/ready` says so."""
        wait_until(self._is_ready, READY_SECONDS, lambda: f"/ready\n{self._last_lines()}")
        return time.perf_counter() - self.started

    def metric(self, name: str) -> float:
        """Return the sum of a metric over its labels; 0 if there is none yet."""
        with urllib.request.urlopen(f"{self._address}/metrics", timeout=30) as answer:  # noqa: S310 - our own port
            lines = answer.read().decode().splitlines()
        values = (line.rpartition(" ")[2] for line in lines if line.partition("{")[0] == name)
        return sum(map(float, values))

    def cpu_seconds(self) -> float:
        """Return the processor seconds taken so far, user's and system's."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def megabytes(self, what: str = "VmRSS") -> float:
        """Return the resident memory now, or its most (`VmHWM`)."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1024

    def stop(self) -> None:
        self._process.stop(STOP_SECONDS)

    @property
    def _address(self) -> str:
        return f"http://{self.settings.http_host}:{self.settings.http_port}"

    def _is_ready(self) -> bool:
        if self._process.wait(0) is not None:
            message = f"the detector ended:\n{self._last_lines()}"
            raise RuntimeError(message)
        try:
            with urllib.request.urlopen(f"{self._address}/ready", timeout=5):  # noqa: S310 - the same
                return True
        except (urllib.error.URLError, OSError):
            return False

    def _last_lines(self) -> str:
        return "\n".join(self._log.read_text("utf-8", errors="replace").splitlines()[-10:])


@contextmanager
def detecting(settings: Settings, folder: Path) -> Iterator[DetectorProcess]:
    """Run a ready detector while the block runs."""
    process = DetectorProcess(settings, folder)
    try:
        process.wait_ready()
        yield process
    finally:
        process.stop()


@contextmanager
def kafka(folder: Path) -> Iterator[Settings]:
    """Run a Kafka in a folder while the block runs; the settings lead to it."""
    chosen = Settings.load()
    with EmbeddedKafka(folder / "kafka", cache_dir=chosen.cache_dir) as broker:
        yield chosen.model_copy(
            update={
                "bootstrap_servers": broker.bootstrap_servers,
                "http_port": free_port("127.0.0.1"),
                "state_dir": folder / "state",
                "log_level": "warning",
            }
        )


def wait_until(
    reached: Callable[[], bool], within: float, what: Callable[[], str], every: float = 0.02
) -> None:
    """Return when it is so.

    Raises:
        RuntimeError: not within so many seconds.
    """
    deadline = time.monotonic() + within
    while not reached():
        if time.monotonic() > deadline:
            message = f"not within {within:.0f} s: {what()}"
            raise RuntimeError(message)
        time.sleep(every)
