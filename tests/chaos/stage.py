"""Where the play is: the broker, detectors that are kept running, and feeders."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL, Signals

from chaos.listener import Listener
from chaos.topics import Topics
from chaos.world import Fed, Outcome
from detector_process import DetectorProcess, eventually
from kafka.errors import KafkaError
from kafka_records import produce
from tocsin_command import command, environment

from tocsin.schemas.alert import Alert
from tocsin.schemas.topics import Topic
from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.problem import Problem
from tocsin.services.settings import Settings

_STOP_SECONDS = 10
"""So soon must a detector end after SIGTERM."""
_BROKER_SECONDS = 600


class Detectors:
    """Replicas that are started again when they end by themselves, as a supervisor would."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.folder = folder
        self.environment: Mapping[str, str] = {}
        self.restarts = 0
        self.wrong: list[str] = []
        self._running: dict[str, DetectorProcess] = {}
        self._starts = 0

    def __getitem__(self, number: int) -> DetectorProcess:
        return self._running[f"detector-{number}"]

    @property
    def numbers(self) -> list[int]:
        return [int(name.removeprefix("detector-")) for name in self._running]

    def start(self, number: int, state_dir: Path | None = None, named: int | None = None) -> None:
        """Start one, if need be with the name of another."""
        name = f"detector-{number}"
        self._starts += 1
        changes: dict[str, object] = {"detector_id": f"detector-{named or number}"}
        if state_dir is not None:
            changes["state_dir"] = state_dir
        self._running[name] = DetectorProcess(
            self.settings.model_copy(update=changes),
            self.folder / f"{name}-{self._starts}.log",
            self.environment,
        )

    def end(self, number: int, signal: Signals) -> None:
        """End one; a polite end must be quick and good, else the ledger says so."""
        process = self._running[f"detector-{number}"]
        assert signal is SIGKILL or process.address  # before it has begun it cannot end in order
        del self._running[f"detector-{number}"]
        process.send(signal)
        try:
            status = process.ended(within=_STOP_SECONDS if signal is not SIGKILL else 30)
        except subprocess.TimeoutExpired:
            self.wrong.append(f"detector-{number} was not gone {_STOP_SECONDS} s after {signal!r}")
            process.close()
            return
        assert signal is SIGKILL or status == 0, f"status {status}:\n{process.log[-2000:]}"

    def tend(self) -> None:
        """Start again what ended by itself."""
        for name, process in list(self._running.items()):
            if not process.runs:
                self.restarts += 1
                self.start(int(name.removeprefix("detector-")))

    def lost(self, number: int) -> int:
        """Return how many messages one counted that were deleted before it read them."""
        lines = self[number].get("/metrics")[1].splitlines()
        found = [line for line in lines if line.startswith("tocsin_messages_lost_total{")]
        return sum(round(float(line.rsplit(" ", 1)[1])) for line in found)

    def close(self) -> None:
        for process in self._running.values():
            process.close()


@dataclass
class Account:
    """What the ledger must know that the topics do not say."""

    fed: list[Fed]
    deleted: set[bytes] = field(default_factory=set)
    """Keys of the articles that Kafka deleted before they were acknowledged."""
    earlier_alerts: list[bytes] = field(default_factory=list)
    """What the alerts topic held when it was deleted."""
    wrong: list[str] = field(default_factory=list)


class Stage:
    """Everything that a fault can touch."""

    def __init__(
        self, settings: Settings, broker: EmbeddedKafka, folder: Path, fed: Sequence[Fed]
    ) -> None:
        self.settings = settings
        self.broker = broker
        self.folder = folder
        self.account = Account(list(fed))
        self.topics = Topics(settings)
        self.detectors = Detectors(settings, folder)
        self.listener = Listener(settings, folder)

    def start_broker(self) -> None:
        """Start the broker again; a machine with much else to do may need more than one try."""

        def started() -> bool | None:
            try:
                self.broker.start()
            except Problem:
                return None
            return True

        eventually(started, _BROKER_SECONDS, "Kafka starts again")

    def feed(self, messages: Sequence[Fed]) -> None:
        """Feed all, confirmed: articles by `tocsin feed`, what it refuses by a plain client."""
        good = [message for message in messages if message.outcome is not Outcome.DEAD]
        bad = [message for message in messages if message.outcome is Outcome.DEAD]
        where, topic = self.settings.bootstrap_servers, self.settings.topic(Topic.ARTICLES)
        produce(where, topic, [(message.key, message.value) for message in bad])
        feeder = self.feeder(good)
        assert feeder.wait(600) == 0, "the feeder failed"

    def feeder(self, messages: Sequence[Fed], *options: str) -> subprocess.Popen[bytes]:
        file = self.folder / f"feed-{time.monotonic_ns()}.jsonl"
        file.write_bytes(b"".join(message.value + b"\n" for message in messages if message.value))
        with (self.folder / "feeder.log").open("ab") as log:
            return subprocess.Popen(
                command("feed", "--replay", str(file), *options),
                env=environment(self.settings),
                stdout=log,
                stderr=log,
            )

    def recovered(self, within: float) -> float:
        """Wait until all that was fed is acknowledged; return how long it took, in seconds."""
        started = time.monotonic()
        deadline = started + within
        while time.monotonic() < deadline:
            self.detectors.tend()
            with suppress(KafkaError):
                if self.topics.unread() == 0:
                    return time.monotonic() - started
            time.sleep(0.2)  # between two looks; the deadline is what is awaited
        logs = "\n".join(self.detectors[number].log[-1500:] for number in self.detectors.numbers)
        message = f"not recovered within {within:.0f} s, {self.topics.unread()} unread:\n{logs}"
        raise AssertionError(message)

    def published(self) -> list[bytes]:
        """Return all alerts that were ever on the alerts topic, repeats too."""
        return self.account.earlier_alerts + self.topics.values(Topic.ALERTS)

    def heard_by_now(self, within: float) -> None:
        """Return when the listener has heard all that was published."""
        read = [Alert.read(value) for value in self.published()]
        due = {(alert.id, alert.revision) for alert in read}
        eventually(
            lambda: due <= self.listener.heard() or None,
            within,
            f"the listener hears all {len(due)} revisions of alerts",
        )

    def close(self) -> None:
        self.listener.close()
        self.detectors.close()


def pause_process(pid: int, *, on: bool) -> None:
    os.kill(pid, Signals.SIGSTOP if on else Signals.SIGCONT)
