"""A process that cannot outlive this one: the parent's side of `guard.py`."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from tocsin.services.broker import guard
from tocsin.services.problem import ExitStatus, Problem

_GUARD: Final = Path(guard.__file__)
_KILL_SECONDS: Final = 10.0


class GuardedProcess:
    """A running command; it ends when it is asked to, or when this process ends in any way.

    Attributes:
        pid: The process id of the command itself.
    """

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        output: Path,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start `command` in `folder`; what it writes goes to the end of the file `output`.

        `environment` is put over that of this process.

        Raises:
            Problem: the program does not exist, or may not be run.
        """
        with output.open("ab") as file:
            self._guard = subprocess.Popen(  # noqa: S603 - the command is our own
                [sys.executable, "-I", "-S", str(_GUARD), str(os.getpid()), *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=file,
                cwd=folder,
                # a Ctrl-C on the terminal is for this process, which then stops the command
                start_new_session=True,
                # or Java would misread folders that are not ASCII
                env={**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})},
            )
        assert self._guard.stdin  # noqa: S101 - for the type checker: it is a PIPE
        assert self._guard.stdout  # noqa: S101 - the same
        self._orders = self._guard.stdin
        with self._guard.stdout as told:
            pid = told.readline()
        if not pid:
            message = f"{command[0]} cannot be run: see {output}"
            raise Problem(message, ExitStatus.UNAVAILABLE)
        self.pid = int(pid)
        self.guard_pid = self._guard.pid

    def wait(self, seconds: float | None = None) -> int | None:
        """Wait for the end and return the exit status; None when it still runs after `seconds`."""
        try:
            status = self._guard.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        if status < 0:
            # the guard was killed; if the kernel did not end the command with it, do it here
            with suppress(ProcessLookupError):
                os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        self._release()
        return status

    def stop(self, patience: float) -> None:
        """Ask it to end, wait up to `patience` seconds, then kill it; no effect when it ended."""
        try:
            with suppress(BrokenPipeError, ValueError):  # ended already
                self._orders.write(b"stop\n")
                self._orders.flush()
            self.wait(patience)
        finally:
            self.kill()

    def kill(self) -> None:
        """End it at once, as a power cut would; no effect when it ended."""
        self._release()
        if self.wait(_KILL_SECONDS) is None:
            self._guard.kill()
            self.wait()

    def _release(self) -> None:
        with suppress(BrokenPipeError):
            self._orders.close()
