"""`tocsin notify` as people have it: a process, with its log in a file."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detector_process import eventually

from tocsin.services.settings import Settings

SECRET = "whsec_" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB"


class Notify:
    """One run of the notifier; its state outlives it in the folder."""

    def __init__(self, settings: Settings, folder: Path, routes: str, **environment: str) -> None:
        self._log = folder / f"notify-{time.monotonic_ns()}.log"
        file = folder / "routes.yaml"
        file.write_text(routes)
        mine = settings.model_copy(
            update={
                "notifier_routes": file,
                "notifier_state": folder / "notifier.sqlite",
                "notifier_port": 0,
            }
        )
        given = {**os.environ, **mine.as_environment(), "HUB_SECRET": SECRET, **environment}
        with self._log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tocsin", "notify"], env=given, stdout=out, stderr=out
            )

    @property
    def log(self) -> str:
        return re.sub(r"\x1b\[[0-9;]*m", "", self._log.read_text())

    def wait_started(self) -> None:
        def started() -> bool | None:
            assert self.process.poll() is None, self.log
            return "notifier_started" in self.log or None

        eventually(started, 60, "notifier_started in the log")


@contextmanager
def notifier(settings: Settings, folder: Path, routes: str, **environment: str) -> Iterator[Notify]:
    """Run a notifier while the block runs; kill it at the end."""
    running = Notify(settings, folder, routes, **environment)
    try:
        running.wait_started()
        yield running
    finally:
        running.process.kill()
        running.process.wait(10)
