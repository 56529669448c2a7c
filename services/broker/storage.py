"""The data folder of the embedded Kafka: one owner at a time, laid out on first use."""

import base64
import os
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from tocsin.services.broker.guarded import GuardedProcess
from tocsin.services.broker.properties import LOGS, SCRATCH, TOPICS
from tocsin.services.private_files import private_folder
from tocsin.services.problem import ExitStatus, Problem

CONFIG: Final = "server.properties"
_FORMAT_ARGUMENTS: Final = "format.arguments"
_FORMAT_SECONDS: Final = 60.0


def own(data: Path) -> FileLock:
    """Make the folder and return its lock, held; it ends with this process at the latest.

    Raises:
        Problem: another broker owns the folder, or it cannot be written.
    """
    try:
        private_folder(data)
        data.chmod(0o700)  # the messages of all are in it, also in one of an earlier version
        (data / LOGS).mkdir(exist_ok=True)
        lock = FileLock(data / ".lock")
        lock.acquire(blocking=False)
        shutil.rmtree(data / SCRATCH, ignore_errors=True)  # of a broker that was killed
        (data / SCRATCH).mkdir()
    except Timeout:
        message = f"another broker is running on {data}: stop it, or use another folder with --data"
        raise Problem(message, ExitStatus.UNAVAILABLE) from None
    except OSError as error:
        message = f"the broker cannot write in {data}: {error.strerror}"
        raise Problem(message) from error
    return lock


def lay_out(data: Path, java: Sequence[str], more: str = "") -> str:
    """Return the folder's cluster id; a new folder is formatted under a random one.

    Args:
        data: The folder, with its server.properties.
        java: The command that runs a class of Kafka's.
        more: Further arguments of Kafka's tool, one a line; they may hold secrets, so they go
            by a file that only the owner reads.

    Raises:
        Problem: Kafka's own tool could not format it.
    """
    found = _cluster_id(data)
    if found is not None:
        return found
    tool = ["kafka.tools.StorageTool", "format", "--ignore-formatted"]
    command = [*java, *tool, "--cluster-id", new_cluster_id(), "--config", CONFIG]
    told = data / LOGS / "format.log"
    write_private(data / _FORMAT_ARGUMENTS, more)
    # Kafka's tool takes an argument with @ for a file of arguments
    formatting = GuardedProcess(
        [*command, *([f"@{_FORMAT_ARGUMENTS}"] if more else [])], data, told
    )
    try:
        formatting.wait(_FORMAT_SECONDS)
    finally:
        formatting.kill()
        (data / _FORMAT_ARGUMENTS).unlink()
    made = _cluster_id(data)
    if made is None:
        message = f"Kafka could not format {data}: see {told}"
        raise Problem(message, ExitStatus.UNAVAILABLE)
    return made


def write_private(file: Path, text: str) -> None:
    """Write a file that nobody else may read, not even for a moment."""
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(text)


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
