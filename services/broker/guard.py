"""Stands between Tocsin and Java, so that no Java process outlives Tocsin, however Tocsin ends.

A program of its own: `python guard.py PARENT_PID COMMAND…`, standard library only, run by path.
It starts the command, prints its process id in one line, and ends as it ends.

- A line on standard input asks the command to stop (SIGTERM).
- The end of standard input means that the parent is gone, even by `kill -9`: the command is killed.
- That the parent's id changed means the same; it covers a pipe that another child keeps open.
- When the guard itself is killed, Linux kills the command (PR_SET_PDEATHSIG, prctl(2)). The signal
  is bound to the thread that forked; the guard forks from its main thread, which lives as long
  as the guard does. That is why the guard does it and not Tocsin, which has many threads.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
STANDARD_INPUT = 0
PARENT_CHECK_SECONDS = 1.0


def main(parent: int, command: list[str]) -> int:
    """Run the command under guard; return its exit status, 128 + n if signal n ended it."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        # asked to end with its whole group: the command hears it too, and the guard waits for it
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _stay)
    guarded = subprocess.Popen(  # noqa: S603 - the command is Tocsin's own
        command,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        preexec_fn=_die_with_guard(),  # noqa: PLW1509 - no thread runs yet
    )
    sys.stdout.write(f"{guarded.pid}\n")
    sys.stdout.close()
    threading.Thread(target=_obey, args=(guarded,), daemon=True).start()
    while True:
        try:
            status = guarded.wait(PARENT_CHECK_SECONDS)
        except subprocess.TimeoutExpired:
            if os.name == "posix" and os.getppid() != parent:
                guarded.kill()
        else:
            return status if status >= 0 else 128 - status


def _stay(*_: object) -> None:
    """Do nothing: unlike SIG_IGN, a handler is not passed on to the command."""


def _obey(guarded: "subprocess.Popen[bytes]") -> None:
    # not sys.stdin: its lock, held by a thread that still reads, aborts the interpreter's end
    while os.read(STANDARD_INPUT, 64):
        guarded.terminate()
    guarded.kill()


def _die_with_guard() -> Callable[[], None] | None:
    """Return what the forked child does before it becomes the command, if anything."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    guard = os.getpid()

    def bind() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != guard:
            os._exit(1)  # the guard died before the kernel knew

    return bind


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
