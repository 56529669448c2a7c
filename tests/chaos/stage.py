"""Where the play is: the broker, detectors that are kept running, and feeders."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from signal import SIGKILL, Signals

from chaos.world import Fed, Outcome
from detector_process import DetectorProcess
from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError
from kafka_records import produce
from tocsin_command import command, environment

from tocsin.schemas.topics import Topic
from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.settings import Settings

_STOP_SECONDS = 10
"""So soon must a detector end after SIGTERM."""


class Detectors:
    """Replicas that are started again when they end by themselves, as a supervisor would."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.folder = folder
        self.environment: Mapping[str, str] = {}
        self.restarts = 0
        self._running: dict[str, DetectorProcess] = {}
        self._starts = 0

    def __getitem__(self, number: int) -> DetectorProcess:
        return self._running[f"detector-{number}"]

    @property
    def numbers(self) -> list[int]:
        return [int(name.removeprefix("detector-")) for name in self._running]

    def start(self, number: int, state_dir: Path | None = None) -> None:
        name = f"detector-{number}"
        self._starts += 1
        changes: dict[str, object] = {"detector_id": name}
        if state_dir is not None:
            changes["state_dir"] = state_dir
        self._running[name] = DetectorProcess(
            self.settings.model_copy(update=changes),
            self.folder / f"{name}-{self._starts}.log",
            self.environment,
        )

    def end(self, number: int, signal: Signals) -> None:
        """End one; a polite end must be quick and good."""
        process = self._running[f"detector-{number}"]
        assert signal is SIGKILL or process.address  # before it has begun it cannot end in order
        del self._running[f"detector-{number}"]
        process.send(signal)
        status = process.ended(within=_STOP_SECONDS if signal is not SIGKILL else 30)
        assert signal is SIGKILL or status == 0, f"status {status}:\n{process.log[-2000:]}"

    def tend(self) -> None:
        """Start again what ended by itself."""
        for name, process in list(self._running.items()):
            if not process.runs:
                self.restarts += 1
                self.start(int(name.removeprefix("detector-")))

    def close(self) -> None:
        for process in self._running.values():
            process.close()


class Stage:
    """Everything that a fault can touch."""

    def __init__(self, settings: Settings, broker: EmbeddedKafka, folder: Path) -> None:
        self.settings = settings
        self.broker = broker
        self.folder = folder
        self.detectors = Detectors(settings, folder)

    def feed(self, messages: Sequence[Fed]) -> None:
        """Feed all, confirmed: articles by `tocsin feed`, what it refuses by a plain client."""
        good = [message for message in messages if message.outcome is not Outcome.DEAD]
        bad = [message for message in messages if message.outcome is Outcome.DEAD]
        where, topic = self.settings.bootstrap_servers, self.settings.topic(Topic.ARTICLES)
        produce(where, topic, [(message.key, message.value) for message in bad])
        feeder = self.feeder(good)
        assert feeder.wait(180) == 0, "the feeder failed"

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
                if lag(self.settings) == 0:
                    return time.monotonic() - started
            time.sleep(0.2)  # between two looks; the deadline is what is awaited
        logs = "\n".join(self.detectors[number].log[-1500:] for number in self.detectors.numbers)
        message = f"not recovered within {within:.0f} s, lag {lag(self.settings)}:\n{logs}"
        raise AssertionError(message)


def lag(settings: Settings) -> int:
    """Return how many messages the detectors have not acknowledged yet."""
    consumer = KafkaConsumer(
        bootstrap_servers=settings.bootstrap_servers,
        group_id=settings.application_id,
        enable_auto_commit=False,
        bootstrap_timeout_ms=5_000,
    )
    try:
        partitions = [
            TopicPartition(settings.topic(topic), number)
            for topic in (Topic.ARTICLES, Topic.REPORTS, Topic.STEPS)
            for number in consumer.partitions_for_topic(settings.topic(topic)) or ()
        ]
        ends = consumer.end_offsets(partitions)
        return sum(end - (consumer.committed(tp) or 0) for tp, end in ends.items())
    finally:
        consumer.close()


def pause_process(pid: int, *, on: bool) -> None:
    os.kill(pid, Signals.SIGSTOP if on else Signals.SIGCONT)
