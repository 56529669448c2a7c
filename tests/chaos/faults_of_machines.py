"""What a machine may do to a detector: a full disk, a clock that jumps."""

import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from signal import SIGTERM

import fake_clock
from chaos.faults import meanwhile
from chaos.stage import Stage
from chaos.world import Fed
from fake_clock import FakeClock


def disk_full(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    """Start a detector again whose state folder lies on a full disk."""
    disk = stage.folder / "full"
    disk.mkdir(exist_ok=True)
    _mount(disk)
    try:
        (disk / "state" / stage.settings.application_id).mkdir(parents=True)
        _fill(disk / "rest")
        victim = chance.choice(stage.detectors.numbers)
        stage.detectors.end(victim, SIGTERM)
        stage.detectors.start(victim, state_dir=disk / "state")
        stage.feed(messages)
        stage.recovered(within=120)
        stage.detectors.end(victim, SIGTERM)
        stage.detectors.start(victim)
    finally:
        subprocess.run(["umount", "--lazy", disk], check=False)


def _fill(file: Path) -> None:
    try:
        with file.open("wb", buffering=0) as rest:
            while True:
                rest.write(bytes(4096))
    except OSError:
        return


def _mount(folder: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", folder], check=True)


def no_mount() -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            _mount(Path(folder))
        except (OSError, subprocess.CalledProcessError):
            return "only root may mount a small disk"
        subprocess.run(["umount", folder], check=False)
        return None


def clock_jumped(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    """Let the wall clock of a detector jump ahead, back, and right again while it works."""
    clock = FakeClock(stage.folder / "clock")
    victim = chance.choice(stage.detectors.numbers)
    stage.detectors.end(victim, SIGTERM)
    stage.detectors.environment = clock.environment
    stage.detectors.start(victim)
    stage.detectors[victim].wait_ready(240)
    stage.detectors.environment = {}
    feeding = meanwhile(stage, messages, chance)
    for hours in (3, -26, 0):
        clock.set(hours)
        time.sleep(2)  # the fault itself
    feeding.join()


def no_faketime() -> str | None:
    return None if fake_clock.library() else "libfaketime is not installed"
