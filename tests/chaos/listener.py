"""Somebody who watches all the time: what they saw is compared with what was published."""

import json
import subprocess
from pathlib import Path

from tocsin_command import command, environment

from tocsin.services.settings import Settings


class Listener:
    """`tocsin watch` from the beginning, into a file."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._out, self._said = folder / "watch.jsonl", folder / "watch.log"
        with self._out.open("wb") as out, self._said.open("wb") as said:
            self._process = subprocess.Popen(
                command("watch", "--from-beginning", "--format", "jsonl"),
                env=environment(settings),
                stdout=out,
                stderr=said,
            )

    def heard(self) -> set[tuple[str, int]]:
        """Return id and revision of each alert that was shown."""
        status = self._process.poll()
        assert status is None, f"watch ended with {status}: {self._said.read_text()[-2000:]}"
        whole = self._out.read_bytes().rpartition(b"\n")[0]
        alerts = (json.loads(line) for line in whole.splitlines())
        return {(alert["id"], alert["revision"]) for alert in alerts}

    def close(self) -> None:
        self._process.kill()
        self._process.wait(10)
