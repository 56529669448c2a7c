"""A guarded process never outlives the one that started it, whichever is killed how."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from broker.processes import await_that, has_ended

from tocsin.services.broker.guarded import GuardedProcess
from tocsin.services.problem import Problem

SLEEP = ["sleep", "60"]
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, lambda *_: print("heard", flush=True))
print("up", flush=True)
while True:
    time.sleep(60)
"""


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output of it"


@pytest.fixture
def asleep(tmp_path: Path, output: Path) -> Iterator[GuardedProcess]:
    process = GuardedProcess(SLEEP, tmp_path, output)
    yield process
    process.kill()


def test_it_runs_until_it_is_stopped(asleep: GuardedProcess) -> None:
    assert asleep.wait(0.1) is None
    asleep.stop(patience=10)
    assert has_ended(asleep.pid)
    assert asleep.wait() == 128 + signal.SIGTERM


def test_its_own_exit_status_is_reported(tmp_path: Path, output: Path) -> None:
    process = GuardedProcess(["sh", "-c", "echo out; echo err >&2; exit 7"], tmp_path, output)
    assert process.wait(10) == 7
    assert output.read_text() == "out\nerr\n"


def test_one_that_does_not_heed_the_request_is_killed(tmp_path: Path, output: Path) -> None:
    process = GuardedProcess([sys.executable, "-c", DEAF], tmp_path, output)
    assert await_that(lambda: "up" in output.read_text())
    process.stop(patience=0.3)
    assert "heard" in output.read_text()
    assert process.wait() == 128 + signal.SIGKILL
    assert has_ended(process.pid)


def test_killing_is_at_once_and_may_be_repeated(asleep: GuardedProcess) -> None:
    asleep.kill()
    asleep.kill()
    asleep.stop(patience=1)
    assert has_ended(asleep.pid)


def test_a_program_that_is_not_there_is_a_problem(tmp_path: Path, output: Path) -> None:
    with pytest.raises(Problem, match="/no/such/java cannot be run"):
        GuardedProcess(["/no/such/java"], tmp_path, output)


PARENT = """
import sys, time
from pathlib import Path
from tocsin.services.broker.guarded import GuardedProcess
process = GuardedProcess(["sleep", "60"], Path(sys.argv[1]), Path(sys.argv[1]) / "output")
print(process.pid, process.guard_pid, flush=True)
{then}
"""


def start_parent(folder: Path, then: str) -> tuple[subprocess.Popen[str], int, int]:
    """Start a program that starts a guarded `sleep`; return it, the sleep and the guard."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(then=then), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout
    sleep, watching = (int(pid) for pid in parent.stdout.readline().split())
    return parent, sleep, watching


def test_it_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    parent, sleep, watching = start_parent(tmp_path, "time.sleep(60)")
    assert not has_ended(sleep)
    parent.kill()
    parent.wait()
    assert await_that(lambda: has_ended(sleep) and has_ended(watching))


def test_it_ends_when_its_parent_is_killed_and_a_child_keeps_the_pipe(tmp_path: Path) -> None:
    forked = "import os\nif os.fork() == 0: time.sleep(30)\ntime.sleep(60)"
    parent, sleep, watching = start_parent(tmp_path, forked)
    parent.kill()
    parent.wait()
    assert await_that(lambda: has_ended(sleep) and has_ended(watching))


def test_it_ends_when_its_parent_ends_without_a_word(tmp_path: Path) -> None:
    parent, sleep, watching = start_parent(tmp_path, "sys.exit(0)")
    assert parent.wait() == 0
    assert await_that(lambda: has_ended(sleep) and has_ended(watching))


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is of Linux")
def test_it_ends_when_parent_and_guard_are_killed_together(tmp_path: Path) -> None:
    parent, sleep, watching = start_parent(tmp_path, "time.sleep(60)")
    parent.send_signal(signal.SIGSTOP)  # it cannot help
    os.kill(watching, signal.SIGKILL)
    assert await_that(lambda: has_ended(sleep))
    parent.kill()
    parent.wait()


def test_it_ends_when_its_guard_is_killed(asleep: GuardedProcess) -> None:
    os.kill(asleep.guard_pid, signal.SIGKILL)
    assert asleep.wait(10) == -signal.SIGKILL
    assert await_that(lambda: has_ended(asleep.pid))


def test_it_outlives_the_thread_that_started_it(tmp_path: Path, output: Path) -> None:
    # the kernel's death signal is bound to a thread: here it is bound to the guard's main thread
    script = (
        "import sys, threading, time\nfrom pathlib import Path\n"
        "from tocsin.services.broker.guarded import GuardedProcess\n"
        "made = []\n"
        f"start = lambda: made.append(GuardedProcess({SLEEP}, Path(sys.argv[1]), "
        "Path(sys.argv[1]) / 'output'))\n"
        "thread = threading.Thread(target=start)\nthread.start()\nthread.join()\n"
        "print(made[0].wait(2.5))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "None\n"
    assert not output.exists()


def test_the_guard_waits_for_a_command_that_was_asked_to_end_with_its_group(
    asleep: GuardedProcess,
) -> None:
    started = time.monotonic()
    os.killpg(asleep.guard_pid, signal.SIGTERM)
    assert asleep.wait(10) == 128 + signal.SIGTERM
    assert time.monotonic() - started < 5
