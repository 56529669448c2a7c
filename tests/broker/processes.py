"""Looking at processes from outside, as `ps` shows them."""

import subprocess
import time
from collections.abc import Callable


def await_that(condition: Callable[[], bool], seconds: float = 15.0) -> bool:
    """Say whether the condition comes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def has_ended(pid: int) -> bool:
    """Say whether a process is gone, or dead and only not yet collected."""
    state = ps("-o", "stat=", "-p", str(pid)).strip()
    return not state or state.startswith("Z")


def descendants(pid: int) -> list[int]:
    """Return the children of a process, their children and so on, each after its parent."""
    table = [line.split() for line in ps("-A", "-o", "pid=,ppid=").splitlines()]
    found = [pid]
    for parent in found:
        found += [int(child) for child, its_parent in table if int(its_parent) == parent]
    return found[1:]


def ps(*arguments: str) -> str:
    return subprocess.run(["ps", *arguments], capture_output=True, text=True, check=False).stdout
