"""Run `tocsin` as people do: a process with arguments, streams and an exit status."""

import os
import subprocess
import sys
from collections.abc import Sequence

from tocsin.services.settings import Settings


def command(*arguments: str) -> list[str]:
    """Return the command line of `tocsin` with these arguments."""
    return [sys.executable, "-m", "tocsin", *arguments]


def environment(settings: Settings) -> dict[str, str]:
    """Return an environment in which `tocsin` has these settings."""
    return {**os.environ, **settings.as_environment(), "COLUMNS": "100"}


def run(
    settings: Settings, arguments: Sequence[str], stdin: bytes = b"", within: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run to the end and return status and texts."""
    done = subprocess.run(
        command(*arguments),
        input=stdin,
        env=environment(settings),
        capture_output=True,
        timeout=within,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )
