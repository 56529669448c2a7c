"""The data folder of the embedded Kafka: one owner at a time, laid out on first use."""

import base64
import subprocess
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from services.broker.properties import LOGS, TOPICS
from services.problem import ExitStatus, Problem

CONFIG: Final = "server.properties"
_FORMAT_SECONDS: Final = 60.0


def own(data: Path) -> FileLock:
    """Make the folder and return its lock, held; it ends with this process at the latest.

    Raises:
        Problem: another broker owns the folder, or it cannot be written.
    """
    try:
        (data / LOGS).mkdir(parents=True, exist_ok=True)
        lock = FileLock(data / ".lock")
        lock.acquire(blocking=False)
    except Timeout:
        message = (
            f"another broker runs on {data}: stop it, or give this one another folder with --data"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE) from None
    except OSError as error:
        message = f"the broker cannot write in {data}: {error.strerror}"
        raise Problem(message) from error
    return lock


def cluster_id(data: Path) -> str | None:
    """Return the id that the folder was laid out with, None for a new folder."""
    meta = data / TOPICS / "meta.properties"
    if not meta.exists():
        return None
    lines = (line.partition("=") for line in meta.read_text(encoding="utf-8").splitlines())
    return next((value for name, _, value in lines if name == "cluster.id"), None)


def lay_out(data: Path, java: Sequence[str]) -> str:
    """Format the folder under a new random cluster id, by Kafka's own tool, and return the id.

    Raises:
        Problem: the tool refused; with its last words.
    """
    name = new_cluster_id()
    tool = ["kafka.tools.StorageTool", "format", "--ignore-formatted"]
    done = subprocess.run(  # noqa: S603 - our own Java
        [*java, *tool, "--cluster-id", name, "--config", CONFIG],
        cwd=data,
        capture_output=True,
        text=True,
        timeout=_FORMAT_SECONDS,
        check=False,
    )
    if done.returncode:
        message = f"Kafka could not lay out {data}: {(done.stderr or done.stdout).strip()[-500:]}"
        raise Problem(message, ExitStatus.UNAVAILABLE)
    return name


def new_cluster_id() -> str:
    """Return 16 random bytes as Kafka writes them: base64url, 22 letters, no dash in front."""
    while True:
        name = base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode()
        if not name.startswith("-"):
            return name
