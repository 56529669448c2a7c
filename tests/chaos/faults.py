"""What may happen. Each fault takes the stage and some messages, and feeds them all."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from signal import SIGKILL, SIGTERM
from threading import Thread

from chaos.stage import Stage, pause_process
from chaos.world import Fed, Outcome

Inject = Callable[[Stage, Sequence[Fed], Random], None]
"""Does it, feeds the messages meanwhile, and returns when the fault is over."""


@dataclass(frozen=True)
class Fault:
    """One kind of trouble."""

    name: str
    inject: Inject
    impossible: Callable[[], str | None] = lambda: None
    """Why this machine cannot do it, or None."""


def meanwhile(stage: Stage, messages: Sequence[Fed], chance: Random) -> Thread:
    """Feed in the background and return when some of it is on its way."""
    failed: list[BaseException] = []

    def feed() -> None:
        try:
            stage.feed(messages)
        except BaseException as error:  # noqa: BLE001 - told when it is joined
            failed.append(error)

    class Feeding(Thread):
        def join(self, timeout: float | None = 900) -> None:
            super().join(timeout)
            if failed or self.is_alive():
                message = f"the feeding failed: {failed}"
                raise AssertionError(message)

    thread = Feeding(target=feed)
    thread.start()
    time.sleep(chance.uniform(0.2, 1.5))  # the fault comes at any moment of the feeding
    return thread


def killed(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    feeding = meanwhile(stage, messages, chance)
    victim = chance.choice(stage.detectors.numbers)
    stage.detectors.end(victim, SIGKILL)
    stage.detectors.start(victim)
    feeding.join()


def asked_to_end(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    feeding = meanwhile(stage, messages, chance)
    victim = chance.choice(stage.detectors.numbers)
    stage.detectors.end(victim, SIGTERM)
    stage.detectors.start(victim)
    feeding.join()


def stopped_beyond_the_session(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    feeding = meanwhile(stage, messages, chance)
    pid = stage.detectors[chance.choice(stage.detectors.numbers)].pid
    pause_process(pid, on=True)
    time.sleep(stage.settings.session_timeout + 3)  # the fault itself
    pause_process(pid, on=False)
    feeding.join()


def broker_restarted(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    feeding = meanwhile(stage, messages, chance)
    stage.broker.stop()
    stage.start_broker()
    feeding.join()


def broker_killed(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    feeding = meanwhile(stage, messages, chance)
    stage.broker.kill()
    stage.start_broker()
    feeding.join()


def broker_away(seconds: float) -> Inject:
    def inject(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
        feeding = meanwhile(stage, messages, chance)
        stage.broker.kill()
        time.sleep(seconds)  # the fault itself
        stage.start_broker()
        feeding.join()

    return inject


def scaled(stage: Stage, messages: Sequence[Fed], chance: Random) -> None:
    """From one to three and back to one, another one; then to two as before."""
    feeding = meanwhile(stage, messages, chance)
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
