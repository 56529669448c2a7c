"""A real Prometheus on this machine with the project's rules, that scrapes what tests name."""

import json
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import yaml
from detector_process import eventually

from tocsin.services.broker.ports import free_port

_HOST: Final = "127.0.0.1"
_RULES: Final = Path(__file__).resolve().parents[1] / "deploy" / "prometheus" / "rules"
_EVERY: Final = "2s"
"""Scrapes and rules; 5 and 15 s where people run it. As long as a busy machine may take, too."""


class Prometheus:
    """Answers PromQL."""

    def __init__(self, address: str) -> None:
        self._address = address

    def instant(self, expression: str) -> list[dict[str, Any]]:
        """Return the series that an expression has now."""
        return self._ask("query", {"query": expression})

    def over_time(self, expression: str, seconds: int = 900) -> list[dict[str, Any]]:
        """Return the series that an expression had since the test began, one value a second."""
        now = time.time()
        window = {"start": str(now - seconds), "end": str(now), "step": "1"}
        return self._ask("query_range", {"query": expression, **window})

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self._address}/-/ready", timeout=5) as answer:  # noqa: S310 - our own port
                return bool(answer.status == 200)
        except OSError:
            return False

    def _ask(self, what: str, parameters: Mapping[str, str]) -> list[dict[str, Any]]:
        """Ask; an expression that Prometheus refuses fails the test with its own words."""
        asked = f"{self._address}/api/v1/{what}?{urllib.parse.urlencode(parameters)}"
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - our own port
                found: list[dict[str, Any]] = json.load(answer)["data"]["result"]
                return found
        except urllib.error.HTTPError as error:
            message = f"{parameters['query']}\n{error.read().decode()}"
            raise AssertionError(message) from None


@contextmanager
def prometheus(program: str, targets: Mapping[str, str], folder: Path) -> Iterator[Prometheus]:
    """Run Prometheus while the block runs.

    Args:
        program: its path.
        targets: by job, where it scrapes: host:port.
        folder: for its data and log.
    """
    config = {
        "global": {"scrape_interval": _EVERY, "scrape_timeout": _EVERY}
        | {"evaluation_interval": _EVERY},
        "rule_files": [str(_RULES / "*.yml")],
        "scrape_configs": [
            {"job_name": job, "static_configs": [{"targets": [target]}]}
            for job, target in targets.items()
        ],
    }
    (folder / "prometheus.yml").write_text(yaml.safe_dump(config))
    address = f"{_HOST}:{free_port(_HOST)}"
    log = folder / "prometheus.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [
                program,
                f"--config.file={folder / 'prometheus.yml'}",
                f"--storage.tsdb.path={folder / 'prometheus'}",
                f"--web.listen-address={address}",
            ],
            stdout=out,
            stderr=out,
            cwd=folder,
        )
    try:
        server = Prometheus(f"http://{address}")

        def ready() -> bool | None:
            assert process.poll() is None, log.read_text()
            return server.is_ready() or None

        eventually(ready, 60, f"Prometheus is ready; its log is {log}")
        yield server
    finally:
        process.terminate()
        process.wait(30)
