"""The data folder of the embedded Kafka: one owner at a time, laid out on first use."""

import base64
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from services.broker.guarded import GuardedProcess
from services.broker.properties import LOGS, SCRATCH, TOPICS
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
        shutil.rmtree(data / SCRATCH, ignore_errors=True)  # of a broker that was killed
        (data / SCRATCH).mkdir()
    except Timeout:
        message = (
            f"another broker runs on {data}: stop it, or give this one another folder with --data"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE) from None
    except OSError as error:
        message = f"the broker cannot write in {data}: {error.strerror}"
        raise Problem(message) from error
    return lock


def lay_out(data: Path, java: Sequence[str]) -> str:
    """Return the folder's cluster id; a new folder is formatted under a random one.

    Args:
        data: The folder, with its server.properties.
        java: The command that runs a class of Kafka's.

    Raises:
        Problem: Kafka's own tool could not format it.
    """
    found = _cluster_id(data)
    if found is not None:
        return found
    tool = ["kafka.tools.StorageTool", "format", "--ignore-formatted"]
    command = [*java, *tool, "--cluster-id", new_cluster_id(), "--config", CONFIG]
    told = data / LOGS / "format.log"
    formatting = GuardedProcess(command, data, told)
    try:
        formatting.wait(_FORMAT_SECONDS)
    finally:
        formatting.kill()
    made = _cluster_id(data)
    if made is None:
        message = f"Kafka could not lay out {data}: {told} says why"
        raise Problem(message, ExitStatus.UNAVAILABLE)
    return made


def _cluster_id(data: Path) -> str | None:
    meta = data / TOPICS / "meta.properties"
    if not meta.exists():
        return None
    lines = (line.partition("=") for line in meta.read_text(encoding="utf-8").splitlines())
    return next((value for name, _, value in lines if name == "cluster.id"), None)


def new_cluster_id() -> str:
    """Return 16 random bytes as Kafka writes them: base64url, 22 letters, no dash in front."""
    while True:
        name = base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode()
        if not name.startswith("-"):
            return name
