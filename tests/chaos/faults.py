"""What may happen. Each fault takes the stage and some messages, and feeds them all."""

import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from signal import SIGKILL, SIGTERM
from threading import Thread

import fake_clock
from chaos.stage import Stage, pause_process
from chaos.world import Fed, Outcome
from fake_clock import FakeClock

Inject = Callable[[Stage, Sequence[Fed], Random], None]
"""Does it, feeds the messages meanwhile, and returns when the fault is over."""


@dataclass(frozen=True)
class Fault:
    """One kind of trouble."""

    name: str
    inject: Inject
    impossible: Callable[[], str | None] = lambda: None
    """Why this machine cannot do it, or None."""


def _meanwhile(stage: Stage, messages: Sequence[Fed], chance: Random) -> Thread:
    """Feed in the background and return when some of it is on its way."""
    failed: list[BaseException] = []

    def feed() -> None:
        try:
            stage.feed(messages)
        except BaseException as error:  # noqa: BLE001 - told when it is joined
            failed.append(error)

    class Feeding(Thread):
        def join(self, timeout: float | None = 240) -> None:
            super().join(timeout)
            if failed or self.is_alive():
                message = f"the feeding failed: {failed}"
                raise AssertionError(message)

    thread = Feeding(target=feed)
    thread.start()
    time.sleep(chance.uniform(0.2, 1.5))  # the fault comes at any moment of the feeding
    return thread


def killed(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    feeding = _meanwhile(stage, messages, chance)
    victim = chance.choice(stage.detectors.numbers)
    stage.detectors.end(victim, SIGKILL)
    stage.detectors.start(victim)
    feeding.join()


def asked_to_end(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    feeding = _meanwhile(stage, messages, chance)
    victim = chance.choice(stage.detectors.numbers)
    stage.detectors.end(victim, SIGTERM)
    stage.detectors.start(victim)
    feeding.join()


def stopped_beyond_the_session(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    feeding = _meanwhile(stage, messages, chance)
    pid = stage.detectors[chance.choice(stage.detectors.numbers)].pid
    pause_process(pid, on=True)
    time.sleep(stage.settings.session_timeout + 3)  # the fault itself
    pause_process(pid, on=False)
    feeding.join()


def broker_restarted(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    feeding = _meanwhile(stage, messages, chance)
    stage.broker.stop()
    stage.broker.start()
    feeding.join()


def broker_killed(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    feeding = _meanwhile(stage, messages, chance)
    stage.broker.kill()
    stage.broker.start()
    feeding.join()


def broker_away(seconds: float) -> Inject:
    def inject(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
        feeding = _meanwhile(stage, messages, chance)
        stage.broker.kill()
        time.sleep(seconds)  # the fault itself
        stage.broker.start()
        feeding.join()

    return inject


def scaled(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    """From one to three and back to one, another one; then to two as before."""
    feeding = _meanwhile(stage, messages, chance)
    first, *others = stage.detectors.numbers
    for number in others:
        stage.detectors.end(number, SIGTERM)
    second, third = sorted({1, 2, 3} - {first})
    for number in (second, third):
        stage.detectors.start(number)
    for number in (second, third):
        stage.detectors[number].wait_ready(240)
    for number in (first, third):
        stage.detectors.end(number, SIGTERM)
    feeding.join()
    stage.detectors.start(first)


def producer_crashed(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    """Feed some slowly, kill the feeder in the middle, feed all again: ids stay the same."""
    some = [message for message in messages if message.outcome is not Outcome.DEAD][:400]
    feeder = stage.feeder(some, "--rate", "200")
    time.sleep(chance.uniform(1.5, 2.5))  # in the middle
    feeder.kill()
    feeder.wait(10)
    stage.feed(messages)


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
    feeding = _meanwhile(stage, messages, chance)
    for hours in (3, -26, 0):
        clock.set(hours)
        time.sleep(2)  # the fault itself
    feeding.join()


def no_faketime() -> str | None:
    return None if fake_clock.library() else "libfaketime is not installed"


def all_faults(away_seconds: float) -> list[Fault]:
    """Return every kind; the broker stays away for so long."""
    return [
        Fault("SIGKILL of a detector", killed),
        Fault("SIGTERM of a detector", asked_to_end),
        Fault("SIGSTOP beyond the session", stopped_beyond_the_session),
        Fault("broker restarted", broker_restarted),
        Fault("broker killed", broker_killed),
        Fault(f"broker away for {away_seconds:.0f} s", broker_away(away_seconds)),
        Fault("scaled 1, 3, 1", scaled),
        Fault("producer crashed", producer_crashed),
        Fault("disk full", disk_full, no_mount),
        Fault("clock jumps by 3 and 26 hours", clock_jumped, no_faketime),
    ]
